import { ReconcileError, StaleError } from '../model/errors.ts';
import type { Outcome, ReportedError } from '../model/report.ts';
import { type ChangeContext, warn } from './context.ts';
import { dropStaged } from './drop-staged.ts';
import { assertFresh } from './freshness.ts';
import { runStep } from './run-step.ts';

export interface ChangeOutcome {
  readonly outcome: Outcome;
  /** The image that bears the name afterwards, as far as this change knows. */
  readonly imageId: string | null;
  readonly error: ReportedError | null;
}

/**
 * Carries out one change: looks whether it is still as planned, then runs its steps in order. A failure is a value:
 * whatever happens, nothing unverified is published and nothing half done is left under the published name.
 */
export async function applyChange(context: ChangeContext): Promise<ChangeOutcome> {
  const { change, state } = context;
  try {
    context.signal.throwIfAborted();
    await assertFresh(context);
    for (const step of change.steps) {
      context.signal.throwIfAborted();
      context.emit({ type: 'step-started', name: change.name, step: step.kind });
      await runStep(step, context);
      context.emit({ type: 'step-done', name: change.name, step: step.kind });
      if (state.settledBy !== null) break;
    }
    const removed = change.action === 'delete';
    return { outcome: 'done', imageId: removed ? null : resultingId(context), error: null };
  } catch (error) {
    const failure = context.signal.aborted ? context.signal.reason : error;
    await discardStaged(context);
    return {
      outcome: failure instanceof StaleError ? 'stale' : 'failed',
      imageId: resultingId(context),
      error: reported(failure),
    };
  }
}

function resultingId({ change, state }: ChangeContext): string | null {
  if (state.settledBy !== null) return state.settledBy;
  return state.published ? (state.staged?.id ?? null) : change.imageId;
}

/**
 * Removes what this change has staged and not published. Kept are: what an earlier run has staged; a complete and
 * verified upload of an interrupted run, which the next run publishes without sending it again; and an empty image
 * whose id the file pins, as that id could never be used again.
 */
async function discardStaged(context: ChangeContext): Promise<void> {
  const { staged, published } = context.state;
  if (!staged || published || !staged.created) return;
  if (context.signal.aborted && staged.verified) return;
  try {
    if (staged.pinned && !staged.verified && (await isEmpty(staged.id, context))) return;
    await dropStaged(staged.id, context.glance);
  } catch (error) {
    const { message } = reported(error);
    warn(context, `the staged image ${staged.id} could not be removed (${message}); the next run does it`);
  }
}

/** A broken upload leaves the image `saving` for a moment, until the service has noticed. */
async function isEmpty(id: string, context: ChangeContext): Promise<boolean> {
  const image = await context.glance.images.find(id);
  return image?.status === 'queued' || image?.status === 'saving';
}

/** An error as a value; what nobody expected says where to look. */
export function reported(error: unknown): ReportedError {
  if (error instanceof ReconcileError) return { code: error.code, message: error.message, hint: error.hint };
  const message = error instanceof Error ? error.message : String(error);
  return {
    code: 'unexpected',
    message,
    hint: 'This is a fault of reconcile itself. Run again with -vv and report it.',
  };
}
