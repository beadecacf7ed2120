import { createInterface } from 'node:readline';
import { EXIT, UnresolvedError } from '../model/errors.ts';
import type { ApplyEvent } from '../model/event.ts';
import type { Plan } from '../model/plan.ts';
import type { Report } from '../model/report.ts';
import { plural } from '../report/layout.ts';
import type { ProgressDisplay } from '../report/show-progress.ts';
import { unresolvedWarnings } from '../report/unresolved-text.ts';
import type { CacheOptions, CloudOptions, LockOptions, StateOptions } from '../run/options.ts';
import type { PlannedRun } from '../run/plan-run.ts';
import type { Console } from './console.ts';
import type { CommandContext } from './context.ts';
import type { CommonFlags, OutputFlags } from './flags.ts';
import type { OutputStream } from './terminal.ts';

/** Options of the commands that carry a plan out. */
export interface ApplyFlags
  extends CommonFlags,
    CloudOptions,
    StateOptions,
    OutputFlags,
    LockOptions,
    CacheOptions {
  readonly yes: boolean;
  readonly transfers: number;
  readonly failFast: boolean;
}

/** Draws a plan, asks if somebody is to be asked, carries it out and shows what became of it. Gives the exit code. */
export async function confirmAndApply(
  run: PlannedRun,
  { asks }: { readonly asks: boolean },
  flags: ApplyFlags,
  context: CommandContext,
): Promise<number> {
  const { plan } = run;
  const [{ hasChanges, isBlocked, exitCodeOfReport }, { writeReports }] = await Promise.all([
    import('../model/exit-code.ts'),
    import('./write-reports.ts'),
  ]);
  await drawBefore(plan, asks, flags, context);
  if (flags.failFast && plan.unresolved) throw new UnresolvedError(plan.unresolved);
  if (isBlocked(plan)) {
    await showResult({ kind: 'plan', plan, command: null }, flags, context);
    return EXIT.blocked;
  }
  if (asks && hasChanges(plan)) {
    if (!(await askToApply(plan, context))) {
      context.console.info('Nothing was changed.');
      await writeReports(flags.report, { kind: 'plan', plan, command: null }, context);
      return EXIT.declined;
    }
  }
  const report = await applyPlanned(run, flags, context);
  await showResult({ kind: 'report', report }, flags, context);
  return exitCodeOfReport(report, context.signal.aborted ? context.signal.reason : null);
}

/** The plan for whoever watches: on standard output as text; beside a JSON result only where somebody is asked. */
async function drawBefore(
  plan: Plan,
  asks: boolean,
  flags: ApplyFlags,
  context: CommandContext,
): Promise<void> {
  const { console } = context;
  if (flags.format === 'json' && !asks) {
    for (const warning of unresolvedWarnings(plan.unresolved ?? [])) console.warn(warning);
    return;
  }
  const { drawPlan } = await import('../report/text.ts');
  const options = { width: console.width, command: null, verbose: flags.verbose > 0 };
  if (flags.format === 'json') console.aside(drawPlan(plan, { ...options, colour: console.errorColour }));
  else console.result(drawPlan(plan, { ...options, colour: console.colour }));
}

async function applyPlanned(run: PlannedRun, flags: ApplyFlags, context: CommandContext): Promise<Report> {
  const { applyRun } = await import('../run/apply-run.ts');
  const display = await startDisplay(context.console, context.terminal.stderr);
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
  const [{ resultJson, writeReports }, { drawReport }, { hasChanges }] = await Promise.all([
    import('./write-reports.ts'),
    import('../report/text.ts'),
    import('../model/exit-code.ts'),
  ]);
  if (flags.format === 'json') console.data(resultJson(result, context));
  // A plan without changes has said so in its one line; a blocked one has been drawn.
  else if (result.kind === 'report' && hasChanges(result.report)) {
    const { colour, width } = console;
    console.result(`\n${drawReport(result.report, { colour, width, verbose: flags.verbose > 0 })}`);
  }
  await writeReports(flags.report, result, context);
}

/**
 * Asks on the terminal; only `y` and `yes` mean yes, the end of input means no. The question goes to standard error,
 * as standard output holds the result alone. Throws the signal's reason on an interruption.
 */
export async function askToApply(
  { unresolved = [] }: Pick<Plan, 'unresolved'>,
  { terminal, console, signal }: CommandContext,
): Promise<boolean> {
  signal.throwIfAborted();
  const leftOut =
    unresolved.length === 0 ? '' : `, with ${plural(unresolved.length, 'entry', 'entries')} left out`;
  console.aside(`\nApply this${leftOut}? Only yes or y will. `);
  // Without readline's own terminal mode, Ctrl-C stays a signal.
  const lines = createInterface({ input: terminal.stdin, terminal: false });
  try {
    const answer = await firstLine(lines, signal);
    if (answer === null) console.aside('\n');
    return answer !== null && /^\s*y(es)?\s*$/i.test(answer);
  } finally {
    lines.close();
  }
}

/** Null at the end of input. */
function firstLine(lines: ReturnType<typeof createInterface>, signal: AbortSignal): Promise<string | null> {
  return new Promise((resolve, reject) => {
    lines.once('line', resolve);
    lines.once('close', () => resolve(null));
    lines.once('error', () => resolve(null));
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  });
}

/** Milliseconds between two log entries of one transfer. */
const LOG_INTERVAL = 10_000;

/** What shows the progress of an apply: bars, lines, entries of a JSON log, or nothing with --quiet. */
export async function startDisplay(console: Console, stream: OutputStream): Promise<ProgressDisplay> {
  if (console.flags.quiet) return { onEvent: () => {}, stop: () => {} };
  if (console.flags.logFormat === 'json') return jsonDisplay(console);
  const { showProgress } = await import('../report/show-progress.ts');
  return showProgress({ stream, live: console.live, colour: console.errorColour, redact: console.redact });
}

function jsonDisplay(console: Console): ProgressDisplay {
  const written = new Map<string, number>();
  return {
    onEvent: (event) => {
      if (event.type === 'transfer' && !isDue(event, written)) return;
      console.entry(event.type === 'warning' ? 'warning' : 'info', { event });
    },
    stop: () => {},
  };
}

function isDue(event: Extract<ApplyEvent, { type: 'transfer' }>, written: Map<string, number>): boolean {
  const now = Date.now();
  if (now - (written.get(event.name) ?? 0) < LOG_INTERVAL) return false;
  written.set(event.name, now);
  return true;
}
