import { formatSigned } from '../../image/markers.ts';
import { setOperation } from '../../model/image.ts';
import { MARKER } from '../../model/marker.ts';
import type { Change } from '../../model/plan.ts';
import type { MatchedInput } from '../match/match-all.ts';
import { addToPatch, publishedImage } from './patch-of.ts';

/**
 * Records the time of a document's signature on an image that a change publishes or updates. New content is staged with
 * it. An unchanged image keeps its record, because publishers sign their files again without new content.
 */
export function recordSignatures(changes: readonly Change[], input: MatchedInput): readonly Change[] {
  const signed = new Map(input.desired.images.map((image) => [image.name, image.signed]));
  const live = new Map(input.observed.images.map((image) => [image.id, image]));
  return changes.map((change) => {
    const wanted = signed.get(change.name);
    // The document of the file is about the content that a held image does not have.
    if (!wanted || change.held || change.blockedBy.length > 0) return change;
    const operation = setOperation(MARKER.signed, formatSigned(wanted));
    if (publishedImage(change, live)?.properties[MARKER.signed] === operation.value) return change;
    return addToPatch(change, operation);
  });
}
