import { readMarkers } from '../../image/markers.ts';
import { EXIT, HttpError, ReconcileError } from '../../model/errors.ts';
import { setOperation } from '../../model/image.ts';
import type { DeactivateStep, DeleteStep, ReactivateStep, RetireStep, UpdateStep } from '../../model/step.ts';
import { type ChangeContext, referenceOperations, subjectId, warn } from '../context.ts';
import { givesName } from '../freshness.ts';
import { referrersOf } from '../referrers.ts';
import { keepName } from './step-back.ts';

/**
 * Changes all fields of a live image in one request, so that users never see the image half changed. If that gives the
 * image the change's name, looks whether another file took the name at the same moment (step-back.ts).
 */
export async function update(step: UpdateStep, context: ChangeContext): Promise<void> {
  const { images } = context.glance;
  const patch = [...step.patch, ...referenceOperations(step.references, context)];
  if (!givesName(step, context.change)) {
    await images.patch(step.id, patch);
    return;
  }
  const before = await images.get(step.id);
  await images.patch(step.id, patch);
  await keepName({ id: step.id, before, patch }, context);
}

/**
 * Makes the replaced image a backup in one request. May deactivate it first, because its successor is published. An image
 * that is gone already is a warning. Leaves an image alone that has the name of another entry by now.
 */
export async function retire(step: RetireStep, context: ChangeContext): Promise<void> {
  const { images } = context.glance;
  if (step.unlessTakenBy !== undefined && (await isTaken(step, context))) return;
  try {
    if (step.deactivate) await images.deactivate(step.id);
    await images.patch(step.id, step.patch);
  } catch (error) {
    if (!(error instanceof HttpError) || error.status !== 404) throw error;
    warn(context, `the replaced image ${step.id} is gone already`);
  }
}

/** Whether another change has given the image its own name. A failed change may have done so before it failed. */
async function isTaken({ id }: RetireStep, { glance, change }: ChangeContext): Promise<boolean> {
  const image = await glance.images.find(id);
  const markers = image && readMarkers(image);
  return markers !== null && markers.image !== change.name;
}

/** Deactivates the staged or a live image. */
export async function deactivate(step: DeactivateStep, context: ChangeContext): Promise<void> {
  await context.glance.images.deactivate(subjectId(context, step.image));
}

/** Reactivates the staged or a live image. */
export async function reactivate(step: ReactivateStep, context: ChangeContext): Promise<void> {
  await context.glance.images.reactivate(subjectId(context, step.image));
}

/**
 * Deletes a live image. Unprotects it first if necessary, and protects it again if the deletion fails. Deletes leftovers
 * and backups only while they still are leftovers and backups. A backup in use stays with a warning; any other image in
 * use is an error.
 */
export async function remove(step: DeleteStep, context: ChangeContext): Promise<void> {
  const { glance } = context;
  if (step.reason === 'leftover') return removeLeftover(step.id, context);
  if (step.reason === 'retention' && !(await isBackup(step.id, context))) return;
  if (await staysForReferrers(step, context)) return;
  if (step.unprotect) await glance.images.patch(step.id, [setOperation('protected', false)]);
  try {
    await glance.images.delete(step.id);
  } catch (error) {
    if (step.unprotect) await protectAgain(step.id, context);
    if (!(error instanceof HttpError) || error.status !== 409) throw error;
    const message = `image ${step.id} is in use and cannot be deleted: ${error.detail}`;
    if (step.reason === 'retention' || step.reason === 'not-kept') {
      warn(context, `${message}. It stays as a backup, and the next run tries again`);
      return;
    }
    throw new ReconcileError('in-use', message, EXIT.error, {
      hint: 'Volumes or servers still depend on its data. Delete them, then run again.',
      cause: error,
    });
  }
}

/**
 * Looks again right before a deletion: an image to which another one refers by now stays. A backup stays with a
 * warning; the deletion of any other image is an error.
 */
async function staysForReferrers({ id, reason }: DeleteStep, context: ChangeContext): Promise<boolean> {
  const referrers = await referrersOf(id, context);
  if (referrers.length === 0) return false;
  const message = `image ${id} is not deleted, because other images refer to it: ${referrers.join(', ')}`;
  if (reason === 'retention' || reason === 'not-kept') {
    warn(context, message);
    return true;
  }
  throw new ReconcileError('in-use', message, EXIT.error, {
    hint: 'Point these images to another image, or delete them. Then run again.',
  });
}

/** Keeps an image whose markers a user has removed. Only this run's own staged image is deleted without markers. */
async function removeLeftover(id: string, context: ChangeContext): Promise<void> {
  const { images } = context.glance;
  const image = await images.find(id);
  if (image === null) return;
  const markers = readMarkers(image);
  if (markers?.role === 'staged' && markers.stack === context.plan.stack) {
    if ((await referrersOf(id, context)).length === 0) await images.delete(id);
    else warn(context, `the leftover image ${id} is not deleted, because other images refer to it`);
  } else warn(context, `image ${id} is not a leftover any more, so this run keeps it`);
}

async function isBackup(id: string, context: ChangeContext): Promise<boolean> {
  const image = await context.glance.images.find(id);
  return image !== null && readMarkers(image)?.role === 'backup';
}

async function protectAgain(id: string, context: ChangeContext): Promise<void> {
  try {
    await context.glance.images.patch(id, [setOperation('protected', true)]);
  } catch {
    warn(
      context,
      `image ${id} is still unprotected: it could not be deleted, and it could not be protected again`,
    );
  }
}
