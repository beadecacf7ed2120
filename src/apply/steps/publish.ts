import { unlessMissing } from '../../glance/call.ts';
import { readMarkers } from '../../image/markers.ts';
import { isOwn } from '../../image/ownership.ts';
import { changes } from '../../image/patched.ts';
import { type Image, removeOperation, setOperation } from '../../model/image.ts';
import { MARKER } from '../../model/marker.ts';
import type { PublishStep } from '../../model/step.ts';
import { type ChangeContext, referenceOperations, type Staged, stagedOf, warn } from '../context.ts';
import { newNamesakes } from '../freshness.ts';
import { takePending } from '../pending.ts';
import { referrersOf } from '../referrers.ts';
import { isSuccessor, keepDuplicate, sameContent } from './recheck.ts';
import { keepName } from './step-back.ts';

/**
 * Publishes the staged image in one request. Two runs that rechecked at the same instant may both publish: of the same
 * content, one image is deleted; if another file took the name, the later run steps back (step-back.ts).
 */
export async function publish(step: PublishStep, context: ChangeContext): Promise<void> {
  const staged = stagedOf(context);
  const before = staged.created ? null : await context.glance.images.get(staged.id);
  await send(step, staged, context);
  context.state.published = true;
  const patch = [...step.patch, ...referenceOperations(step.references, context)];
  const all = await keepName({ id: staged.id, before, patch }, context);
  await leaveOne(staged, all, context);
}

/** Sends the request. If the answer is lost, looks at the image to see whether it is published. */
async function send(step: PublishStep, staged: Staged, context: ChangeContext): Promise<void> {
  const { images } = context.glance;
  const references = referenceOperations(step.references, context);
  const finished = staged.created ? [removeOperation(MARKER.run)] : [];
  const pending = takePending(staged);
  const all = [...step.patch, ...references, ...finished, ...(pending?.operations ?? [])];
  // Glance takes as long for a field that stays as for a field that changes.
  const patch = pending ? all.filter((operation) => changes(operation, pending.image)) : all;
  try {
    await images.patch(staged.id, patch);
  } catch (error) {
    const image = await images.find(staged.id).catch(() => null);
    const published = image?.name === context.change.name && readMarkers(image)?.role === 'current';
    if (!published) throw error;
  }
}

/**
 * Deletes all but one of several images with the same content. A run that sees both keeps the smaller id, so two runs
 * never delete one image each, and never keep both. While no project is known, a run deletes its own image alone.
 */
async function leaveOne(staged: Staged, all: readonly Image[], context: ChangeContext): Promise<void> {
  if (!staged.created) return;
  const ours = all.find((image) => image.id === staged.id);
  if (!ours) return;
  const duplicates = newNamesakes(all, context).filter(
    (image) => image !== ours && isSuccessor(image, context) && sameContent(image, ours),
  );
  const [first = ours, ...others] = [ours, ...duplicates].sort((a, b) => (a.id < b.id ? -1 : 1));
  const { owners } = context.change.basis;
  for (const other of others) {
    if (other === ours || isOwn(other, owners)) await removeDuplicate(other, context);
    else warn(context, `image ${other.id} has the same name and content, and no project is known: it stays`);
  }
  if (first === ours) return;
  context.state.staged = null;
  keepDuplicate(first.id, context);
}

/** Tolerates that the other run deletes the image at the same time. */
async function removeDuplicate(image: Image, context: ChangeContext): Promise<void> {
  const { glance } = context;
  // The other run may have pointed an image to it. The next run retires it.
  if ((await referrersOf(image.id, context)).length > 0) return;
  const unprotect = [setOperation('protected', false)];
  if (image.protected) await unlessMissing(glance.images.patch(image.id, unprotect), null);
  await glance.images.delete(image.id);
}
