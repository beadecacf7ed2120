import type { Image, PatchOperation } from '../../model/image.ts';
import { type Change, isIdleAction } from '../../model/plan.ts';
import type { PublishStep, UpdateStep } from '../../model/step.ts';

/** The image that is published after the change: a restored backup or a resumed upload, else the live image. */
export function publishedImage(
  { imageId, steps }: Change,
  live: ReadonlyMap<string, Image>,
): Image | undefined {
  const resumed = steps.find((step) => step.kind === 'resume');
  return live.get(resumed?.id ?? imageId ?? '');
}

/**
 * Adds an operation to the PATCH that publishes or updates a change's image. The change itself comes back if it has no
 * such PATCH, or stages new content: that has its records already.
 */
export function addToPatch(change: Change, operation: PatchOperation): Change {
  const carrier = patchOf(change);
  if (!carrier) return change;
  const extended = { ...carrier, patch: [...carrier.patch, operation] };
  return { ...change, steps: change.steps.map((step) => (step === carrier ? extended : step)) };
}

/** A live image that is replaced may be updated too, so the PATCH that publishes its successor comes first. */
function patchOf({ imageId, steps }: Change): PublishStep | UpdateStep | undefined {
  if (steps.some(({ kind }) => kind === 'stage')) return undefined;
  return (
    steps.find((step) => step.kind === 'publish') ??
    steps.filter((step) => step.kind === 'update').find(({ id }) => id === imageId)
  );
}

/** A change that had nothing to show, because it did nothing or only cleans up, becomes an update. */
export function asUpdate(change: Change, reason: string): Change {
  const isSilent = isIdleAction(change.action) || change.action === 'resume';
  const publishes = change.steps.some(({ kind }) => kind === 'publish');
  return isSilent && !publishes ? { ...change, action: 'update', reason } : change;
}
