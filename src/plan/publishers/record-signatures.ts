import { formatSigned } from '../../image/markers.ts';
import { setOperation } from '../../model/image.ts';
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
    const carrier = change.steps.find((step) => carries(step, change));
    if (!wanted || !carrier || change.blockedBy.length > 0) return change;
    const operation = setOperation(MARKER.signed, formatSigned(wanted));
    const published = change.steps.find((step) => step.kind === 'resume')?.id ?? change.imageId ?? '';
    if (live.get(published)?.properties[MARKER.signed] === operation.value) return change;
    return {
      ...change,
      steps: change.steps.map((step) =>
        step === carrier && (step.kind === 'update' || step.kind === 'publish')
          ? { ...step, patch: [...step.patch.filter(({ path }) => path !== operation.path), operation] }
          : step,
      ),
    };
  });
}

/** Whether a step patches the image that stays published. A staged image has its record already. */
function carries(step: Step, { imageId, steps }: Change): boolean {
  if (steps.some(({ kind }) => kind === 'stage')) return false;
  return step.kind === 'publish' || (step.kind === 'update' && step.id === imageId);
}
