import type { EventSink } from '../../model/event.ts';
import type { Report } from '../../model/report.ts';
import type { RunContext } from '../../model/run-context.ts';
import { carryOut } from '../apply-run.ts';
import type { ApplyOptions } from '../options.ts';
import type { PlannedRun } from '../plan-run.ts';
import { withLiveBytes } from './live-bytes.ts';

/** Options of a rehearsal. */
export interface VerifyOptions extends Omit<ApplyOptions, 'failFast'> {
  /** True: also reads the live images that the plan leaves as they are, and compares their bytes with every known digest. */
  readonly all?: boolean;
}

/**
 * Rehearses a plan: fetches, verifies, unpacks, converts and inspects everything that apply would upload, and asks Glance
 * whether it takes the images and lets them be published. Stores and publishes nothing, and leaves no image behind. The
 * report has the outcome of each change.
 */
export async function verifyRun(
  run: PlannedRun,
  options: VerifyOptions,
  context: RunContext,
  onEvent: EventSink = () => {},
): Promise<Report> {
  const plan = options.all ? await withLiveBytes(run.plan, run.glance, context.signal) : run.plan;
  return carryOut({ ...run, plan }, { ...options, failFast: false, rehearses: true }, context, onEvent);
}
