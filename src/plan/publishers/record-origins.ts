import { readMarkers } from '../../image/markers.ts';
import { type PatchOperation, removeOperation, setOperation } from '../../model/image.ts';
import { MARKER } from '../../model/marker.ts';
import type { Change } from '../../model/plan.ts';
import type { MatchedInput } from '../match/match-all.ts';
import { addToCarrier, publishedBy } from './record-signatures.ts';

/**
 * Records where the state file comes from on each image that a change publishes or updates; new content is staged with
 * it. With `--new-origin`, also on images that do not change otherwise, so that the move is said once.
 */
export function recordOrigins(changes: readonly Change[], input: MatchedInput): readonly Change[] {
  const { desired, observed, allowed } = input;
  const origin = desired.origin ?? null;
  if (origin === null && !allowed?.newOrigin) return changes;
  const live = new Map(observed.images.map((image) => [image.id, image]));
  const listed = new Set(desired.images.map(({ name }) => name));
  const operation: PatchOperation =
    origin === null ? removeOperation(MARKER.origin) : setOperation(MARKER.origin, origin);
  return changes.map((change) => {
    const image = live.get(publishedBy(change));
    const recorded = (image && readMarkers(image)?.origin) ?? null;
    if (!listed.has(change.name) || change.blockedBy.length > 0 || recorded === origin) return change;
    const carried = addToCarrier(change, operation);
    const isIdle = change.action === 'unchanged' && change.steps.length === 0;
    if (carried !== change || !isIdle || !allowed?.newOrigin || !image) return carried;
    if (readMarkers(image)?.stack !== desired.stack) return change;
    return {
      ...change,
      action: 'update',
      reason: 'its origin is recorded',
      fields: [...change.fields, { path: 'origin', before: recorded, after: origin }],
      steps: [{ kind: 'update', id: image.id, patch: [operation] }],
    };
  });
}
