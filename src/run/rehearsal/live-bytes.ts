import type { Glance } from '../../glance/client.ts';
import { recordedDigests } from '../../image/markers.ts';
import { namesOf } from '../../model/digest.ts';
import { storedDigests } from '../../model/image.ts';
import type { Change, Plan } from '../../model/plan.ts';

/** The plan with a comparison of each live image that it leaves as it is, where anything is known of its bytes. */
export async function withLiveBytes(plan: Plan, glance: Glance, signal: AbortSignal): Promise<Plan> {
  const changes: Change[] = [];
  for (const change of plan.changes) changes.push(await withLiveBytesOf(change, glance, signal));
  return { ...plan, changes };
}

async function withLiveBytesOf(change: Change, glance: Glance, signal: AbortSignal): Promise<Change> {
  const { imageId, steps, blockedBy } = change;
  const readsIt = steps.some(({ kind }) => kind === 'compare' || kind === 'upload' || kind === 'resume');
  if (imageId === null || readsIt || blockedBy.length > 0) return change;
  const image = await glance.images.find(imageId, { signal });
  // Glance gives the data of active images only.
  if (image?.status !== 'active') return change;
  const digests = { ...recordedDigests(image), ...storedDigests(image) };
  if (namesOf(digests).length === 0) return change;
  const refused = 'its bytes do not have the digests that Glance and reconcile recorded';
  return {
    ...change,
    steps: [{ kind: 'compare', id: imageId, digests, read: 'image', bytes: image.size, same: [], refused }],
  };
}
