import { EXIT, InterruptedError } from './errors.ts';
import type { Change, Plan } from './plan.ts';
import { type ChangeResult, HELD_BACK, type Report } from './report.ts';

export function isBlocked(plan: Plan): boolean {
  return plan.changes.some((change) => change.blockedBy.length > 0);
}

/** Whether an apply would do anything. */
export function hasChanges(plan: Plan): boolean {
  return plan.changes.some(isChange);
}

/** Whether a publisher's failure leaves something out. */
export function hasUnresolved({ unresolved = [] }: Pick<Plan, 'unresolved'>): boolean {
  return unresolved.length > 0;
}

export function exitCodeOfPlan(plan: Plan, detailed: boolean): number {
  if (hasUnresolved(plan)) return EXIT.error;
  if (isBlocked(plan)) return EXIT.blocked;
  return detailed && hasChanges(plan) ? EXIT.changes : EXIT.done;
}

/** `stoppedBy` is the abort signal's reason, if it was aborted. */
export function exitCodeOfReport(report: Report, stoppedBy: unknown): number {
  if (stoppedBy instanceof InterruptedError) return stoppedBy.exitCode;
  const attempted = report.changes.filter(isChange);
  const done = attempted.filter((change) => change.outcome === 'done');
  if (done.length === attempted.length) return hasUnresolved(report) ? EXIT.partial : EXIT.done;
  const others = attempted.filter((change) => change.outcome !== 'done' && !isHeldBack(change));
  if (others.length > 0 && others.every((change) => change.outcome === 'stale')) return EXIT.stale;
  return done.length > 0 ? EXIT.partial : EXIT.error;
}

/** Not begun because of another change: what became of that one is what counts. */
function isHeldBack(change: ChangeResult): boolean {
  return change.error?.code === HELD_BACK;
}

function isChange(change: Change): boolean {
  return change.action !== 'unchanged' || change.steps.length > 0;
}
