import type { CheckHost } from '../apply/context.ts';
import { Glance } from '../glance/client.ts';
import { afterGrace, unlessAborted } from '../model/abort.ts';
import type { CloudReference, Target } from '../model/cloud.ts';
import type { RunContext } from '../model/run-context.ts';
import { type Connection, connect } from '../openstack/connect.ts';
import type { ServiceClient } from '../openstack/service.ts';
import type { SourceOptions } from '../source/source.ts';
import type { CloudOptions } from './options.ts';

/** One cloud and region that the run works on. */
export interface RunTarget {
  readonly target: Target;
  readonly glance: Glance;
  readonly connection: Connection;
  /** The time by the service's clock, in milliseconds since 1970: Glance dates images by that clock, not by ours. */
  readonly now: () => number;
  close(): Promise<void>;
}

/** Connects to every target of the state: one for now, as a state file names one cloud and region. */
export async function connectAll(
  reference: CloudReference,
  options: Pick<CloudOptions, 'osCloud' | 'region'>,
  context: RunContext,
): Promise<readonly RunTarget[]> {
  return [await connectTarget(reference, options, context)];
}

async function connectTarget(
  reference: CloudReference,
  options: Pick<CloudOptions, 'osCloud' | 'region'>,
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

export async function openConnection(
  reference: CloudReference,
  options: Pick<CloudOptions, 'osCloud' | 'region'>,
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

/** Ends what was opened, in this order, one after the other. */
export async function closeAll(opened: readonly { close(): Promise<void> }[]): Promise<void> {
  for (const each of opened) await each.close();
}

/** Whoever stops a container or a job mostly waits about so long before killing it. */
export const CLEANING_TIME_MS = 10_000;

/** A service and what it takes for the time: times that it has set are compared with that, not with ours. */
export interface ClockedService {
  readonly service: ServiceClient;
  /** Milliseconds since 1970; ours until the service has told its own. */
  readonly now: () => number;
}

/** Reads the time from the service's answers (the Date header: RFC 9110, 6.6.1; whole seconds). */
export function readingClock(service: ServiceClient): ClockedService {
  let told: { readonly date: number; readonly at: number } | null = null;
  return {
    service: {
      ...service,
      async request(request) {
        const answer = await service.request(request);
        const date = Date.parse(answer.headers.date ?? '');
        if (!Number.isNaN(date)) told = { date, at: performance.now() };
        return answer;
      },
    },
    now: () => (told === null ? Date.now() : told.date + (performance.now() - told.at)),
  };
}

/**
 * What the run's environment has that any program needs, and the ways out of a closed network. Everything else,
 * passwords above all, a check does not get: what it needs of its own it is told by its arguments or in files.
 */
const HANDED_ON = [
  'PATH',
  'HOME',
  'USER',
  'LOGNAME',
  'LANG',
  'LANGUAGE',
  'TZ',
  'TMPDIR',
  'HTTP_PROXY',
  'HTTPS_PROXY',
  'ALL_PROXY',
  'NO_PROXY',
  'http_proxy',
  'https_proxy',
  'all_proxy',
  'no_proxy',
  'REQUESTS_CA_BUNDLE',
  'SSL_CERT_FILE',
  'SSL_CERT_DIR',
];

/** What the checks of a run are given. */
export function checkHost(
  connection: Pick<Connection, 'clientEnvironment'>,
  { env, folders }: RunContext,
): CheckHost {
  const handedOn = Object.entries(env).flatMap(([name, value]) =>
    value !== undefined && (HANDED_ON.includes(name) || name.startsWith('LC_')) ? [[name, value]] : [],
  );
  return {
    directory: folders.work,
    environment: Object.fromEntries(handedOn),
    access: (seconds) => connection.clientEnvironment(seconds),
  };
}
