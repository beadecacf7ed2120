import type { Command } from 'commander';
import { exitCodeOfRehearsal } from '../../model/exit-code.ts';
import { drawReport } from '../../report/text.ts';
import { openLocks } from '../../run/lock/lock.ts';
import type { CacheOptions, CloudOptions, LockOptions, StateOptions } from '../../run/options.ts';
import { type Planner, planRun } from '../../run/plan-run.ts';
import { OFFLINE } from '../../run/planners/offline.ts';
import { verifyRun } from '../../run/rehearsal/verify-run.ts';
import type { CommandContext } from '../context.ts';
import {
  addCacheFlags,
  addCloudFlags,
  addCommonFlags,
  addLockFlags,
  addOutputFlags,
  addStateFlags,
  addTransfersFlag,
  type CommonFlags,
  type OutputFlags,
} from '../flags.ts';
import { runCommand, type Session } from '../run-command.ts';
import { startDisplay } from '../start-display.ts';
import { checkReports, failureJson, resultJson, writeFailure, writeReports } from '../write-reports.ts';

interface VerifyFlags
  extends CommonFlags,
    CloudOptions,
    StateOptions,
    OutputFlags,
    LockOptions,
    CacheOptions {
  readonly transfers?: number;
  readonly all: boolean;
  readonly offline: boolean;
}

export function defineVerify(command: Command, session: Session): void {
  addTransfersFlag(addStateFlags(command))
    .option('--all', 'also read the live images that are as wanted, and compare their bytes', false)
    .option('--offline', 'without a cloud: fetch and check the content of every image of the file', false);
  addCommonFlags(addOutputFlags(addLockFlags(addCacheFlags(addCloudFlags(command)))))
    .addHelpText('after', EXAMPLE)
    .action((flags: VerifyFlags) =>
      runCommand(session, flags, (context) => runVerify(flags, context), failureJson),
    );
}

const EXAMPLE = `
Examples:
  reconcile verify -f glance.yaml --cache cache && reconcile apply -f glance.yaml --cache cache --yes
  reconcile verify --offline -f glance.yaml
  reconcile verify --all --format json

Exit codes: 0 all is well, 1 an image would fail, or a publisher failed, 3 something is blocked, 7 locked by another
run, 64 usage or state file, 129, 130 and 143 interrupted`;

async function runVerify(flags: VerifyFlags, context: CommandContext): Promise<number> {
  await checkReports(flags.report, context);
  try {
    return flags.offline ? await withoutCloud(flags, context) : await rehearse(flags, context);
  } catch (error) {
    await writeFailure(flags.report, error, context);
    throw error;
  }
}

/** Rehearses against an empty cloud on loopback, which ends with the run. */
async function withoutCloud(flags: VerifyFlags, context: CommandContext): Promise<number> {
  const { startSandbox } = await import('../../sandbox/server.ts');
  const sandbox = await startSandbox();
  const { osCloud: _cloud, region: _region, ...others } = flags;
  const own = Object.entries(context.env).filter(([name]) => !name.startsWith('OS_'));
  try {
    return await rehearse(
      others,
      { ...context, env: { ...Object.fromEntries(own), ...sandbox.env } },
      OFFLINE,
    );
  } finally {
    await sandbox.close();
  }
}

async function rehearse(flags: VerifyFlags, context: CommandContext, planner?: Planner): Promise<number> {
  const { console, signal } = context;
  const locks = openLocks('reconcile verify', flags, context);
  try {
    const run = await planRun({ ...flags, checkFiles: true }, context, locks.take, planner);
    const display = startDisplay(console, context.terminal.stderr, { rehearses: true });
    signal.addEventListener('abort', display.stop, { once: true });
    try {
      const report = await verifyRun(run, flags, context, display.onEvent);
      display.stop();
      const result = { kind: 'report', report } as const;
      if (flags.format === 'json') console.data(resultJson(result, context));
      else {
        const { colour, width } = console;
        console.result(drawReport(report, { colour, width, verbose: flags.verbose > 0 }));
      }
      await writeReports(flags.report, result, context);
      return exitCodeOfRehearsal(report, signal.aborted ? signal.reason : null);
    } finally {
      signal.removeEventListener('abort', display.stop);
      display.stop();
      await run.close();
    }
  } finally {
    locks.release();
  }
}
