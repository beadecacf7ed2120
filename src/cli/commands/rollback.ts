import { Command } from 'commander';
import { EXIT, UsageError } from '../../model/errors.ts';
import type { Plan } from '../../model/plan.ts';
import type { StateOptions } from '../../run/options.ts';
import type { PlannedRun } from '../../run/plan-run.ts';
import { commandLine } from '../command-line.ts';
import { type ApplyFlags, confirmAndApply } from '../confirm-and-apply.ts';
import type { CommandContext } from '../context.ts';
import {
  addCloudFlags,
  addCommonFlags,
  addFileFlags,
  addLockFlags,
  addOutputFlags,
  addReplaceFlags,
  wholeNumber,
} from '../flags.ts';
import { runCommand, type Session } from '../run-command.ts';

interface RollbackFlags
  extends Omit<ApplyFlags, keyof StateOptions>,
    Pick<StateOptions, 'file' | 'allowEmpty' | 'maxReplaces' | 'allowReplace'> {
  readonly to?: string;
  readonly out?: string;
}

export function rollbackCommand(session: Session): Command {
  const command = addFileFlags(new Command('rollback'))
    .description('bring the latest backup back under the name; the published image becomes a backup')
    .argument('<name>', 'name of the image in the state file')
    .option('--to <id>', 'this backup instead of the latest')
    .option('-o, --out <file>', 'save the plan instead, for `reconcile apply FILE`')
    .option('--yes', 'do not ask', false)
    .option('--transfers <n>', 'uploads and downloads at once', wholeNumber(1), 2);
  return addCommonFlags(addOutputFlags(addLockFlags(addCloudFlags(addReplaceFlags(command)))))
    .addHelpText('after', EXAMPLE)
    .action((name: string, flags: RollbackFlags) =>
      runCommand(session, flags, (context) => runRollback(name, flags, context)),
    );
}

const EXAMPLE = `
Examples:
  reconcile rollback 'Debian 13'
  reconcile rollback 'Debian 13' --to 7d9f8d2e-2c4b-4a55-9c0e-1f6c9a1b2c3d --yes
  reconcile rollback 'Debian 13' --allow-replace 'Debian 13'
  reconcile rollback 'Debian 13' -o back.json && reconcile apply back.json

Change the state file as well: it still describes the image that is rolled back, and the next apply would bring it
back.

Exit codes: 0 done, 1 error (also: no backup), 3 something is blocked, 5 stale, 6 declined,
7 locked by another run, 64 usage or state file, 129, 130 and 143 interrupted`;

async function runRollback(name: string, flags: RollbackFlags, context: CommandContext): Promise<number> {
  if (flags.out === undefined && !flags.yes && !context.console.interactive) {
    throw new UsageError('this is no terminal, so nobody can be asked', {
      hint: 'Give --yes to roll back without a question, or -o FILE to save the plan.',
    });
  }
  const full: ApplyFlags = { ...flags, target: [name], exclude: [], allowDelete: [], failFast: false };
  const { openLocks } = await import('../../run/lock/lock.ts');
  const locks = openLocks(commandLine(['reconcile', 'rollback', name]), full, context);
  try {
    const run = await planOf(name, full, flags, context, flags.out === undefined ? locks.take : undefined);
    try {
      if (flags.out !== undefined) return await save(run.plan, flags.out, context);
      return await confirmAndApply(run, { asks: !flags.yes }, full, context);
    } finally {
      await run.close();
    }
  } finally {
    locks.release();
  }
}

async function planOf(
  name: string,
  full: ApplyFlags,
  flags: RollbackFlags,
  context: CommandContext,
  onTarget: Parameters<typeof import('../../run/plan-run.ts').planRun>[2],
): Promise<PlannedRun> {
  const [{ planRun: gather }, { planRollback }] = await Promise.all([
    import('../../run/plan-run.ts'),
    import('../../plan/rollback.ts'),
  ]);
  return gather(full, context, onTarget, {
    make: (input) => planRollback(input, { name, to: flags.to ?? null }),
    sources: false,
  });
}

async function save(plan: Plan, file: string, context: CommandContext): Promise<number> {
  const [{ savePlan }, { drawPlan }, { isBlocked }] = await Promise.all([
    import('../../run/plan-file.ts'),
    import('../../report/text.ts'),
    import('../../model/exit-code.ts'),
  ]);
  const { console } = context;
  await savePlan(plan, file, context.terminal.cwd);
  const command = commandLine(['reconcile', 'apply', file]);
  console.result(drawPlan(plan, { colour: console.colour, width: console.width, command }));
  return isBlocked(plan) ? EXIT.blocked : EXIT.done;
}
