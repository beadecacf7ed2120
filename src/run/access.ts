import type { CheckHost } from '../apply/context.ts';
import type { Glance } from '../glance/client.ts';
import type { RunContext } from '../model/run-context.ts';
import type { Connection } from '../openstack/connect.ts';
import type { SourceOptions } from '../source/source.ts';
import { type RunTarget, sourceOptions } from './connect.ts';
import { downloadsOf } from './downloads.ts';
import type { CacheOptions } from './options.ts';
import { programEnvironment } from './program-environment.ts';
import type { OtherGlances } from './sources/other-glances.ts';

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

function checkHost(
  connection: Pick<Connection, 'clientEnvironment'>,
  { env, folders }: RunContext,
): CheckHost {
  const { variables, withheld } = programEnvironment(env);
  return {
    directory: folders.work,
    environment: variables,
    withheld,
    access: (seconds) => connection.clientEnvironment(seconds),
  };
}
