import { HttpError, ReconcileError } from '../../model/errors.ts';
import { setOperation } from '../../model/patch.ts';
import type {
  DeactivateStep,
  DeleteStep,
  PublishStep,
  ReactivateStep,
  RetireStep,
  UpdateStep,
} from '../../model/step.ts';
import { type ChangeContext, stagedOf, subjectId, warn } from '../context.ts';

/** Every field change of an image in one request, so that it is never seen half changed. */
export async function update(step: UpdateStep, context: ChangeContext): Promise<void> {
  await context.glance.images.patch(step.id, step.patch);
}

/** The one request that makes the staged image the published one. */
export async function publish(step: PublishStep, context: ChangeContext): Promise<void> {
  const { id } = stagedOf(context);
  await context.glance.images.patch(id, step.patch);
  context.state.published = true;
}

/** The one request that makes the replaced image a backup. */
export async function retire(step: RetireStep, context: ChangeContext): Promise<void> {
  await context.glance.images.patch(step.id, step.patch);
  if (step.deactivate) await context.glance.images.deactivate(step.id);
}

export async function deactivate(step: DeactivateStep, context: ChangeContext): Promise<void> {
  await context.glance.images.deactivate(subjectId(context, step.image));
}

export async function reactivate(step: ReactivateStep, context: ChangeContext): Promise<void> {
  await context.glance.images.reactivate(subjectId(context, step.image));
}

/** Deletes an image; one that had to be unprotected and cannot be deleted is protected again. */
export async function remove(step: DeleteStep, context: ChangeContext): Promise<void> {
  const { images } = context.glance;
  if (step.unprotect) await images.patch(step.id, [setOperation('protected', false)]);
  try {
    await images.delete(step.id);
  } catch (error) {
    if (step.unprotect) await protectAgain(step.id, context);
    if (!(error instanceof HttpError) || error.status !== 409) throw error;
    throw new ReconcileError(
      'in-use',
      `image ${step.id} is in use and cannot be deleted: ${error.detail}`,
      1,
      {
        hint: 'Volumes or servers still depend on its data. Run again once they are gone.',
        cause: error,
      },
    );
  }
}

async function protectAgain(id: string, context: ChangeContext): Promise<void> {
  try {
    await context.glance.images.patch(id, [setOperation('protected', true)]);
  } catch {
    warn(context, `image ${id} was unprotected to be deleted and could not be protected again`);
  }
}
