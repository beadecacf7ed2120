import { isBlocked } from '../../model/exit-code.ts';
import type { RunContext } from '../../model/run-context.ts';
import { skipBlocked } from '../../plan/skip-blocked.ts';
import type { PlannedRun } from '../plan-run.ts';

/**
 * The run with the blocked changes of its plan left out, and the changes that depend on these: apply does the others.
 * Where a blocker concerns the whole plan, the plan stays blocked as it is, with a warning.
 */
export function withoutBlocked<Run extends PlannedRun>(run: Run, { log }: Pick<RunContext, 'log'>): Run {
  // A saved plan may claim what this run alone decides.
  const { skipsBlocked: _claimed, ...planned } = run.plan;
  const plan = skipBlocked(planned);
  if (isBlocked(plan) && !plan.skipsBlocked) {
    log.warn('--skip-blocked leaves out single images, and here a guard blocks the whole plan');
  }
  return { ...run, plan };
}
