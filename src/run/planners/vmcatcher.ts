import {
  DEFAULT_QUOTAS,
  type DesiredImage,
  type StateFile,
  type VmcatcherSettings,
} from '../../model/desired.ts';
import { UsageError } from '../../model/errors.ts';
import type { RunContext } from '../../model/run-context.ts';
import { planArrival, planKeeping, planRemoval } from '../../plan/vmcatcher.ts';
import {
  IDENTIFIER_PROPERTY,
  imageOf,
  readEvent,
  type VmcatcherEvent,
} from '../../publisher/vmcatcher/event.ts';
import type { Planner } from '../plan-run.ts';

/** The event that vmcatcher describes in the environment. Throws `UsageError` when variables are missing or wrong. */
export function vmcatcherEvent({ env }: Pick<RunContext, 'env'>): VmcatcherEvent {
  return readEvent(env);
}

/** How the state file wants events handled. Throws `UsageError` when it has no section for them. */
export function vmcatcherSettings({ vmcatcher, files }: StateFile): VmcatcherSettings {
  if (vmcatcher) return vmcatcher;
  throw new UsageError(`${files.join(', ')} has no section glance.server.vmcatcher`, {
    hint: 'Add `vmcatcher: {}` under glance.server to make images of vmcatcher’s events with the defaults.',
  });
}

/**
 * Plans the image of the event alone, and leaves the images that the file lists out. The images of events belong to a
 * stack of their own, because the file's own plans would prune them as images that have left the file.
 */
export function vmcatcherPlanner(
  event: Exclude<VmcatcherEvent, { kind: 'nothing' }>,
  settings: VmcatcherSettings,
  { env }: Pick<RunContext, 'env'>,
): Planner {
  const key = { property: IDENTIFIER_PROPERTY, value: event.identifier };
  if (event.kind === 'available') {
    const image = { ...imageOf(event.attributes, settings, env), publisherId: key };
    return {
      make: (input) => planArrival(input, key),
      sources: true,
      choose: (file) => eventState(file, [image], 'never'),
    };
  }
  const { expired } = settings;
  return {
    make: (input) => (expired === 'keep' ? planKeeping(input, key) : planRemoval(input, key)),
    sources: false,
    choose: (file) => eventState(file, [], expired === 'keep' ? 'never' : expired),
  };
}

function eventState(
  file: StateFile,
  images: readonly DesiredImage[],
  prune: StateFile['settings']['prune'],
): StateFile {
  const { lists: _lists, emptyFiles: _emptyFiles, bareFiles: _bareFiles, emptyBecause: _why, ...rest } = file;
  return {
    ...rest,
    stack: `${file.stack}/vmcatcher`,
    stackNamed: false,
    images,
    settings: {
      prune,
      maxDeletes: null,
      maxReplaces: null,
      requireChecksum: false,
      mayPublish: false,
      quotas: DEFAULT_QUOTAS,
    },
    warnings: [],
  };
}
