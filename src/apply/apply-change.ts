import { EXIT, ReconcileError, StaleError } from '../model/errors.ts';
import { HELD_BACK, type Outcome, type ReportedError, type VerifiedBytes } from '../model/report.ts';
import type { Step } from '../model/step.ts';
import { type ChangeContext, warn } from './context.ts';
import { discardStaged } from './discard-staged.ts';
import { explainFailure, reported } from './explain.ts';
import { assertFresh } from './freshness.ts';
import { afterOf } from './progress.ts';
import { endRehearsal, rehearsed } from './rehearsal.ts';
import { runStep } from './run-step.ts';

/** The result of one change, before it enters the report. */
export interface ChangeOutcome {
  readonly outcome: Outcome;
  /** The id of the image that has the name afterwards, as far as this change knows. */
  readonly imageId: string | null;
  /** Of a rehearsal: the bytes that apply would store. Absent: it read none. */
  readonly verified?: VerifiedBytes;
  readonly error: ReportedError | null;
}

/**
 * Applies one change: checks that the cloud is still as planned, then runs the steps in order. Never throws: a failure is
 * part of the outcome. No failure publishes unverified data or leaves an unfinished image under the published name.
 */
export async function applyChange(context: ChangeContext): Promise<ChangeOutcome> {
  const { change, state, rehearses } = context;
  let left = rehearses ? rehearsed(change.steps) : change.steps;
  try {
    context.signal.throwIfAborted();
    await assertFresh(context);
    for (let [step] = left; step; [step] = left) {
      await awaitOthers(step, context);
      if (context.signal.aborted) {
        await finish(left, context);
        break;
      }
      left = left.slice(1);
      await runAnnounced(step, context);
      if (state.instead) left = rehearses ? [] : state.instead;
      state.instead = null;
      if (state.published || state.duplicateId !== null) context.announce(resultingId(context));
      if (state.duplicateId !== null) break;
    }
    if (rehearses) {
      await endRehearsal(context);
      const { sent = null } = state.staged ?? {};
      return { outcome: 'done', imageId: change.imageId, error: null, ...(sent ? { verified: sent } : {}) };
    }
    const removed = change.action === 'delete';
    return { outcome: 'done', imageId: removed ? null : resultingId(context), error: null };
  } catch (error) {
    const failure = context.signal.aborted ? context.signal.reason : error;
    if (context.signal.aborted && state.published) warn(context, notFinished(error, failure));
    const reportedError = await explainFailure(failure, context);
    await discardStaged(failure, context);
    await tidyUp(left, failure, context);
    return {
      outcome: failure instanceof StaleError ? 'stale' : 'failed',
      imageId: resultingId(context),
      error: reportedError,
    };
  }
}

/** Waits for the changes that must be done before a step. Throws if one was not: the step would break a reference. */
async function awaitOthers(step: Step, context: ChangeContext): Promise<void> {
  const after = afterOf(step);
  const undone = after.length === 0 ? [] : await context.awaitChanges(after);
  if (undone.length === 0 || context.signal.aborted) return;
  const names = undone.map((name) => `"${name}"`).join(', ');
  throw new ReconcileError(
    HELD_BACK,
    `the old image stays as it is, because ${names} may still refer to it and was not changed`,
    EXIT.error,
    { hint: `Run again: the next run retires it once ${names} is changed.` },
  );
}

/**
 * Ends an aborted change. If the new image is published, still retires the old images, so that two images do not share
 * the name until the next run. Throws the signal's reason if other steps are left.
 */
async function finish(left: readonly Step[], context: ChangeContext): Promise<void> {
  const retirements: Step[] = [];
  for (const step of context.state.published ? left : []) {
    if (step.kind !== 'retire' || (await context.awaitChanges(afterOf(step))).length > 0) continue;
    retirements.push(step);
    await runAnnounced(step, context);
  }
  if (retirements.length < left.length) throw context.signal.reason;
}

/** Warns a user who stopped a run after the new image was published. */
function notFinished(error: unknown, stop: unknown): string {
  const why = error === stop ? '' : ` (${reported(error).message})`;
  return `the new image is published; the next run does the remaining steps${why}`;
}

async function runAnnounced(step: Step, context: ChangeContext): Promise<void> {
  const { name } = context.change;
  context.state.step = step.kind;
  context.onEvent({ type: 'step-started', name, step: step.kind });
  await runStep(step, context);
  context.onEvent({ type: 'step-done', name, step: step.kind });
}

function resultingId({ change, state }: ChangeContext): string | null {
  if (state.duplicateId !== null) return state.duplicateId;
  return state.published ? (state.staged?.id ?? null) : change.imageId;
}

/**
 * After a failed change, still deletes the planned leftovers of dead runs. Otherwise they would stay for as long as the
 * change fails. Does nothing after an abort, or when the plan is stale.
 */
async function tidyUp(left: readonly Step[], failure: unknown, context: ChangeContext): Promise<void> {
  if (context.signal.aborted || failure instanceof StaleError) return;
  for (const step of left) {
    if (step.kind !== 'delete' || step.reason !== 'leftover') continue;
    try {
      await runStep(step, context);
    } catch (error) {
      const { message } = reported(error);
      warn(context, `cannot delete the leftover image ${step.id} (${message}); the next run tries again`);
      return;
    }
  }
}
