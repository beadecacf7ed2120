import { applyPlan } from '../apply/apply-plan.ts';
import type { EventSink } from '../model/event.ts';
import type { Report } from '../model/report.ts';
import type { RunContext } from '../model/run-context.ts';
import { trimDownloads } from './downloads.ts';
import { ownRun } from './live-runs.ts';
import type { ApplyOptions } from './options.ts';
import type { PlannedRun } from './plan-run.ts';
import { reportWithout } from './saved/host-folders.ts';

/**
 * Applies the plan of a run. An image that fails is a value in the report, not a throw. `onEvent` gets the progress.
 * No text in an event or in the report holds a secret.
 */
export function applyRun(
  run: PlannedRun,
  options: ApplyOptions,
  context: RunContext,
  onEvent: EventSink = () => {},
): Promise<Report> {
  return carryOut(run, { ...options, rehearses: false }, context, onEvent);
}

/** Applies the plan of a run, or rehearses it. */
export async function carryOut(
  { plan, glance, source, checks, sources, unlike, folder, hide }: PlannedRun,
  { parallelism, transfers, failFast, rehearses }: ApplyOptions & { readonly rehearses: boolean },
  { signal, secrets }: RunContext,
  onEvent: EventSink,
): Promise<Report> {
  try {
    const report = await applyPlan(plan, {
      glance,
      folder,
      source,
      checks,
      sources,
      ...(unlike ? { unlike } : {}),
      parallelism,
      transfers,
      failFast,
      rehearses,
      signal,
      onEvent,
      run: ownRun(),
      redact: (text) => secrets.redact(text),
    });
    return reportWithout(hide, report);
  } finally {
    await trimDownloads(source);
  }
}
