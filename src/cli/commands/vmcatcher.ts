import type { Command } from 'commander';
import { EXIT, UsageError } from '../../model/errors.ts';
import { openLocks } from '../../run/lock/lock.ts';
import type { StateOptions } from '../../run/options.ts';
import { planRun } from '../../run/plan-run.ts';
import { vmcatcherEvent, vmcatcherPlanner, vmcatcherSettings } from '../../run/planners/vmcatcher.ts';
import { readFiles } from '../../run/read-state.ts';
import { commandLine } from '../command-line.ts';
import { type ApplyFlags, confirmAndApply } from '../confirm-and-apply.ts';
import type { CommandContext } from '../context.ts';
import {
  addCloudFlags,
  addCommonFlags,
  addFileFlag,
  addLockFlags,
  addOutputFlags,
  addTransfersFlag,
} from '../flags.ts';
import { runCommand, type Session } from '../run-command.ts';
import { failureJson } from '../write-reports.ts';

type VmcatcherFlags = Omit<ApplyFlags, keyof StateOptions | 'yes' | 'failFast'> &
  Pick<StateOptions, 'file' | 'env' | 'ignore'>;

/** Seconds. vmcatcher sends no event twice, so this run waits for the upload of another event or for a nightly run. */
const LOCK_TIMEOUT = 600;

export function defineVmcatcher(command: Command, session: Session): void {
  addTransfersFlag(addFileFlag(command));
  addCommonFlags(addOutputFlags(addLockFlags(addCloudFlags(command), LOCK_TIMEOUT)))
    .addHelpText('after', EXAMPLE)
    .action((flags: VmcatcherFlags) =>
      runCommand(session, flags, (context) => runVmcatcher(flags, context), failureJson),
    );
}

const EXAMPLE = `
Example:
  VMCATCHER_CACHE_EVENT='reconcile vmcatcher -f /etc/reconcile/glance.yaml' vmcatcher_cache

AvailablePostfix creates or replaces the image from vmcatcher's cache. ExpirePostfix does what
glance.server.vmcatcher.expired says. Every other event is ignored.

Exit codes: 0 done, or nothing to do, 1 error, 3 something is blocked, 5 stale, 7 locked by another run,
64 usage, state file or an incomplete event, 129, 130 and 143 interrupted`;

async function runVmcatcher(flags: VmcatcherFlags, context: CommandContext): Promise<number> {
  if (flags.file.includes('-'))
    throw new UsageError('vmcatcher cannot read the state file from standard input', {
      hint: 'Give its path: reconcile vmcatcher -f FILE.',
    });
  const event = vmcatcherEvent(context);
  if (event.kind === 'nothing') return ignore(event, context);
  const file = await readFiles(flags, context, { asksService: true });
  if (file.disabled?.includes('glance.server')) {
    context.console.info('vmcatcher: nothing to do, because glance.server.enabled is false');
    return EXIT.done;
  }
  const settings = vmcatcherSettings(file);
  if (event.kind === 'expired' && settings.expired === 'keep')
    context.console.info(`vmcatcher: ${event.identifier} has expired; it is kept (expired: keep)`);
  const full: ApplyFlags = { ...flags, ...NO_SELECTION, yes: true, failFast: false };
  const planner = vmcatcherPlanner(event, settings, context);
  const locks = openLocks(commandLine(['reconcile', 'vmcatcher']), full, context);
  try {
    const run = await planRun(full, context, locks.take, planner);
    try {
      return await confirmAndApply(run, { asks: false }, full, context);
    } finally {
      await run.close();
    }
  } finally {
    locks.release();
  }
}

const NO_SELECTION = {
  target: [],
  exclude: [],
  allowDelete: [],
  allowReplace: [],
  // This run does not look at the images that the file lists.
  allowEmpty: true,
} as const;

/** A later vmcatcher may send events that this version does not know: the command must not fail on them. */
function ignore(
  { type, known }: Extract<ReturnType<typeof vmcatcherEvent>, { kind: 'nothing' }>,
  { console }: CommandContext,
): number {
  if (known) console.info(`vmcatcher: ${type}: nothing to do`);
  else console.warn(`vmcatcher: reconcile ignores the event ${JSON.stringify(type)}, which it does not know`);
  return EXIT.done;
}
