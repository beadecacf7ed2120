import type { DesiredImage } from '../../model/desired.ts';
import { type Image, setOperation } from '../../model/image.ts';
import { MARKER } from '../../model/marker.ts';
import type { Step } from '../../model/step.ts';
import { type PlanInput, projectId } from '../input.ts';
import { indexOf } from '../match/indexes.ts';
import type { ImageCase } from './decision.ts';

/**
 * What a staged image must pass before anybody but its owner sees it, in the file's order. One whose id is pinned is
 * never thrown away, as no id is given twice.
 */
export function checkSteps({ image, input }: Pick<ImageCase, 'image' | 'input'>): readonly Step[] {
  return (image.checks ?? []).map((check) => ({
    kind: 'check',
    command: check.command,
    directory: check.directory ?? null,
    timeout: check.timeout,
    keep: check.keep || image.id !== undefined,
    member: check.member ? projectId(input, check.member) : null,
  }));
}

/**
 * A staged image that is shared is so for good, by a run that had come that far, or for a check that its run did not
 * live to end. Nobody is left to see it unless its members are made exact later, and nobody while it is checked.
 */
export function withdrawSteps(
  { image }: Pick<ImageCase, 'image'>,
  staged: Image,
  later: readonly Step[],
): readonly Step[] {
  const isMadeExact = later.some((step) => step.kind === 'share') && !hasChecks(image);
  if (staged.visibility !== 'shared' || isMadeExact) return [];
  return [
    { kind: 'members', id: staged.id, want: [], add: [], remove: [] },
    { kind: 'update', id: staged.id, patch: [setOperation('visibility', 'private')] },
  ];
}

export function hasChecks({ checks = [] }: DesiredImage): boolean {
  return checks.length > 0;
}

/** Why a staged image was kept that did not pass a check; null for any other. */
export function keptFor(staged: Image): string | null {
  return staged.properties[MARKER.kept] ?? null;
}

/** A person had it kept to look at it: that it goes is told. */
export function keptWarnings(steps: readonly Step[], { observed }: PlanInput): readonly string[] {
  const going = new Set(steps.flatMap((step) => (step.kind === 'delete' ? [step.id] : [])));
  return indexOf(observed.images)
    .withIds(going)
    .flatMap((image) => {
      const why = keptFor(image);
      return why === null ? [] : [`${image.id}, kept as it did not pass a check (${why}), is deleted`];
    });
}
