import { type PatchOperation, patchPath } from '../model/image.ts';
import { MARKER, SDK_DIGEST } from '../model/marker.ts';
import type { RecordStep } from '../model/step.ts';
import type { ChangeContext, Pending, Staged } from './context.ts';

/**
 * Properties that a run can do without when it takes up a finished upload: `owner_specified.openstack.*` is for other
 * programs, and staging has recorded the given digests.
 */
const DISPENSABLE: ReadonlySet<string> = new Set(
  [...Object.values(SDK_DIGEST), MARKER.digests].map(patchPath),
);

/**
 * Whether operations can wait for the PATCH that shares or publishes the image: only looks lie between, and a run that
 * takes the image up after a kill needs none of them to know the content.
 */
export function canWait(
  operations: readonly PatchOperation[],
  step: RecordStep,
  { change }: ChangeContext,
): boolean {
  const later = change.steps.slice(change.steps.indexOf(step) + 1);
  const next = later.find(({ kind }) => kind !== 'recheck' && kind !== 'update');
  const isPatch = next?.kind === 'publish' || next?.kind === 'share';
  return isPatch && operations.every(({ path }) => DISPENSABLE.has(path));
}

/** Takes the operations that are pending on a staged image, for the PATCH that now carries it. */
export function takePending(staged: Staged): Pending | null {
  const { pending } = staged;
  staged.pending = null;
  return pending;
}
