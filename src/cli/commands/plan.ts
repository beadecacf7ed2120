import { dirname, resolve } from 'node:path';
import type { Command } from 'commander';
import { liesIn } from '../../files/lies-in.ts';
import { UsageError } from '../../model/errors.ts';
import { exitCodeOfPlan } from '../../model/exit-code.ts';
import type { Plan } from '../../model/plan.ts';
import { drawPlan } from '../../report/text.ts';
import { unresolvedWarnings } from '../../report/unresolved-text.ts';
import type { CacheOptions, CloudOptions, StateOptions } from '../../run/options.ts';
import { savePlan } from '../../run/plan-file.ts';
import { planRun } from '../../run/plan-run.ts';
import { beyondFile } from '../../run/saved/made-with.ts';
import { checkPlanKey } from '../check-plan-key.ts';
import { applyCommand, applySavedCommand } from '../command-line.ts';
import type { CommandContext } from '../context.ts';
import {
  addCacheFlags,
  addCloudFlags,
  addCommonFlags,
  addOutputFlags,
  addPlanKeyFlag,
  addStateFlags,
  addUntrustedFlags,
  type CommonFlags,
  type OutputFlags,
  SEALS_PLAN,
} from '../flags.ts';
import { runCommand, type Session } from '../run-command.ts';
import { checkReports, failureJson, resultJson, writeFailure, writeReports } from '../write-reports.ts';

interface PlanFlags extends CommonFlags, CloudOptions, StateOptions, OutputFlags, CacheOptions {
  readonly out?: string;
  readonly planKey?: string;
  readonly detailedExitcode: boolean;
}

export function definePlan(command: Command, session: Session): void {
  addUntrustedFlags(addPlanKeyFlag(addStateFlags(command), SEALS_PLAN))
    .option('-o, --out <file>', 'save the plan to a file, for `reconcile apply FILE`')
    .option('--detailed-exitcode', 'exit with 2 when there are changes', false);
  addCommonFlags(addOutputFlags(addCacheFlags(addCloudFlags(command))))
    .addHelpText('after', EXAMPLE)
    .action((flags: PlanFlags) =>
      runCommand(session, flags, (context) => runPlan(flags, context), failureJson),
    );
}

const EXAMPLE = `
Examples:
  reconcile plan -f glance.yaml
  reconcile plan -f images/ --os-cloud prod -o plan.json
  reconcile plan --target 'Ubuntu*' --detailed-exitcode --format json
  reconcile plan --untrusted --os-cloud review --report text=plan.txt

Exit codes: 0 done, 1 error (also: a publisher failed, and the plan covers the other images),
2 changes (--detailed-exitcode), 3 something is blocked, 64 usage or state file`;

async function runPlan(flags: PlanFlags, context: CommandContext): Promise<number> {
  await checkPlanKey(flags, context);
  const saved = flags.out === undefined ? [] : [{ file: flags.out }];
  if (!flags.untrusted && flags.allowHost?.length) {
    throw new UsageError('--allow-host is for --untrusted: any other plan may ask every host', {
      hint: 'Give --untrusted too, or leave --allow-host out.',
    });
  }
  await checkReports([...flags.report, ...saved], context);
  if (flags.untrusted) await refuseLinks([...flags.report, ...saved], context);
  try {
    const { plan, close } = await planRun({ ...flags, checkFiles: true }, { ...context, leavesNoFile: true });
    await close();
    await showPlan(plan, flags, context);
    return exitCodeOfPlan(plan, flags.detailedExitcode);
  } catch (error) {
    await writeFailure(flags.report, error, context);
    throw error;
  }
}

/** A stranger's folder can hold a link in place of the file that the plan is written to. */
async function refuseLinks(
  files: readonly { readonly file: string }[],
  context: CommandContext,
): Promise<void> {
  for (const { file } of files) {
    const path = resolve(context.terminal.cwd, file);
    if (await liesIn(path, [dirname(path)])) continue;
    throw new UsageError(`${file} is a symbolic link that leads out of its folder`, {
      hint: 'With --untrusted, write to a file in a folder of your own.',
    });
  }
}

async function showPlan(plan: Plan, flags: PlanFlags, context: CommandContext): Promise<void> {
  const { console, terminal } = context;
  if (flags.out !== undefined) {
    await savePlan(plan, flags.out, terminal.cwd, { planKey: flags.planKey, secrets: context.secrets });
    if (plan.unresolved)
      console.warn(`${flags.out} is a plan of the rest: the entries that are left out are not in it`);
  }
  if (flags.format === 'json') {
    for (const warning of unresolvedWarnings(plan.unresolved ?? [])) console.warn(warning);
  }
  const command =
    flags.out === undefined
      ? applyCommand(flags)
      : applySavedCommand(flags.out, { ...flags, beyondFile: beyondFile(plan).length > 0 });
  const result = { kind: 'plan', plan, command } as const;
  if (flags.format === 'json') console.data(resultJson(result, context));
  else {
    const { colour, width } = console;
    console.result(drawPlan(plan, { colour, width, command, verbose: flags.verbose > 0 }));
  }
  await writeReports(flags.report, result, context);
}
