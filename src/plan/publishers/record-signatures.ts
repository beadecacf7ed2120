import { formatSigned } from '../../image/markers.ts';
import { type PatchOperation, setOperation } from '../../model/image.ts';
import { MARKER } from '../../model/marker.ts';
import type { Change } from '../../model/plan.ts';
import type { Step } from '../../model/step.ts';
import type { MatchedInput } from '../match/match-all.ts';

/**
 * Records the time of a document's signature on an image that a change publishes or updates. New content is staged with
 * it. An unchanged image keeps its record, because publishers sign their files again without new content.
 */
export function recordSignatures(changes: readonly Change[], input: MatchedInput): readonly Change[] {
  const signed = new Map(
    input.desired.images.flatMap((image) => (image.signed ? [[image.name, image.signed] as const] : [])),
  );
  if (signed.size === 0) return changes;
  const live = new Map(input.observed.images.map((image) => [image.id, image]));
  return changes.map((change) => {
    const wanted = signed.get(change.name);
    // The document of the file is about the content that a held image does not have.
    if (!wanted || change.held || change.blockedBy.length > 0) return change;
    const operation = setOperation(MARKER.signed, formatSigned(wanted));
    if (live.get(publishedBy(change))?.properties[MARKER.signed] === operation.value) return change;
    return addToCarrier(change, operation);
  });
}

/** The id of the live image that a change leaves published; empty: it publishes a new one. */
export function publishedBy({ imageId, steps }: Change): string {
  return steps.find((step) => step.kind === 'resume')?.id ?? imageId ?? '';
}

/** Adds an operation to the step that publishes or updates a change's image; the change itself if there is none. */
export function addToCarrier(change: Change, operation: PatchOperation): Change {
  const carrier = change.steps.find((step) => carries(step, change));
  if (!carrier) return change;
  const steps = change.steps.map((step) =>
    step === carrier && (step.kind === 'update' || step.kind === 'publish')
      ? { ...step, patch: [...step.patch.filter(({ path }) => path !== operation.path), operation] }
      : step,
  );
  return { ...change, steps };
}

/** Whether a step patches the image that stays published. A staged image has its record already. */
function carries(step: Step, { imageId, steps }: Change): boolean {
  if (steps.some(({ kind }) => kind === 'stage')) return false;
  return step.kind === 'publish' || (step.kind === 'update' && step.id === imageId);
}
