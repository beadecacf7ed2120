import { dirname, resolve, sep } from 'node:path';
import { originOf } from '../files/git-origin.ts';
import { unlessAborted } from '../model/abort.ts';
import { isClientCredential } from '../model/cloud-variables.ts';
import type { DesiredImage, StateFile } from '../model/desired.ts';
import { DEFAULT_STATE_FILE } from '../model/desired.ts';
import { UsageError } from '../model/errors.ts';
import type { Confinement, RunContext } from '../model/run-context.ts';
import { credentialsIn, secretsOf } from '../model/secrets.ts';
import type { SourceReference } from '../model/source/source.ts';
import { knownCredentials } from '../openstack/config/credentials.ts';
import { loadState } from '../state/load.ts';
import { STDIN } from '../state/yaml/read-files.ts';
import type { CloudOptions, StateOptions } from './options.ts';

/** Reads the state file, with the settings that the options override. Adds the file's secrets to the context's. */
export async function readState(
  options: StateOptions & ReadOptions,
  context: RunContext,
): Promise<StateFile> {
  return withSettings(await readFiles(options, context, { asksService: true }), options);
}

/** The options that say which files to read, and what these may use. */
export type ReadOptions = Pick<StateOptions, 'file' | 'env' | 'ignore' | 'prune' | 'untrusted'> &
  Pick<CloudOptions, 'osCloud'>;

/**
 * Like {@link readState}, with the settings as the file has them: for commands that make no plan from them. Without
 * `asksService`, a format that only the service could know is an error where it is almost like a known one.
 */
export async function readFiles(
  options: ReadOptions,
  context: RunContext,
  { asksService = false }: { readonly asksService?: boolean } = {},
): Promise<StateFile> {
  const { env, folders, readStdin, secrets, signal } = context;
  const paths = options.file.length > 0 ? options.file : [DEFAULT_STATE_FILE];
  const { env: allowed = [], untrusted = false, osCloud, ignore, prune } = options;
  refuseSecretVariables(allowed, untrusted);
  const surroundings = { env, cwd: folders.work, home: folders.home, skipsCwd: untrusted };
  const known = await unlessAborted(knownCredentials(surroundings), signal);
  for (const { secret } of known) secrets.add(secret);
  const loading = loadState({
    ...{ paths, readStdin, env, allowed, cwd: folders.work, asksService },
    secrets: known.map(({ secret }) => secret),
    ...(untrusted ? { untrusted: { cloudIsChosen: osCloud !== undefined } } : {}),
    ...(ignore === undefined ? {} : { ignore }),
    ...(prune === undefined ? {} : { prune }),
  });
  const desired = await unlessAborted(loading, signal);
  secrets.add(desired.cloud.identity?.password);
  for (const auth of credentialsIn(desired)) for (const secret of secretsOf(auth)) secrets.add(secret);
  const origin = await unlessAborted(originOfFiles(paths, folders.work), signal);
  return origin === null ? desired : { ...desired, origin };
}

/** The origin of the state file, or of the folder that holds all of them; null for standard input. */
async function originOfFiles(paths: readonly string[], cwd: string): Promise<string | null> {
  if (paths.includes('-')) return null;
  const [first = '', ...others] = paths.map((path) => resolve(cwd, path));
  if (others.length === 0) return originOf(first);
  const parts = first.split(sep);
  const isCommon = (depth: number) =>
    others.every((path) => path.startsWith(`${parts.slice(0, depth).join(sep)}${sep}`));
  let depth = parts.length - 1;
  while (depth > 1 && !isCommon(depth)) depth -= 1;
  return originOf(parts.slice(0, depth).join(sep) || sep);
}

/** What a run may touch that plans for a stranger; undefined for a trusted file. */
export function confinementOf(
  { files }: Pick<StateFile, 'files'>,
  { untrusted = false, allowHost = [] }: StateOptions,
  { folders }: RunContext,
): Confinement | undefined {
  if (!untrusted) return undefined;
  const homes = files.map((file) => (file === STDIN ? folders.work : dirname(resolve(folders.work, file))));
  return { folders: homes, allowHosts: allowHost };
}

/** A state file needs these credentials nowhere but in its identity, where it may use them anyway. */
function refuseSecretVariables(allowed: readonly string[], untrusted: boolean): void {
  const [first] = allowed;
  if (untrusted && first !== undefined) {
    throw new UsageError('--env allows variables, and --untrusted allows none', {
      hint: 'Leave one of them out.',
    });
  }
  const secret = allowed.find((name) => isClientCredential(name));
  if (secret === undefined) return;
  throw new UsageError(`--env must not allow ${secret}, which belongs to the cloud alone`, {
    hint: `Leave --env ${secret} out: glance.server.identity may use the variable anyway.`,
  });
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
      ...(prune === undefined ? {} : { prune, ...withoutStages(prune, desired.settings) }),
      ...(maxDeletes === undefined ? {} : { maxDeletes: { count: maxDeletes } }),
      ...(maxReplaces === undefined ? {} : { maxReplaces: { count: maxReplaces } }),
    },
  };
}

/** The stages of the file follow `--prune` only where it is the file's own first stage. */
function withoutStages(
  prune: NonNullable<StateOptions['prune']>,
  settings: StateFile['settings'],
): Partial<StateFile['settings']> {
  return prune === settings.prune ? {} : { pruneThen: [] };
}
