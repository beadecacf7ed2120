import { fingerprintImage } from '../../image/fingerprint.ts';
import { readMarkers } from '../../image/markers.ts';
import { type Image, type PatchOperation, removeOperation, setOperation } from '../../model/image.ts';
import { MARKER } from '../../model/marker.ts';
import { type Change, isIdleAction } from '../../model/plan.ts';
import type { Step } from '../../model/step.ts';
import type { MatchedInput } from '../match/match-all.ts';
import { addToCarrier, publishedBy } from './record-signatures.ts';

/**
 * Records where the state file comes from on each image that a change publishes or updates; new content is staged with
 * it. With `--new-origin`, also on images that do not change otherwise and on backups, so that the move is said once.
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
    const recorded = recordOnPublished(change, operation, live.get(publishedBy(change)), input);
    return allowed?.newOrigin ? recordOnOthers(recorded, operation, live, kept) : recorded;
  });
}

function recordOnPublished(
  change: Change,
  operation: PatchOperation,
  image: Image | undefined,
  { desired, allowed }: MatchedInput,
): Change {
  const origin = desired.origin ?? null;
  const recorded = (image && readMarkers(image)?.origin) ?? null;
  if (recorded === origin) return change;
  const carried = addToCarrier(change, operation);
  const isIdle = isIdleAction(change.action) && change.steps.length === 0;
  if (carried !== change || !isIdle || !allowed?.newOrigin || !image) return carried;
  if (readMarkers(image)?.stack !== desired.stack) return change;
  return {
    ...change,
    action: 'update',
    reason: 'its origin is recorded',
    fields: [...change.fields, { path: 'origin', before: recorded, after: origin }],
    steps: [{ kind: 'update', id: image.id, patch: [operation] }],
  };
}

/** Records the origin on images that become backups, and on backups that stay: else they would be another file's. */
function recordOnOthers(
  change: Change,
  operation: PatchOperation,
  live: ReadonlyMap<string, Image>,
  backups: readonly Image[],
): Change {
  const isOld = (image: Image | undefined) => {
    const recorded = (image && readMarkers(image)?.origin) ?? null;
    return recorded !== null && recorded !== (operation.value ?? null);
  };
  const touched = new Set(change.steps.flatMap((step) => ('id' in step ? [step.id] : [])));
  const others = backups.filter((backup) => isOld(backup) && !touched.has(backup.id));
  const steps = change.steps.map((step): Step => {
    const isPatch = step.kind === 'retire' || (step.kind === 'update' && step.id !== change.imageId);
    if (!isPatch || !isOld(live.get(step.id)) || step.patch.some(({ path }) => path === operation.path)) {
      return step;
    }
    return { ...step, patch: [...step.patch, operation] };
  });
  if (others.length === 0) return { ...change, steps };
  const images = Object.fromEntries(others.map((image) => [image.id, fingerprintImage(image)]));
  return {
    ...change,
    ...(isIdleAction(change.action) ? { action: 'update', reason: 'its origin is recorded' } : {}),
    basis: { ...change.basis, images: { ...change.basis.images, ...images } },
    steps: [...steps, ...others.map(({ id }): Step => ({ kind: 'update', id, patch: [operation] }))],
  };
}
