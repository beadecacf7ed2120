import { hasMark, localChecksMark } from '../../image/local-checks.ts';
import type { Check, DesiredImage } from '../../model/desired.ts';
import { type Image, setOperation } from '../../model/image.ts';
import { MARKER } from '../../model/marker.ts';
import type { LocalCheck, Step } from '../../model/step.ts';
import { type PlanInput, projectId } from '../input.ts';
import { indexOf } from '../match/indexes.ts';
import type { ImageCase } from './decision.ts';

/**
 * The checks that a staged image must pass before it is shared or published, in the file's order. An image with a pinned
 * id is always kept, because Glance gives no id twice.
 */
export function checkSteps({ image, input }: Pick<ImageCase, 'image' | 'input'>): readonly Step[] {
  const checks = (image.checks ?? []).filter(({ local }) => !local);
  return checks.map((check) => ({
    kind: 'check',
    ...commandOf(check),
    keep: check.keep || image.id !== undefined,
    member: check.member ? projectId(input, check.member) : null,
  }));
}

/** The checks that the bytes must pass before the upload, in the file's order. */
export function localChecks({ checks = [] }: DesiredImage): readonly LocalCheck[] {
  return checks.filter(({ local }) => local).map(commandOf);
}

function commandOf({ command, directory, timeout }: Check): LocalCheck {
  return { command, directory: directory ?? null, timeout };
}

/** Whether the data of a staged image has passed the local checks of the file. */
export function passedLocalChecks(image: DesiredImage, staged: Image): boolean {
  return hasMark(staged, localChecksMark(localChecks(image)));
}

/**
 * Makes a resumed image private again if an interrupted run shared it, for good or for a check. Not needed if later
 * steps set its exact members, unless it is checked before.
 */
export function unshareSteps(
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

/** Why a staged image failed a check and was kept; null for any other image. */
export function keptReason(staged: Image): string | null {
  return staged.properties[MARKER.kept] ?? null;
}

/** Warns when a deletion takes an image that was kept for a user to look at. */
export function keptWarnings(steps: readonly Step[], { observed }: PlanInput): readonly string[] {
  const going = new Set(steps.flatMap((step) => (step.kind === 'delete' ? [step.id] : [])));
  return indexOf(observed.images)
    .withIds(going)
    .flatMap((image) => {
      const why = keptReason(image);
      return why === null ? [] : [`${image.id}, kept because a check failed (${why}), is deleted`];
    });
}
