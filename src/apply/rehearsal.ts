import type { Step } from '../model/step.ts';
import { type ChangeContext, stagedOf } from './context.ts';
import { dropStaged } from './drop-staged.ts';

/** The steps that a rehearsal does. The others write, and none of them can fail without the data of these. */
const REHEARSED: ReadonlySet<Step['kind']> = new Set(['compare', 'stage', 'upload']);

/**
 * The steps of a change that a rehearsal does. It stages the image, so that Glance says whether it takes it, but without a
 * pinned id: Glance accepts no id twice, and the image goes again.
 */
export function rehearsed(steps: readonly Step[]): readonly Step[] {
  return steps
    .filter(({ kind }) => REHEARSED.has(kind))
    .map((step) => {
      if (step.kind === 'compare') return { ...step, same: [] };
      if (step.kind !== 'stage') return step;
      const { id: _id, ...attributes } = step.attributes;
      // No image of this rehearsal is published, so no reference to one can be filled in.
      return { kind: 'stage', attributes };
    });
}

/** Reads verified blocks to their end, in place of an upload. */
export async function drain(blocks: AsyncIterable<Uint8Array>): Promise<void> {
  for await (const _ of blocks);
}

/** Removes the staged image of a rehearsal, which holds no data. Throws what Glance answers. */
export async function endRehearsal(context: ChangeContext): Promise<void> {
  if (context.state.staged === null) return;
  await dropStaged(stagedOf(context).id, context.glance);
}
