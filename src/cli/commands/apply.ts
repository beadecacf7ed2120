import type { Command } from 'commander';
import { UsageError } from '../../model/errors.ts';
import { openLocks } from '../../run/lock/lock.ts';
import { planRun } from '../../run/plan-run.ts';
import { savedRun } from '../../run/saved-run.ts';
import { applyCommand, applySavedCommand } from '../command-line.ts';
import { type ApplyFlags, confirmAndApply } from '../confirm-and-apply.ts';
import type { CommandContext } from '../context.ts';
import {
  addCacheFlags,
  addCloudFlags,
  addCommonFlags,
  addLockFlags,
  addOutputFlags,
  addStateFlags,
  addTransfersFlag,
} from '../flags.ts';
import { runCommand, type Session } from '../run-command.ts';
import { checkReports, failureJson, writeFailure } from '../write-reports.ts';

export function defineApply(command: Command, session: Session): void {
  command.argument('[planfile]', 'a plan that `reconcile plan -o FILE` saved');
  addTransfersFlag(addStateFlags(command).option('--yes', 'do not ask', false))
    .option(
      '--fail-fast',
      'once an image fails, begin no other; once a publisher fails, apply nothing',
      false,
    )
    .option(
      '--skip-blocked',
      'leave out blocked images and what depends on them, and apply the rest; then the exit code is 4',
      false,
    )
    .option(
      '--plan-key <file>',
      'demand that this key sealed the saved plan (`reconcile plan -o FILE --plan-key KEY`)',
    )
    .option(
      '--trust-plan',
      'vouch for a saved plan that goes beyond its state file, or that is applied without it',
    )
    .option('--keep-going', 'go on with the other images when one fails (default)');
  addCommonFlags(addOutputFlags(addLockFlags(addCacheFlags(addCloudFlags(command)))))
    .on('option:keep-going', () => command.setOptionValue('failFast', false))
    .addHelpText('after', EXAMPLE)
    .action((planFile: string | undefined, flags: ApplyFlags) =>
      runCommand(session, flags, (context) => runApply(planFile, flags, context), failureJson),
    );
}

const EXAMPLE = `
Examples:
  reconcile apply -f glance.yaml
  reconcile apply -f glance.yaml --yes --report json=report.json
  reconcile plan -o plan.json && reconcile apply plan.json
  reconcile plan -o plan.json --plan-key plan.key && reconcile apply plan.json --plan-key plan.key

Exit codes: 0 done, 1 error, 3 something is blocked, 4 partly applied (also: a publisher failed, or --skip-blocked
left images out, and the other images were applied), 5 saved plan stale, 6 declined, 7 locked by another run, 64 usage or state file,
129, 130 and 143 interrupted`;

async function runApply(
  planFile: string | undefined,
  flags: ApplyFlags,
  context: CommandContext,
): Promise<number> {
  refuseTrustWithoutPlan(planFile, flags);
  refuseSilentApply(planFile, flags, context);
  await checkReports(flags.report, context);
  try {
    return await planAndApply(planFile, flags, context);
  } catch (error) {
    await writeFailure(flags.report, error, context);
    throw error;
  }
}

function refuseTrustWithoutPlan(planFile: string | undefined, { planKey, trustPlan }: ApplyFlags): void {
  if (planFile !== undefined || (planKey === undefined && !trustPlan)) return;
  const given = planKey === undefined ? '--trust-plan' : '--plan-key';
  throw new UsageError(`${given} is about a saved plan, and none is given`, {
    hint: `Name the plan, or leave ${given} out.`,
  });
}

function refuseSilentApply(
  planFile: string | undefined,
  flags: ApplyFlags,
  { console }: CommandContext,
): void {
  if (planFile !== undefined || flags.yes) return;
  const readsStdin = flags.file.includes('-');
  if (console.interactive && !readsStdin) return;
  const why = readsStdin
    ? 'apply cannot ask for a confirmation, because it reads the state file from standard input'
    : 'apply cannot ask for a confirmation, because there is no terminal';
  throw new UsageError(why, {
    hint: 'Give --yes to apply without a question, or apply a saved plan: reconcile apply PLANFILE.',
  });
}

/**
 * Takes the lock before it looks at the cloud: a plan that was made earlier would be stale once the other run ends.
 */
async function planAndApply(
  planFile: string | undefined,
  flags: ApplyFlags,
  context: CommandContext,
): Promise<number> {
  const locks = openLocks(commandOf(planFile, flags), flags, context);
  try {
    const run =
      planFile === undefined
        ? await planRun(flags, context, locks.take)
        : await savedRun(planFile, flags, context, locks.take);
    try {
      return await confirmAndApply(run, { asks: planFile === undefined && !flags.yes }, flags, context);
    } finally {
      await run.close();
    }
  } finally {
    locks.release();
  }
}

/** The command line of this run; the lock shows it to the runs that wait. */
function commandOf(planFile: string | undefined, flags: ApplyFlags): string {
  return planFile === undefined ? applyCommand(flags) : applySavedCommand(planFile, flags);
}
