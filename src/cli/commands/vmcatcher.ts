import { Command } from 'commander';
import type { DesiredImage, StateFile, VmcatcherSettings } from '../../model/desired.ts';
import { EXIT, UsageError } from '../../model/errors.ts';
import type { VmcatcherEvent } from '../../publisher/vmcatcher/event.ts';
import type { StateOptions } from '../../run/options.ts';
import type { Planner } from '../../run/plan-run.ts';
import { commandLine } from '../command-line.ts';
import type { ApplyFlags } from '../confirm-and-apply.ts';
import type { CommandContext } from '../context.ts';
import {
  addCloudFlags,
  addCommonFlags,
  addFileFlag,
  addLockFlags,
  addOutputFlags,
  wholeNumber,
} from '../flags.ts';
import { runCommand, type Session } from '../run-command.ts';

type VmcatcherFlags = Omit<ApplyFlags, keyof StateOptions | 'yes' | 'failFast'> & Pick<StateOptions, 'file'>;

/** Seconds: an upload of another event, or a nightly run, is worth waiting for, as no event is sent twice. */
const LOCK_TIMEOUT = 600;

export function vmcatcherCommand(session: Session): Command {
  const command = addFileFlag(new Command('vmcatcher'))
    .description('do what an event of vmcatcher asks for: its VMCATCHER_CACHE_EVENT')
    .option('--transfers <n>', 'uploads and downloads at once', wholeNumber(1), 2);
  return addCommonFlags(addOutputFlags(addLockFlags(addCloudFlags(command), LOCK_TIMEOUT)))
    .addHelpText('after', EXAMPLE)
    .action((flags: VmcatcherFlags) => runCommand(session, flags, (context) => runVmcatcher(flags, context)));
}

const EXAMPLE = `
Example:
  VMCATCHER_CACHE_EVENT='reconcile vmcatcher -f /etc/reconcile/glance.yaml' vmcatcher_cache

AvailablePostfix creates or replaces the image from vmcatcher's cache, ExpirePostfix does what
glance.server.vmcatcher.expired says, and every other event is none of its business.

Exit codes: 0 done, or nothing to do, 1 error, 3 something is blocked, 5 stale, 7 locked by another run,
64 usage, state file or an event that lacks something, 129, 130 and 143 interrupted`;

async function runVmcatcher(flags: VmcatcherFlags, context: CommandContext): Promise<number> {
  if (flags.file.includes('-'))
    throw new UsageError('an event is handled with a state file, not with standard input');
  const { readEvent } = await import('../../publisher/vmcatcher/event.ts');
  const event = readEvent(context.terminal.env);
  if (event.kind === 'nothing') return ignore(event, context);
  const [{ readFiles }, { openLocks }] = await Promise.all([
    import('../../run/read-state.ts'),
    import('../../run/lock/lock.ts'),
  ]);
  const stated = await readFiles(flags, context);
  const settings = settingsOf(stated);
  if (event.kind === 'expired' && settings.expired === 'keep')
    context.console.info(`vmcatcher: ${event.identifier} has expired; it is kept (expired: keep)`);
  const full: ApplyFlags = { ...flags, ...NO_SELECTION, yes: true, failFast: false };
  const locks = openLocks(commandLine(['reconcile', 'vmcatcher']), full, context);
  try {
    const planner = await plannerFor(event, settings, context);
    const { planRun: gather } = await import('../../run/plan-run.ts');
    const run = await gather(full, context, locks.take, planner);
    try {
      const { confirmAndApply } = await import('../confirm-and-apply.ts');
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
  // The images of the file itself are not looked at.
  allowEmpty: true,
} as const;

/** A later vmcatcher may have events that this program knows nothing of: they are no reason to fail. */
function ignore(
  { type, known }: Extract<VmcatcherEvent, { kind: 'nothing' }>,
  { console }: CommandContext,
): number {
  if (known) console.info(`vmcatcher: ${type}: nothing to do`);
  else console.warn(`vmcatcher: the event ${JSON.stringify(type)} is not known, and nothing is done`);
  return EXIT.done;
}

function settingsOf({ vmcatcher, files }: StateFile): VmcatcherSettings {
  if (vmcatcher) return vmcatcher;
  throw new UsageError(`${files.join(', ')} has no section glance.server.vmcatcher`, {
    hint: 'Add `vmcatcher: {}` under glance.server to have vmcatcher’s images made with the defaults.',
  });
}

/**
 * A plan about the event's image alone, whatever else the file lists. The images of events are a stack of their own:
 * the file's own plans would take them for images that have left it.
 */
async function plannerFor(
  event: Exclude<VmcatcherEvent, { kind: 'nothing' }>,
  settings: VmcatcherSettings,
  { terminal }: CommandContext,
): Promise<Planner> {
  const [{ IDENTIFIER_PROPERTY, imageOf }, { planArrival, planRemoval, planKeeping }] = await Promise.all([
    import('../../publisher/vmcatcher/event.ts'),
    import('../../plan/vmcatcher.ts'),
  ]);
  const key = { property: IDENTIFIER_PROPERTY, value: event.identifier };
  if (event.kind === 'available') {
    const image = { ...imageOf(event.attributes, settings, terminal.env), publisherId: key };
    return {
      make: (input) => planArrival(input, key),
      sources: true,
      choose: (stated) => eventState(stated, [image], 'never'),
    };
  }
  const { expired } = settings;
  return {
    make: (input) => (expired === 'keep' ? planKeeping(input, key) : planRemoval(input, key)),
    sources: false,
    choose: (stated) => eventState(stated, [], expired === 'keep' ? 'never' : expired),
  };
}

function eventState(
  stated: StateFile,
  images: readonly DesiredImage[],
  prune: StateFile['settings']['prune'],
): StateFile {
  const { lists: _lists, emptyFiles: _emptyFiles, bareFiles: _bareFiles, ...rest } = stated;
  return {
    ...rest,
    stack: `${stated.stack}/vmcatcher`,
    stackNamed: false,
    images,
    settings: { prune, maxDeletes: null, maxReplaces: null, requireChecksum: false },
    warnings: [],
  };
}
