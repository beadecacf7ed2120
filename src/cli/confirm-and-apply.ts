import { createInterface } from 'node:readline';
import { EXIT, UnresolvedError } from '../model/errors.ts';
import { exitCodeOfBlocked, exitCodeOfReport, hasChanges, isBlocked } from '../model/exit-code.ts';
import type { Plan } from '../model/plan.ts';
import type { Report } from '../model/report.ts';
import { plural } from '../report/layout.ts';
import { drawPlan, drawReport } from '../report/text.ts';
import { unresolvedWarnings } from '../report/unresolved-text.ts';
import { applyRun } from '../run/apply-run.ts';
import type { CacheOptions, CloudOptions, LockOptions, StateOptions, TrustOptions } from '../run/options.ts';
import type { PlannedRun } from '../run/plan-run.ts';
import type { CommandContext } from './context.ts';
import type { CommonFlags, OutputFlags } from './flags.ts';
import { startDisplay } from './start-display.ts';
import { resultJson, writeReports } from './write-reports.ts';

/** Options of the commands that apply a plan. */
export interface ApplyFlags
  extends CommonFlags,
    CloudOptions,
    StateOptions,
    OutputFlags,
    LockOptions,
    CacheOptions,
    TrustOptions {
  readonly yes: boolean;
  readonly transfers?: number;
  readonly failFast: boolean;
}

/** Shows the plan, asks the user if `asks` says so, applies the plan and shows the report. Returns the exit code. */
export async function confirmAndApply(
  run: PlannedRun,
  { asks }: { readonly asks: boolean },
  flags: ApplyFlags,
  context: CommandContext,
): Promise<number> {
  const { plan } = run;
  drawBefore(plan, asks, flags, context);
  if (flags.failFast && plan.unresolved) throw new UnresolvedError(plan.unresolved);
  if (isBlocked(plan)) {
    await showResult({ kind: 'plan', plan, command: null }, flags, context);
    return exitCodeOfBlocked(plan);
  }
  if (asks && hasChanges(plan)) {
    if (!(await askToApply(plan, context))) {
      context.console.info('Nothing was changed.');
      await writeReports(flags.report, { kind: 'plan', plan, command: null }, context);
      return EXIT.declined;
    }
  }
  // Before the first change, not after an hour of uploads.
  if (flags.format === 'json' || flags.report.length > 0) {
    resultJson({ kind: 'plan', plan, command: null }, context);
  }
  const report = await applyPlanned(run, flags, context);
  await showResult({ kind: 'report', report }, flags, context);
  return exitCodeOfReport(report, context.signal.aborted ? context.signal.reason : null);
}

/**
 * Draws the plan for a reader, on standard output. A JSON result takes standard output for itself: then the plan goes to
 * standard error, and only if the user is about to be asked.
 */
function drawBefore(plan: Plan, asks: boolean, flags: ApplyFlags, { console }: CommandContext): void {
  const options = { width: console.width, command: null, verbose: flags.verbose > 0 };
  if (flags.format === 'text') console.result(drawPlan(plan, { ...options, colour: console.colour }));
  else if (asks) console.aside(drawPlan(plan, { ...options, colour: console.errorColour }));
  else for (const warning of unresolvedWarnings(plan.unresolved ?? [])) console.warn(warning);
}

async function applyPlanned(run: PlannedRun, flags: ApplyFlags, context: CommandContext): Promise<Report> {
  const display = startDisplay(context.console, context.terminal.stderr);
  context.signal.addEventListener('abort', display.stop, { once: true });
  try {
    return await applyRun(run, flags, context, display.onEvent);
  } finally {
    context.signal.removeEventListener('abort', display.stop);
    display.stop();
  }
}

async function showResult(
  result: { kind: 'report'; report: Report } | { kind: 'plan'; plan: Plan; command: null },
  flags: ApplyFlags,
  context: CommandContext,
): Promise<void> {
  const { console } = context;
  if (flags.format === 'json') console.data(resultJson(result, context));
  // drawBefore has shown the plan: a blocked plan and a plan without changes need no report.
  else if (result.kind === 'report' && hasChanges(result.report)) {
    const { colour, width } = console;
    console.result(`\n${drawReport(result.report, { colour, width, verbose: flags.verbose > 0 })}`);
  }
  await writeReports(flags.report, result, context);
}

/**
 * Asks on the terminal. Only `y` and `yes` mean yes; the end of input means no. The question goes to standard error,
 * because standard output holds the result alone. Throws the signal's reason on an interruption.
 */
async function askToApply(
  { unresolved = [] }: Pick<Plan, 'unresolved'>,
  { terminal, console, signal }: CommandContext,
): Promise<boolean> {
  signal.throwIfAborted();
  const leftOut =
    unresolved.length === 0 ? '' : `, with ${plural(unresolved.length, 'entry', 'entries')} left out`;
  console.aside(`\nApply this${leftOut}? Only yes or y will. `);
  // readline's terminal mode would catch Ctrl-C; without that mode Ctrl-C stays a signal.
  const lines = createInterface({ input: terminal.stdin, terminal: false });
  try {
    const answer = await firstLine(lines, signal);
    if (answer === null) console.aside('\n');
    return answer !== null && /^\s*y(es)?\s*$/i.test(answer);
  } finally {
    lines.close();
  }
}

/** The first line of the input; null at its end. */
function firstLine(lines: ReturnType<typeof createInterface>, signal: AbortSignal): Promise<string | null> {
  return new Promise((resolve, reject) => {
    lines.once('line', resolve);
    lines.once('close', () => resolve(null));
    lines.once('error', () => resolve(null));
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  });
}
