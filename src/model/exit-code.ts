import { EXIT, InterruptedError } from './errors.ts';
import { type Change, isFailure, isIdleAction, type Plan } from './plan.ts';
import { type ChangeResult, HELD_BACK, NAME_TAKEN, type Report } from './report.ts';

/** Whether the plan has a change that apply refuses. */
export function isBlocked(plan: Pick<Plan, 'changes'>): boolean {
  return plan.changes.some((change) => change.blockedBy.length > 0);
}

/** The exit code of a plan that apply refuses. */
export function exitCodeOfBlocked({ changes }: Pick<Plan, 'changes'>): number {
  return changes.some(({ blockedBy }) => blockedBy.some(isFailure)) ? EXIT.error : EXIT.blocked;
}

/** Whether an apply would do anything. */
export function hasChanges(plan: Plan): boolean {
  return plan.changes.some(isChange);
}

/** Whether the plan skips entries, for example because a publisher failed. */
function hasUnresolved({ unresolved = [] }: Pick<Plan, 'unresolved'>): boolean {
  return unresolved.length > 0;
}

/** The exit code of `plan`. `detailed`: pending changes give {@link EXIT.changes}. */
export function exitCodeOfPlan(plan: Plan, detailed: boolean): number {
  if (hasUnresolved(plan)) return EXIT.error;
  if (isBlocked(plan)) return exitCodeOfBlocked(plan);
  return detailed && hasChanges(plan) ? EXIT.changes : EXIT.done;
}

/** The exit code of `apply`. `stoppedBy` is the abort signal's reason, if it was aborted. */
export function exitCodeOfReport(report: Report, stoppedBy: unknown): number {
  if (stoppedBy instanceof InterruptedError) return stoppedBy.exitCode;
  // With --skip-blocked alone, apply gets as far as a report with blocked changes.
  const attempted = report.changes.filter((change) => isChange(change) && change.blockedBy.length === 0);
  const done = attempted.filter((change) => change.outcome === 'done');
  if (done.length === attempted.length) {
    return hasUnresolved(report) || isBlocked(report) ? EXIT.partial : EXIT.done;
  }
  const others = attempted.filter((change) => change.outcome !== 'done' && !isHeldBack(change));
  if (others.length > 0 && others.every((change) => change.outcome === 'stale')) return EXIT.stale;
  if (others.some((change) => change.error?.code === NAME_TAKEN)) return EXIT.partial;
  return done.length > 0 ? EXIT.partial : EXIT.error;
}

/** The exit code of `verify`. `stoppedBy` as for {@link exitCodeOfReport}. */
export function exitCodeOfRehearsal(report: Report, stoppedBy: unknown): number {
  if (stoppedBy instanceof InterruptedError) return stoppedBy.exitCode;
  const isWhole = report.changes.every(
    ({ outcome, blockedBy }) => outcome === 'done' || blockedBy.length > 0,
  );
  if (!isWhole || hasUnresolved(report)) return EXIT.error;
  return isBlocked(report) ? exitCodeOfBlocked(report) : EXIT.done;
}

/** True for a change that was not begun because of another change, whose outcome counts instead. */
function isHeldBack(change: ChangeResult): boolean {
  return change.error?.code === HELD_BACK;
}

function isChange(change: Change): boolean {
  return !isIdleAction(change.action) || change.steps.length > 0;
}
