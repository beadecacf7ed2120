import type { Command } from 'commander';
import { EXIT, UsageError } from '../../model/errors.ts';
import { exitCodeOfBlocked, isBlocked } from '../../model/exit-code.ts';
import type { Plan } from '../../model/plan.ts';
import { refuseSecrets } from '../../model/refuse-secrets.ts';
import { type BackupsOutput, backupsToJson, drawBackups } from '../../report/backups.ts';
import { drawPlan } from '../../report/text.ts';
import { unresolvedWarnings } from '../../report/unresolved-text.ts';
import { openLocks } from '../../run/lock/lock.ts';
import type { StateOptions } from '../../run/options.ts';
import { savePlan } from '../../run/plan-file.ts';
import { planRun } from '../../run/plan-run.ts';
import { backupsRun } from '../../run/planners/backups.ts';
import { rollbackPlanner, rollbackSelection } from '../../run/planners/rollback.ts';
import { checkPlanKey } from '../check-plan-key.ts';
import { applySavedCommand, commandLine } from '../command-line.ts';
import { type ApplyFlags, confirmAndApply } from '../confirm-and-apply.ts';
import { redactValues } from '../console.ts';
import type { CommandContext } from '../context.ts';
import {
  addCloudFlags,
  addCommonFlags,
  addFileFlags,
  addLockFlags,
  addOutputFlags,
  addPlanKeyFlag,
  addReplaceFlags,
  addTransfersFlag,
  SEALS_PLAN,
} from '../flags.ts';
import { runCommand, type Session } from '../run-command.ts';
import { failureJson } from '../write-reports.ts';

interface RollbackFlags
  extends Omit<ApplyFlags, keyof StateOptions>,
    Pick<
      StateOptions,
      'file' | 'env' | 'ignore' | 'allowEmpty' | 'maxReplaces' | 'allowReplace' | 'adopt' | 'newOrigin'
    > {
  readonly to?: string;
  readonly out?: string;
}

export function defineRollback(command: Command, session: Session): void {
  addTransfersFlag(addPlanKeyFlag(addFileFlags(command), SEALS_PLAN))
    .argument('[name]', 'name of the image in the state file; without one, what can be rolled back is listed')
    .option('--to <id>', 'id of the backup, instead of the latest backup')
    .option('-o, --out <file>', 'only save the plan to a file, for `reconcile apply FILE`')
    .option('--yes', 'do not ask', false);
  addCommonFlags(addOutputFlags(addLockFlags(addCloudFlags(addReplaceFlags(command)))))
    .addHelpText('after', EXAMPLE)
    .action((name: string | undefined, flags: RollbackFlags) =>
      runCommand(
        session,
        flags,
        (context) => (name === undefined ? runList(flags, context) : runRollback(name, flags, context)),
        failureJson,
      ),
    );
}

const EXAMPLE = `
Examples:
  reconcile rollback
  reconcile rollback 'Debian 13'
  reconcile rollback 'Debian 13' --to 7d9f8d2e-2c4b-4a55-9c0e-1f6c9a1b2c3d --yes
  reconcile rollback 'Debian 13' --allow-replace 'Debian 13'
  reconcile rollback 'Debian 13' -o back.json && reconcile apply back.json --trust-plan

A rollback lasts: while the state file still describes the image that is rolled back, later runs hold the other one.
To end that, give the file another checksum, or run \`reconcile apply --unhold NAME\` once.

Exit codes: 0 done, 1 error (also: no backup), 3 something is blocked, 5 stale, 6 declined,
7 locked by another run, 64 usage or state file, 129, 130 and 143 interrupted`;

/** Lists what can come back. */
async function runList(flags: RollbackFlags, context: CommandContext): Promise<number> {
  const given = [
    ...(flags.to === undefined ? [] : ['--to']),
    ...(flags.out === undefined ? [] : ['--out']),
    ...(flags.yes ? ['--yes'] : []),
  ];
  if (given.length > 0) {
    throw new UsageError(`${given.join(' and ')} cannot be used without the name of an image`, {
      hint: `Name the image (reconcile rollback NAME ${given[0]} …), or leave ${given.join(' and ')} out to list what can be rolled back.`,
    });
  }
  const { console } = context;
  const options = { ...flags, target: [], exclude: [], allowDelete: [] };
  const { backups, unresolved } = await backupsRun(options, { ...context, leavesNoFile: true });
  for (const warning of unresolvedWarnings(unresolved)) console.warn(warning);
  if (flags.format === 'json') {
    refuseSecrets(backupsToJson({ images: backups, unresolved }), 'the list of backups', context.secrets);
    console.data(
      backupsToJson(redactValues({ images: backups, unresolved }, console.redact) as BackupsOutput),
    );
  } else {
    const { colour, width } = console;
    console.result(drawBackups(backups, { colour, width, verbose: flags.verbose > 0 }));
  }
  return unresolved.length > 0 ? EXIT.error : EXIT.done;
}

async function runRollback(name: string, flags: RollbackFlags, context: CommandContext): Promise<number> {
  if (flags.out === undefined && !flags.yes && !context.console.interactive) {
    throw new UsageError('rollback cannot ask for a confirmation, because there is no terminal', {
      hint: 'Give --yes to roll back without a question, or -o FILE to save the plan.',
    });
  }
  await checkPlanKey(flags, context);
  const full: ApplyFlags = { ...flags, ...rollbackSelection(name), failFast: false };
  const planner = rollbackPlanner({ name, to: flags.to ?? null });
  const locks = openLocks(commandLine(['reconcile', 'rollback', name]), full, context);
  try {
    // A run that only saves the plan changes nothing, so it takes no lock.
    const run = await planRun(full, context, flags.out === undefined ? locks.take : undefined, planner);
    try {
      if (flags.out !== undefined) return await save(run.plan, flags.out, full, context);
      return await confirmAndApply(run, { asks: !flags.yes }, full, context);
    } finally {
      await run.close();
    }
  } finally {
    locks.release();
  }
}

async function save(plan: Plan, file: string, flags: ApplyFlags, context: CommandContext): Promise<number> {
  const { console } = context;
  const { planKey } = flags;
  await savePlan(plan, file, context.terminal.cwd, { planKey, secrets: context.secrets });
  const command = applySavedCommand(file, { ...flags, beyondFile: true });
  console.result(drawPlan(plan, { colour: console.colour, width: console.width, command }));
  return isBlocked(plan) ? exitCodeOfBlocked(plan) : EXIT.done;
}
