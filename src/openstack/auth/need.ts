import { ConfigError } from '../../model/errors.ts';
import type { CloudConfig } from '../config/cloud-config.ts';

/** Throws ConfigError that names every setting that is missing; of each group one is enough. */
export function need(config: CloudConfig, groups: readonly (readonly string[])[]): void {
  const missing = groups.filter((group) => group.every((key) => config.auth[key] === undefined));
  if (missing.length === 0) return;
  const names = missing.map((group) => group.join(' or ')).join(', ');
  const reason = config.unusedEnvironment === null ? '' : ` (${config.unusedEnvironment})`;
  const variables = missing.map((group) => `OS_${group[0]?.toUpperCase()}`).join(', ');
  throw new ConfigError(`${config.origin} lacks ${names}${reason}`, {
    hint: `Add it there, or set ${variables} in the environment.`,
  });
}
