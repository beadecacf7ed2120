import type { CheckHost } from '../apply/context.ts';
import type { Glance } from '../glance/client.ts';
import type { RunContext } from '../model/run-context.ts';
import type { Connection } from '../openstack/connect.ts';
import type { SourceOptions } from '../source/source.ts';
import { type RunTarget, sourceOptions } from './connect.ts';
import { downloadsOf } from './downloads.ts';
import type { CacheOptions } from './options.ts';
import type { OtherGlances } from './other-glances.ts';

/** The ways by which apply reaches the cloud, the sources and the programs that check an image. */
export interface Access {
  readonly glance: Glance;
  readonly source: SourceOptions;
  readonly checks: CheckHost;
}

/** Access for one target for now, because a state file names one cloud and region. */
export function accessTo(
  targets: readonly RunTarget[],
  others: OtherGlances,
  options: CacheOptions,
  context: RunContext,
): Access {
  const [target, ...more] = targets;
  if (!target || more.length > 0) throw new Error('a run without a target');
  return {
    glance: target.glance,
    checks: checkHost(target.connection, context),
    source: {
      ...sourceOptions(context),
      openGlance: others.open,
      downloads: downloadsOf(options, context),
    },
  };
}

/**
 * The variables that a check gets from the run's environment: those that every program needs, and the proxies of a closed
 * network. A check does not get the others, above all no password. It gets its own settings as arguments or in files.
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

function checkHost(
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
