import { ConfigError } from '../../model/errors.ts';
import type { CloudConfig } from '../config/cloud-config.ts';

type Auth = Readonly<Record<string, string>>;

/**
 * `auth.scope` of a token request: a project, a domain, the system or a trust; undefined for none.
 * Shapes: Identity API v3, "Authentication and token management".
 */
export function scopeOf(auth: Auth): object | undefined {
  const project = auth.project_id ?? auth.project_name;
  const asked = [
    project === undefined ? null : 'a project',
    auth.trust_id === undefined ? null : 'a trust',
    auth.system_scope === undefined ? null : 'the system',
  ].filter((name) => name !== null);
  if (asked.length > 1) {
    throw new ConfigError(`the credentials ask for several scopes at once: ${asked.join(' and ')}`, {
      hint: 'Keep one of project_name, trust_id and system_scope (and their OS_* variables).',
    });
  }
  if (auth.trust_id !== undefined) return { 'OS-TRUST:trust': { id: auth.trust_id } };
  if (auth.system_scope !== undefined) return systemScope(auth.system_scope);
  if (auth.project_id !== undefined) return { project: { id: auth.project_id } };
  if (auth.project_name !== undefined) {
    return { project: { name: auth.project_name, domain: domainOf(auth, 'project') } };
  }
  if (auth.domain_id !== undefined) return { domain: { id: auth.domain_id } };
  if (auth.domain_name !== undefined) return { domain: { name: auth.domain_name } };
  return undefined;
}

/** `user` of a password: by id, or by name with its domain. */
export function userOf(auth: Auth): object {
  if (auth.user_id !== undefined) return { id: auth.user_id };
  return { name: auth.username, domain: domainOf(auth, 'user') };
}

function domainOf(auth: Auth, owner: 'user' | 'project'): object {
  const id = auth[`${owner}_domain_id`];
  return id === undefined ? { name: auth[`${owner}_domain_name`] } : { id };
}

function systemScope(value: string): object {
  if (value === 'all') return { system: { all: true } };
  throw new ConfigError(`system_scope is "${value}"; Keystone accepts only "all"`);
}

/** Throws ConfigError, which names every missing setting; one setting of each group is enough. */
export function need(config: CloudConfig, groups: readonly (readonly string[])[]): void {
  const missing = groups.filter((group) => group.every((key) => config.auth[key] === undefined));
  if (missing.length === 0) return;
  const names = missing.map((group) => group.join(' or ')).join(', ');
  const reason = config.unusedEnvironment === null ? '' : ` (${config.unusedEnvironment})`;
  const variables = missing.map((group) => `OS_${group[0]?.toUpperCase()}`).join(', ');
  throw new ConfigError(
    `${names} ${missing.length === 1 ? 'is' : 'are'} missing in ${config.origin}${reason}`,
    {
      hint:
        config.unusedEnvironment === null
          ? `Add it there, or set ${variables} in the environment.`
          : `Add it there. Or let the OS_* variables be for the same cloud, or remove the cloud there to use theirs.`,
    },
  );
}
