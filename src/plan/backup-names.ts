import type { Blocker } from '../model/plan.ts';
import type { Step } from '../model/step.ts';
import type { Decision, ImageCase } from './change/decision.ts';
import { namesInUse } from './match/names-in-use.ts';

/** A backup that would bear the name of another entry: who asks for that by its name could not tell them apart. */
export function takenBackupNames({ image, input }: ImageCase, { steps }: Decision): readonly Blocker[] {
  const names = namesInUse(input.desired);
  return renamings(steps)
    .filter(({ name }) => name !== image.name && names.has(name))
    .map(({ id, name }) => ({
      code: 'ambiguous',
      message: `as a backup, image ${id} would bear the name "${name}", which is that of another entry. Give \`backup.name\` a template that no other name fits, as the default one with {created_at}.`,
      candidates: [id],
    }));
}

interface Renaming {
  readonly id: string;
  readonly name: string;
}

/** Of live images: what is staged and published gets the entry's own name. */
function renamings(steps: readonly Step[]): readonly Renaming[] {
  return steps.flatMap((step) => {
    if (step.kind !== 'retire' && step.kind !== 'update') return [];
    return step.patch.flatMap((operation) =>
      operation.op !== 'remove' && operation.path === '/name'
        ? [{ id: step.id, name: String(operation.value) }]
        : [],
    );
  });
}
