import { join } from 'node:path';
import { afterGrace, unlessAborted } from '../model/abort.ts';
import type { CloudReference } from '../model/cloud.ts';
import { type Connection, connect } from '../openstack/connect.ts';
import type { SourceOptions } from '../source/source.ts';
import type { RunContext } from './context.ts';
import type { CloudFlags } from './options.ts';

export async function openConnection(
  reference: CloudReference,
  flags: Pick<CloudFlags, 'osCloud' | 'region'>,
  context: RunContext,
): Promise<Connection> {
  const { terminal, console, secrets, signal } = context;
  const connecting = connect({
    reference,
    env: terminal.env,
    cwd: terminal.cwd,
    home: terminal.home,
    osCloud: flags.osCloud,
    region: flags.region,
    secrets,
    // After an interruption, apply still cleans up over this connection.
    signal: afterGrace(signal, CLEANING_TIME_MS),
    log: console.flags.verbose > 0 ? (line) => console.debug(line) : undefined,
    logDetails: console.flags.verbose > 1,
  });
  const connection = await unlessAborted(connecting, signal);
  for (const warning of connection.warnings) console.warn(warning);
  return connection;
}

export function sourceOptions({ terminal, secrets, console, signal }: RunContext): SourceOptions {
  const caches = terminal.env.XDG_CACHE_HOME || join(terminal.home, '.cache');
  return {
    env: terminal.env,
    secrets,
    signal,
    cacheDir: join(caches, 'glance-reconcile'),
    log: (line) => console.debug(line),
    inform: (line) => console.info(line),
  };
}

/** Ends what was opened, one after the other. */
export async function closeAll(...opened: readonly { close(): Promise<void> }[]): Promise<void> {
  for (const each of opened) await each.close();
}

/** Whoever stops a container or a job mostly waits about so long before killing it. */
export const CLEANING_TIME_MS = 10000;
