import { Command } from 'commander';
import type { Plan } from '../../model/plan.ts';
import { unresolvedWarnings } from '../../report/unresolved-text.ts';
import type { CacheOptions, CloudOptions, StateOptions } from '../../run/options.ts';
import type { CommandContext } from '../context.ts';
import {
  addCacheFlags,
  addCloudFlags,
  addCommonFlags,
  addOutputFlags,
  addStateFlags,
  type CommonFlags,
  type OutputFlags,
} from '../flags.ts';
import { runCommand, type Session } from '../run-command.ts';

interface PlanFlags extends CommonFlags, CloudOptions, StateOptions, OutputFlags, CacheOptions {
  readonly out?: string;
  readonly detailedExitcode: boolean;
}

export function planCommand(session: Session): Command {
  const command = new Command('plan').description('show what apply would do; change nothing');
  addStateFlags(command)
    .option('-o, --out <file>', 'save the plan, for `reconcile apply FILE`')
    .option('--detailed-exitcode', 'exit with 2 when there are changes', false);
  addCommonFlags(addOutputFlags(addCacheFlags(addCloudFlags(command))));
  return command
    .addHelpText('after', EXAMPLE)
    .action((flags: PlanFlags) => runCommand(session, flags, (context) => runPlan(flags, context)));
}

const EXAMPLE = `
Examples:
  reconcile plan -f glance.yaml
  reconcile plan -f images/ --os-cloud prod -o plan.json
  reconcile plan --target 'Ubuntu*' --detailed-exitcode --format json

Exit codes: 0 done, 1 error (also: publishers failed, and the plan is of the rest),
2 changes (--detailed-exitcode), 3 something is blocked, 64 usage or state file`;

async function runPlan(flags: PlanFlags, context: CommandContext): Promise<number> {
  const { writeFailure, checkReports } = await import('../write-reports.ts');
  const saved = flags.out === undefined ? [] : [{ file: flags.out }];
  await checkReports([...flags.report, ...saved], context);
  try {
    return await planAndShow(flags, context);
  } catch (error) {
    await writeFailure(flags.report, error, context);
    throw error;
  }
}

async function planAndShow(flags: PlanFlags, context: CommandContext): Promise<number> {
  const [{ planRun: gather }, { exitCodeOfPlan }] = await Promise.all([
    import('../../run/plan-run.ts'),
    import('../../model/exit-code.ts'),
  ]);
  const { plan, close } = await gather(flags, context);
  await close();
  await showPlan(plan, flags, context);
  return exitCodeOfPlan(plan, flags.detailedExitcode);
}

async function showPlan(plan: Plan, flags: PlanFlags, context: CommandContext): Promise<void> {
  const { console, terminal } = context;
  const [{ drawPlan }, { applyCommand, applySavedCommand }, { resultJson, writeReports }] = await Promise.all(
    [import('../../report/text.ts'), import('../command-line.ts'), import('../write-reports.ts')],
  );
  if (flags.out !== undefined) {
    const { savePlan } = await import('../../run/plan-file.ts');
    await savePlan(plan, flags.out, terminal.cwd);
    if (plan.unresolved) console.warn(`${flags.out} is a plan of the rest: what is left out is not in it`);
  }
  if (flags.format === 'json') {
    for (const warning of unresolvedWarnings(plan.unresolved ?? [])) console.warn(warning);
  }
  const command = flags.out === undefined ? applyCommand(flags) : applySavedCommand(flags.out, flags);
  const result = { kind: 'plan', plan, command } as const;
  if (flags.format === 'json') console.data(resultJson(result, context));
  else {
    const { colour, width } = console;
    console.result(drawPlan(plan, { colour, width, command, verbose: flags.verbose > 0 }));
  }
  await writeReports(flags.report, result, context);
}
