import { afterGrace, unlessAborted } from '../model/abort.ts';
import type { CloudReference } from '../model/cloud.ts';
import type { RunContext } from '../model/run-context.ts';
import { type Connection, connect } from '../openstack/connect.ts';
import type { SourceOptions } from '../source/source.ts';
import type { CloudFlags } from './options.ts';

export async function openConnection(
  reference: CloudReference,
  flags: Pick<CloudFlags, 'osCloud' | 'region'>,
  context: RunContext,
): Promise<Connection> {
  const { env, folders, log, secrets, signal } = context;
  const connecting = connect({
    reference,
    env,
    cwd: folders.work,
    home: folders.home,
    osCloud: flags.osCloud,
    region: flags.region,
    secrets,
    // After an interruption, apply still cleans up over this connection.
    signal: afterGrace(signal, CLEANING_TIME_MS),
    log: log.verbosity > 0 ? (line) => log.debug(line) : undefined,
    logDetails: log.verbosity > 1,
  });
  const connection = await unlessAborted(connecting, signal);
  for (const warning of connection.warnings) log.warn(warning);
  return connection;
}

export function sourceOptions({ env, folders, secrets, log, signal }: RunContext): SourceOptions {
  return {
    env,
    secrets,
    signal,
    cacheDir: folders.cache,
    log: (line) => log.debug(line),
    inform: (line) => log.info(line),
  };
}

/** Ends what was opened, one after the other. */
export async function closeAll(...opened: readonly { close(): Promise<void> }[]): Promise<void> {
  for (const each of opened) await each.close();
}

/** Whoever stops a container or a job mostly waits about so long before killing it. */
export const CLEANING_TIME_MS = 10_000;
