import { applyPlan } from '../../apply/apply-plan.ts';
import type { EventSink } from '../../model/event.ts';
import type { Report } from '../../model/report.ts';
import type { RunContext } from '../../model/run-context.ts';
import { trimDownloads } from '../downloads.ts';
import { ownRun } from '../live-runs.ts';
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
  { plan, glance, source, checks, sources }: PlannedRun,
  { parallelism, transfers, all = false }: VerifyOptions,
  { signal, secrets }: RunContext,
  onEvent: EventSink = () => {},
): Promise<Report> {
  try {
    return await applyPlan(all ? await withLiveBytes(plan, glance, signal) : plan, {
      glance,
      source,
      checks,
      sources,
      parallelism,
      transfers,
      failFast: false,
      rehearses: true,
      signal,
      onEvent,
      run: ownRun(),
      redact: (text) => secrets.redact(text),
    });
  } finally {
    await trimDownloads(source);
  }
}
