import { Command } from 'commander';
import { UsageError } from '../../model/errors.ts';
import type { OnTarget, PlannedRun } from '../../run/plan-run.ts';
import * as commandLine from '../command-line.ts';
import { type ApplyFlags, confirmAndApply } from '../confirm-and-apply.ts';
import type { CommandContext } from '../context.ts';
import {
  addCacheFlags,
  addCloudFlags,
  addCommonFlags,
  addLockFlags,
  addOutputFlags,
  addStateFlags,
  wholeNumber,
} from '../flags.ts';
import { runCommand, type Session } from '../run-command.ts';

export function applyCommand(session: Session): Command {
  const command = new Command('apply')
    .description('plan, show, ask, and do it; with a saved plan: do exactly that')
    .argument('[planfile]', 'a plan saved with `reconcile plan -o FILE`');
  addStateFlags(command)
    .option('--yes', 'do not ask', false)
    .option('--transfers <n>', 'uploads and downloads at once', wholeNumber(1), 2)
    .option(
      '--fail-fast',
      'begin nothing more once an image, and nothing at all once a publisher, has failed',
      false,
    )
    .option('--keep-going', 'go on with the other images when one fails (default)');
  addCommonFlags(addOutputFlags(addLockFlags(addCacheFlags(addCloudFlags(command)))));
  command.on('option:keep-going', () => command.setOptionValue('failFast', false));
  return command
    .addHelpText('after', EXAMPLE)
    .action((planFile: string | undefined, flags: ApplyFlags) =>
      runCommand(session, flags, (context) => runApply(planFile, flags, context)),
    );
}

const EXAMPLE = `
Examples:
  reconcile apply -f glance.yaml
  reconcile apply -f glance.yaml --yes --report json=report.json
  reconcile plan -o plan.json && reconcile apply plan.json

Exit codes: 0 done, 1 error, 3 something is blocked, 4 partly applied (also: the rest, where publishers failed),
5 saved plan stale, 6 declined, 7 locked by another run, 64 usage or state file, 129, 130 and 143 interrupted`;

async function runApply(
  planFile: string | undefined,
  flags: ApplyFlags,
  context: CommandContext,
): Promise<number> {
  refuseSilentApply(planFile, flags, context);
  const { writeFailure, checkReports } = await import('../write-reports.ts');
  await checkReports(flags.report, context);
  try {
    return await planAndApply(planFile, flags, context);
  } catch (error) {
    await writeFailure(flags.report, error, context);
    throw error;
  }
}

function refuseSilentApply(
  planFile: string | undefined,
  flags: ApplyFlags,
  { console }: CommandContext,
): void {
  if (planFile !== undefined || flags.yes) return;
  if (console.interactive && !flags.file.includes('-')) return;
  const why = flags.file.includes('-')
    ? 'the state comes from standard input, so nobody can be asked'
    : 'this is no terminal, so nobody can be asked';
  throw new UsageError(why, {
    hint: 'Give --yes to apply without a question, or apply a saved plan: reconcile apply PLANFILE.',
  });
}

async function planAndApply(
  planFile: string | undefined,
  flags: ApplyFlags,
  context: CommandContext,
): Promise<number> {
  const { openLocks } = await import('../../run/lock/lock.ts');
  const locks = openLocks(commandOf(planFile, flags), flags, context);
  try {
    const run = await obtainPlan(planFile, flags, context, locks.take);
    try {
      return await confirmAndApply(run, { asks: planFile === undefined && !flags.yes }, flags, context);
    } finally {
      await run.close();
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
  context: CommandContext,
  takeLock: OnTarget,
): Promise<PlannedRun> {
  if (planFile === undefined) {
    const { planRun: gather } = await import('../../run/plan-run.ts');
    return gather(flags, context, takeLock);
  }
  const { savedRun: gatherSaved } = await import('../../run/saved-run.ts');
  return gatherSaved(planFile, flags, context, takeLock);
}
