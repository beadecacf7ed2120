import { join } from 'node:path';
import { secretVariables } from '../model/cloud-variables.ts';
import type { Log, RunContext } from '../model/run-context.ts';
import { Secrets } from '../model/secrets.ts';

const SILENT: Log = { verbosity: 0, warn: () => {}, info: () => {}, debug: () => {} };

/**
 * Makes the context of a run. `env` is the environment with the OS_* variables. `folders` gives the home folder and the
 * folder where relative paths start. The other parts have defaults: no log, no signal, the machine's clock, no standard
 * input. Adds the secrets of the environment to `secrets`, and masks every secret in the lines of the log.
 */
export function createContext(
  given: Pick<RunContext, 'env'> &
    Partial<Omit<RunContext, 'env' | 'folders'>> & {
      readonly folders: { readonly work: string; readonly home: string };
    },
): RunContext {
  const { env, folders, secrets = new Secrets() } = given;
  for (const [, secret] of secretVariables(env)) secrets.add(secret);
  const caches = env.XDG_CACHE_HOME || join(folders.home, '.cache');
  return {
    env,
    secrets,
    signal: given.signal ?? new AbortController().signal,
    log: redacting(given.log ?? SILENT, secrets),
    clock: given.clock ?? (() => new Date()),
    readStdin: given.readStdin ?? (async () => ''),
    folders: { ...folders, cache: join(caches, 'glance-reconcile') },
  };
}

function redacting(log: Log, secrets: Secrets): Log {
  return {
    verbosity: log.verbosity,
    warn: (line) => log.warn(secrets.redact(line)),
    info: (line) => log.info(secrets.redact(line)),
    debug: (line) => log.debug(secrets.redact(line)),
  };
}
