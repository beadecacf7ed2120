import { Command } from 'commander';
import { EXIT, UsageError } from '../../model/errors.ts';
import type { Plan } from '../../model/plan.ts';
import type { Report } from '../../model/report.ts';
import * as commandLine from '../command-line.ts';
import {
  addCloudFlags,
  addCommonFlags,
  addLockFlags,
  addOutputFlags,
  addStateFlags,
  type CloudFlags,
  type CommonFlags,
  type LockFlags,
  type OutputFlags,
  type StateFlags,
  wholeNumber,
} from '../flags.ts';
import type { Gathered, OnTarget } from '../gather.ts';
import { ownRun } from '../live-runs.ts';
import { type Job, perform, type Session } from '../perform.ts';

interface ApplyFlags extends CommonFlags, CloudFlags, StateFlags, OutputFlags, LockFlags {
  readonly yes: boolean;
  readonly transfers: number;
  readonly failFast: boolean;
}

export function applyCommand(session: Session): Command {
  const command = new Command('apply')
    .description('plan, show, ask, and do it; with a saved plan: do exactly that')
    .argument('[planfile]', 'a plan saved with `reconcile plan -o FILE`');
  addStateFlags(command)
    .option('--yes', 'do not ask', false)
    .option('--transfers <n>', 'uploads and downloads at once', wholeNumber(1), 2)
    .option('--fail-fast', 'begin nothing more once an image has failed', false)
    .option('--keep-going', 'go on with the other images when one fails (default)');
  addCommonFlags(addOutputFlags(addLockFlags(addCloudFlags(command))));
  command.on('option:keep-going', () => command.setOptionValue('failFast', false));
  return command
    .addHelpText('after', EXAMPLE)
    .action((planFile: string | undefined, flags: ApplyFlags) =>
      perform(session, flags, (job) => runApply(planFile, flags, job)),
    );
}

const EXAMPLE = `
Examples:
  reconcile apply -f glance.yaml
  reconcile apply -f glance.yaml --yes --report json=report.json
  reconcile plan -o plan.json && reconcile apply plan.json

Exit codes: 0 done, 1 error, 3 something is blocked, 4 partly applied, 5 saved plan stale, 6 declined,
7 locked by another run, 64 usage or state file, 130 and 143 interrupted`;

async function runApply(planFile: string | undefined, flags: ApplyFlags, job: Job): Promise<number> {
  refuseSilentApply(planFile, flags, job);
  const { writeFailure, checkReports } = await import('../write-reports.ts');
  await checkReports(flags.report, job);
  try {
    return await planAndApply(planFile, flags, job);
  } catch (error) {
    await writeFailure(flags.report, error, job);
    throw error;
  }
}

function refuseSilentApply(planFile: string | undefined, flags: ApplyFlags, { console }: Job): void {
  if (planFile !== undefined || flags.yes) return;
  if (console.interactive && !flags.file.includes('-')) return;
  const why = flags.file.includes('-')
    ? 'the state comes from standard input, so nobody can be asked'
    : 'this is no terminal, so nobody can be asked';
  throw new UsageError(why, {
    hint: 'Give --yes to apply without a question, or apply a saved plan: reconcile apply PLANFILE.',
  });
}

async function planAndApply(planFile: string | undefined, flags: ApplyFlags, job: Job): Promise<number> {
  const { openLocks } = await import('../lock/lock.ts');
  const locks = openLocks(commandOf(planFile, flags), flags, job);
  try {
    const gathered = await obtainPlan(planFile, flags, job, locks.take);
    try {
      return await confirmAndApply(gathered, { asks: planFile === undefined && !flags.yes }, flags, job);
    } finally {
      await gathered.connection.close();
    }
  } finally {
    locks.release();
  }
}

/** This run, for whoever finds its lock. */
function commandOf(planFile: string | undefined, flags: ApplyFlags): string {
  return planFile === undefined
    ? commandLine.applyCommand(flags)
    : commandLine.applySavedCommand(planFile, flags);
}

/** The lock is taken before the look at the cloud: a plan made before it would be stale once the other run ends. */
async function obtainPlan(
  planFile: string | undefined,
  flags: ApplyFlags,
  job: Job,
  takeLock: OnTarget,
): Promise<Gathered> {
  if (planFile === undefined) {
    const { gather } = await import('../gather.ts');
    return gather(flags, job, takeLock);
  }
  const { gatherSaved } = await import('../gather-saved.ts');
  return gatherSaved(planFile, flags, job, takeLock);
}

async function confirmAndApply(
  gathered: Gathered,
  { asks }: { readonly asks: boolean },
  flags: ApplyFlags,
  job: Job,
): Promise<number> {
  const { plan } = gathered;
  const [{ hasChanges, isBlocked, exitCodeOfReport }, { writeReports }] = await Promise.all([
    import('../exit-code.ts'),
    import('../write-reports.ts'),
  ]);
  await drawBefore(plan, asks, flags, job);
  if (isBlocked(plan)) {
    await showResult({ kind: 'plan', plan, command: null }, flags, job);
    return EXIT.blocked;
  }
  if (asks && hasChanges(plan)) {
    const { askToApply } = await import('../ask.ts');
    if (!(await askToApply(job))) {
      job.console.info('Nothing was changed.');
      await writeReports(flags.report, { kind: 'plan', plan, command: null }, job);
      return EXIT.declined;
    }
  }
  const report = await carryOut(gathered, flags, job);
  await showResult({ kind: 'report', report }, flags, job);
  return exitCodeOfReport(report, job.signal.aborted ? job.signal.reason : null);
}

/** The plan for whoever watches: on standard output as text; beside a JSON result only where somebody is asked. */
async function drawBefore(plan: Plan, asks: boolean, flags: ApplyFlags, job: Job): Promise<void> {
  if (flags.format === 'json' && !asks) return;
  const { console } = job;
  const { drawPlan } = await import('../../report/text.ts');
  const options = { width: console.width, command: null, verbose: flags.verbose > 0 };
  if (flags.format === 'json') console.aside(drawPlan(plan, { ...options, colour: console.errorColour }));
  else console.result(drawPlan(plan, { ...options, colour: console.colour }));
}

async function carryOut(gathered: Gathered, flags: ApplyFlags, job: Job): Promise<Report> {
  const [{ applyPlan }, { startDisplay }] = await Promise.all([
    import('../../apply/apply-plan.ts'),
    import('../display.ts'),
  ]);
  const display = await startDisplay(job.console, job.terminal.stderr);
  try {
    return await applyPlan(gathered.plan, {
      glance: gathered.glance,
      source: gathered.source,
      sources: gathered.sources,
      run: ownRun(),
      parallelism: flags.parallelism,
      transfers: flags.transfers,
      failFast: flags.failFast,
      signal: job.signal,
      onEvent: display.onEvent,
      redact: job.console.redact,
    });
  } finally {
    display.stop();
  }
}

async function showResult(
  result: { kind: 'report'; report: Report } | { kind: 'plan'; plan: Plan; command: null },
  flags: ApplyFlags,
  job: Job,
): Promise<void> {
  const { console } = job;
  const [{ resultJson, writeReports }, { drawReport }, { hasChanges }] = await Promise.all([
    import('../write-reports.ts'),
    import('../../report/text.ts'),
    import('../exit-code.ts'),
  ]);
  if (flags.format === 'json') console.data(resultJson(result, job));
  // A plan without changes has said so in its one line; a blocked one has been drawn.
  else if (result.kind === 'report' && hasChanges(result.report)) {
    const { colour, width } = console;
    console.result(`\n${drawReport(result.report, { colour, width, verbose: flags.verbose > 0 })}`);
  }
  await writeReports(flags.report, result, job);
}
