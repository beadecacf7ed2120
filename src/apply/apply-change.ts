import { StaleError } from '../model/errors.ts';
import type { Outcome, ReportedError } from '../model/report.ts';
import type { ChangeContext } from './context.ts';
import { discardStaged } from './discard-staged.ts';
import { assertFresh } from './freshness.ts';
import { reported } from './reported.ts';
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
    await discardStaged(failure, context);
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
