import { randomUUID } from 'node:crypto';
import { HttpError, ReconcileError } from '../../model/errors.ts';
import { MARKER } from '../../model/marker.ts';
import type { ResumeStep, StageStep } from '../../model/step.ts';
import type { ChangeContext } from '../context.ts';

/** Creates the private, hidden image. Its id is ours to choose, so that a lost answer never makes a second one. */
export async function stage(step: StageStep, context: ChangeContext): Promise<void> {
  const id = step.attributes.id ?? randomUUID();
  // Known before the request: should its answer be lost, the image is still found and removed.
  context.state.staged = { id, sent: null, validators: null, verified: false };
  try {
    await context.glance.images.create({
      ...step.attributes,
      id,
      properties: { ...step.attributes.properties, [MARKER.id]: id },
    });
  } catch (error) {
    if (!(error instanceof HttpError) || error.status !== 409) throw error;
    context.state.staged = null;
    throw new ReconcileError('burnt-id', `image id ${id} has been used before and cannot be used again`, 1, {
      hint: 'Glance never gives an id twice, not even that of a deleted image. Remove `id:` or choose another.',
      cause: error,
    });
  }
}

/** Takes up what an earlier run has staged and uploaded. */
export async function resume(step: ResumeStep, context: ChangeContext): Promise<void> {
  context.state.staged = { id: step.id, sent: null, validators: null, verified: true };
}
