import { Glance } from '../glance/client.ts';
import { afterGrace, unlessAborted } from '../model/abort.ts';
import type { CloudReference, Target } from '../model/cloud.ts';
import type { RunContext } from '../model/run-context.ts';
import { type Connection, connect } from '../openstack/connect.ts';
import type { ServiceClient } from '../openstack/service.ts';
import type { SourceOptions } from '../source/source.ts';
import type { CloudOptions } from './options.ts';

/** The options that choose a cloud. */
export type CloudChoice = Pick<CloudOptions, 'osCloud' | 'region' | 'allowIdentityUrl'>;

/** A target of the run: one cloud and region. */
export interface RunTarget {
  readonly target: Target;
  readonly glance: Glance;
  readonly connection: Connection;
  /** The time on Glance's clock, in milliseconds since 1970: Glance dates its images by that clock, not by ours. */
  readonly now: () => number;
  close(): Promise<void>;
}

/** Connects to every target of the state: to one for now, because a state file names one cloud and region. */
export async function connectAll(
  reference: CloudReference,
  options: CloudChoice,
  context: RunContext,
): Promise<readonly RunTarget[]> {
  return [await connectTarget(reference, options, context)];
}

async function connectTarget(
  reference: CloudReference,
  options: CloudChoice,
  context: RunContext,
): Promise<RunTarget> {
  const connection = await openConnection(reference, options, context);
  try {
    const { service, now } = readingClock(connection.image);
    const target = await unlessAborted(connection.target(), context.signal);
    return { target, glance: new Glance(service), connection, now, close: () => connection.close() };
  } catch (error) {
    await connection.close();
    throw error;
  }
}

/**
 * Connects to a cloud, and logs the warnings of its configuration. After an abort the connection serves
 * {@link CLEANING_TIME_MS} longer, for apply to clean up.
 */
export async function openConnection(
  reference: CloudReference,
  options: CloudChoice,
  context: RunContext,
): Promise<Connection> {
  const { env, folders, log, secrets, signal } = context;
  const connecting = connect({
    reference,
    env,
    cwd: folders.work,
    home: folders.home,
    osCloud: options.osCloud,
    region: options.region,
    allowIdentityUrl: options.allowIdentityUrl,
    skipsCwd: context.confinement !== undefined,
    secrets,
    signal: afterGrace(signal, CLEANING_TIME_MS),
    log: log.verbosity > 0 ? (line) => log.debug(line) : undefined,
    logDetails: log.verbosity > 1,
  });
  const connection = await unlessAborted(connecting, signal).catch((error: unknown) => {
    // A connection that arrives after the abort is closed.
    connecting.then((late) => late.close()).catch(() => {});
    throw error;
  });
  for (const warning of connection.warnings) log.warn(warning);
  return connection;
}

/** The options of everything that reads a source in this run. */
export function sourceOptions(context: RunContext): SourceOptions {
  const { env, folders, secrets, log, signal, leavesNoFile, confinement } = context;
  return {
    ...(leavesNoFile ? { leavesNoFile } : {}),
    ...(confinement ? { confinement } : {}),
    env,
    secrets,
    signal,
    cacheDir: folders.cache,
    log: (line) => log.debug(line),
    inform: (line) => log.info(line),
  };
}

/** Closes all in this order, one after the other, and then throws the first error. */
export async function closeAll(opened: readonly { close(): Promise<void> }[]): Promise<void> {
  let failed: unknown;
  for (const each of opened) {
    try {
      await each.close();
    } catch (error) {
      failed ??= error;
    }
  }
  if (failed !== undefined) throw failed;
}

/** Milliseconds. Docker and most job runners wait at least so long between SIGTERM and SIGKILL. */
const CLEANING_TIME_MS = 10_000;

/** A service and its clock, to compare with the times that the service has set. */
interface ClockedService {
  readonly service: ServiceClient;
  /** Milliseconds since 1970: our own clock until the service's first answer. */
  readonly now: () => number;
}

/** Reads the service's clock from its answers (the Date header: RFC 9110, 6.6.1; whole seconds). */
export function readingClock(service: ServiceClient): ClockedService {
  let latest: { readonly date: number; readonly at: number } | null = null;
  return {
    service: {
      ...service,
      async request(request) {
        const answer = await service.request(request);
        const date = Date.parse(answer.headers.date ?? '');
        if (!Number.isNaN(date)) latest = { date, at: performance.now() };
        return answer;
      },
    },
    now: () => (latest === null ? Date.now() : latest.date + (performance.now() - latest.at)),
  };
}
