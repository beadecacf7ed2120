import { unlessAborted } from '../model/abort.ts';
import type { DesiredImage, StateFile } from '../model/desired.ts';
import { DEFAULT_STATE_FILE } from '../model/desired.ts';
import { UsageError } from '../model/errors.ts';
import type { RunContext } from '../model/run-context.ts';
import { credentialsIn, secretsOf } from '../model/secrets.ts';
import type { SourceReference } from '../model/source.ts';
import { loadState } from '../state/load.ts';
import type { StateOptions } from './options.ts';

/** Reads the state file, with the settings that the options override. Adds the file's secrets to the context's. */
export async function readState(options: StateOptions, context: RunContext): Promise<StateFile> {
  return withSettings(await readFiles(options, context), options);
}

/** Like {@link readState}, with the settings as the file has them: for commands that make no plan from them. */
export async function readFiles(
  options: Pick<StateOptions, 'file' | 'ignore'> & Partial<Pick<StateOptions, 'prune'>>,
  context: RunContext,
): Promise<StateFile> {
  const { env, folders, readStdin, secrets, signal } = context;
  const paths = options.file.length > 0 ? options.file : [DEFAULT_STATE_FILE];
  const { ignore, prune } = options;
  const loading = loadState({
    paths,
    readStdin,
    env,
    cwd: folders.work,
    ...(ignore === undefined ? {} : { ignore }),
    ...(prune === undefined ? {} : { prune }),
  });
  const desired = await unlessAborted(loading, signal);
  secrets.add(desired.cloud.identity?.password);
  for (const auth of credentialsIn(desired)) for (const secret of secretsOf(auth)) secrets.add(secret);
  return desired;
}

/** The sources by image name, with their credentials, which must not be in a plan. */
export function sourcesOf(images: readonly DesiredImage[]): ReadonlyMap<string, SourceReference> {
  return new Map(images.flatMap(({ name, source }) => (source ? [[name, source] as const] : [])));
}

/** Overrides the file's settings with the options. Throws `UsageError` when `--prune` needs a named stack. */
function withSettings(desired: StateFile, options: StateOptions): StateFile {
  const { maxDeletes, maxReplaces } = options;
  // The entries of a disabled section count as listed, so no option makes this run prune them.
  const prune = desired.disabled ? undefined : options.prune;
  if (prune !== undefined && prune !== 'never' && !desired.stackNamed) {
    throw new UsageError(`--prune ${prune} needs a state file with a name for its stack`, {
      hint: 'Set glance.server.name: reconcile marks the images of the state file with this name.',
    });
  }
  const { bareFiles = [], ...read } = desired;
  return {
    ...read,
    ...(bareFiles.length > 0 && !options.allowEmpty ? { bareFiles } : {}),
    settings: {
      ...desired.settings,
      ...(prune === undefined ? {} : { prune }),
      ...(maxDeletes === undefined ? {} : { maxDeletes: { count: maxDeletes } }),
      ...(maxReplaces === undefined ? {} : { maxReplaces: { count: maxReplaces } }),
    },
  };
}
