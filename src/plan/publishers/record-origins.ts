import { fingerprintImage } from '../../image/fingerprint.ts';
import { readMarkers } from '../../image/markers.ts';
import { type Image, type PatchOperation, removeOperation, setOperation } from '../../model/image.ts';
import { MARKER } from '../../model/marker.ts';
import type { Change } from '../../model/plan.ts';
import type { Step } from '../../model/step.ts';
import type { MatchedInput } from '../match/match-all.ts';
import { addToPatch, asUpdate, publishedImage } from './patch-of.ts';

/**
 * Records where the state file comes from on each image that a change publishes or updates; new content is staged with
 * it. With `--new-origin`, also on images that get no PATCH otherwise and on backups, so that the move is said once.
 */
export function recordOrigins(changes: readonly Change[], input: MatchedInput): readonly Change[] {
  const { desired, observed, allowed } = input;
  const origin = desired.origin ?? null;
  if (origin === null && !allowed?.newOrigin) return changes;
  const live = new Map(observed.images.map((image) => [image.id, image]));
  const backups = new Map([...input.matches].map(([{ name }, match]) => [name, match.backups]));
  const operation: PatchOperation =
    origin === null ? removeOperation(MARKER.origin) : setOperation(MARKER.origin, origin);
  return changes.map((change) => {
    const kept = backups.get(change.name);
    if (!kept || change.blockedBy.length > 0) return change;
    const recorded = recordOnPublished(change, operation, publishedImage(change, live), input);
    return allowed?.newOrigin ? recordOnOthers(recorded, operation, live, kept) : recorded;
  });
}

const RECORDED = 'its origin is recorded';

function recordOnPublished(
  change: Change,
  operation: PatchOperation,
  image: Image | undefined,
  { desired, allowed }: MatchedInput,
): Change {
  const origin = desired.origin ?? null;
  const recorded = originOf(image);
  if (recorded === origin) return change;
  const carried = addToPatch(change, operation);
  if (carried !== change || !allowed?.newOrigin || !image || !isKept(image, change)) return carried;
  if (readMarkers(image)?.stack !== desired.stack) return change;
  return {
    ...asUpdate(change, RECORDED),
    fields: [...change.fields, { path: 'origin', before: recorded, after: origin }],
    steps: [{ kind: 'update', id: image.id, patch: [operation] }, ...change.steps],
  };
}

/** Whether the image is neither replaced nor deleted by the change. */
function isKept({ id }: Image, { steps }: Change): boolean {
  return !steps.some((step) => step.kind === 'stage' || (step.kind === 'delete' && step.id === id));
}

function originOf(image: Image | undefined): string | null {
  return (image && readMarkers(image)?.origin) ?? null;
}

/** Records the origin on images that become backups, and on backups that stay: else they would be another file's. */
function recordOnOthers(
  change: Change,
  operation: PatchOperation,
  live: ReadonlyMap<string, Image>,
  backups: readonly Image[],
): Change {
  const isOld = (image: Image | undefined) => {
    const recorded = originOf(image);
    return recorded !== null && recorded !== (operation.value ?? null);
  };
  const touched = new Set(change.steps.flatMap((step) => ('id' in step ? [step.id] : [])));
  const others = backups.filter((backup) => isOld(backup) && !touched.has(backup.id));
  const steps = change.steps.map((step): Step => {
    const isPatch = step.kind === 'retire' || (step.kind === 'update' && step.id !== change.imageId);
    return isPatch && isOld(live.get(step.id)) ? { ...step, patch: [...step.patch, operation] } : step;
  });
  if (others.length === 0) return { ...change, steps };
  const images = Object.fromEntries(others.map((image) => [image.id, fingerprintImage(image)]));
  return {
    ...asUpdate(change, RECORDED),
    basis: { ...change.basis, images: { ...change.basis.images, ...images } },
    steps: [...steps, ...others.map(({ id }): Step => ({ kind: 'update', id, patch: [operation] }))],
  };
}
