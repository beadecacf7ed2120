import { MARKER } from '../../model/marker.ts';
import { removeOperation } from '../../model/patch.ts';
import type { PublishStep } from '../../model/step.ts';
import { readMarkers } from '../../plan/markers.ts';
import { type ChangeContext, type Staged, stagedOf } from '../context.ts';
import { bearers } from '../freshness.ts';
import { isSuccessor, settle } from './recheck.ts';

/**
 * The one request that makes the staged image the published one. Two runs that looked at the same instant may both
 * publish: the same content then stands there twice, and the one with the greater id steps back.
 */
export async function publish(step: PublishStep, context: ChangeContext): Promise<void> {
  const staged = stagedOf(context);
  await send(step, staged, context);
  context.state.published = true;
  await stepBack(staged, context);
}

/** An answer may be lost after the image was published: a look tells. */
async function send(step: PublishStep, staged: Staged, context: ChangeContext): Promise<void> {
  const { images } = context.glance;
  const patch = staged.created ? [...step.patch, removeOperation(MARKER.run)] : step.patch;
  try {
    await images.patch(staged.id, patch);
  } catch (error) {
    const image = await images.find(staged.id).catch(() => null);
    const published = image?.name === context.change.name && readMarkers(image)?.role === 'current';
    if (!published) throw error;
  }
}

/** Both runs come to the same conclusion, so exactly one image stays; the other is removed by the run that made it. */
async function stepBack(staged: Staged, context: ChangeContext): Promise<void> {
  if (!staged.created) return;
  const all = await bearers(context);
  const ours = all.find((image) => image.id === staged.id);
  const winner = all.find(
    (image) =>
      image.id < staged.id &&
      !context.change.basis.namesakes.includes(image.id) &&
      isSuccessor(image, context) &&
      image.hashValue === ours?.hashValue &&
      image.checksum === ours?.checksum,
  );
  if (!winner || !ours) return;
  if (ours.protected)
    await context.glance.images.patch(ours.id, [{ op: 'add', path: '/protected', value: false }]);
  await context.glance.images.delete(ours.id);
  context.state.staged = null;
  settle(winner.id, context);
}
