import { StaleError } from '../model/errors.ts';
import type { Outcome, ReportedError } from '../model/report.ts';
import type { Step } from '../model/step.ts';
import { type ChangeContext, warn } from './context.ts';
import { discardStaged } from './discard-staged.ts';
import { explained, reported } from './explain.ts';
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
  let begun = 0;
  try {
    context.signal.throwIfAborted();
    await assertFresh(context);
    for (const [index, step] of change.steps.entries()) {
      if (context.signal.aborted) {
        await finish(change.steps.slice(index), context);
        break;
      }
      begun = index + 1;
      await announced(step, context);
      if (state.settledBy !== null) break;
    }
    const removed = change.action === 'delete';
    return { outcome: 'done', imageId: removed ? null : resultingId(context), error: null };
  } catch (error) {
    const failure = context.signal.aborted ? context.signal.reason : error;
    if (context.signal.aborted && state.published) warn(context, notFinished(error, failure));
    const reportedError = await explained(failure, context);
    await discardStaged(failure, context);
    await tidyUp(change.steps.slice(begun), failure, context);
    return {
      outcome: failure instanceof StaleError ? 'stale' : 'failed',
      imageId: resultingId(context),
      error: reportedError,
    };
  }
}

/**
 * Ends a change that is broken off. Once the new image is published, the old ones are still retired, so that the name
 * is not borne by two until the next run. Throws the signal's reason unless that was all there was left to do.
 */
async function finish(left: readonly Step[], context: ChangeContext): Promise<void> {
  const owed = context.state.published ? left.filter((step) => step.kind === 'retire') : [];
  for (const step of owed) await announced(step, context);
  if (owed.length < left.length) throw context.signal.reason;
}

/** Where things stand, for a person who has stopped a run that was nearly done. */
function notFinished(error: unknown, stop: unknown): string {
  const why = error === stop ? '' : ` (${reported(error).message})`;
  return `the new image is published; what was left to do is left to the next run${why}`;
}

async function announced(step: Step, context: ChangeContext): Promise<void> {
  const { name } = context.change;
  context.state.step = step.kind;
  context.emit({ type: 'step-started', name, step: step.kind });
  await runStep(step, context);
  context.emit({ type: 'step-done', name, step: step.kind });
}

function resultingId({ change, state }: ChangeContext): string | null {
  if (state.settledBy !== null) return state.settledBy;
  return state.published ? (state.staged?.id ?? null) : change.imageId;
}

/**
 * Of a change that failed, still does what needs nothing of what failed: what dead runs have left goes, as the plan has
 * said, or it would stay for as long as the change fails. Not where the plan is not true any more, nor after an abort.
 */
export async function tidyUp(left: readonly Step[], failure: unknown, context: ChangeContext): Promise<void> {
  if (context.signal.aborted || failure instanceof StaleError) return;
  for (const step of left) {
    if (step.kind !== 'delete' || step.reason !== 'leftover') continue;
    try {
      await runStep(step, context);
    } catch (error) {
      const { message } = reported(error);
      warn(context, `the leftover ${step.id} could not be removed (${message}); the next run tries again`);
      return;
    }
  }
}
