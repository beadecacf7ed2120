import { unlessMissing } from '../../glance/call.ts';
import { readMarkers } from '../../image/markers.ts';
import { type Image, removeOperation, setOperation } from '../../model/image.ts';
import { MARKER } from '../../model/marker.ts';
import type { PublishStep } from '../../model/step.ts';
import { type ChangeContext, type Staged, stagedOf } from '../context.ts';
import { bearers } from '../freshness.ts';
import { isSuccessor, sameContent, settle } from './recheck.ts';

/**
 * The one request that makes the staged image the published one. Two runs that looked at the same instant may both
 * publish: the same content then stands there twice, and one of them goes.
 */
export async function publish(step: PublishStep, context: ChangeContext): Promise<void> {
  const staged = stagedOf(context);
  await send(step, staged, context);
  context.state.published = true;
  await leaveOne(staged, context);
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

/**
 * Either of the two may have looked before the other had published, so whoever sees both removes the one with the
 * greater id: they never remove one each, and never keep both.
 */
async function leaveOne(staged: Staged, context: ChangeContext): Promise<void> {
  if (!staged.created) return;
  const all = await bearers(context);
  const ours = all.find((image) => image.id === staged.id);
  if (!ours) return;
  const duplicates = all.filter(
    (image) =>
      image !== ours &&
      !context.change.basis.namesakes.includes(image.id) &&
      isSuccessor(image, context) &&
      sameContent(image, ours),
  );
  const [first = ours, ...others] = [ours, ...duplicates].sort((a, b) => (a.id < b.id ? -1 : 1));
  for (const other of others) await removeTwin(other, context);
  if (first === ours) return;
  context.state.staged = null;
  settle(first.id, context);
}

/** The other run may be at it, too. */
async function removeTwin(image: Image, { glance }: ChangeContext): Promise<void> {
  const unprotect = [setOperation('protected', false)];
  if (image.protected) await unlessMissing(glance.images.patch(image.id, unprotect), null);
  await glance.images.delete(image.id);
}
