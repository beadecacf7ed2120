import { isSecretSetting } from '../../model/cloud-variables.ts';
import type { CanonicalCloud } from './canonical.ts';
import { variableFor } from './join-files.ts';

/**
 * Groups of keys that come from one place: where the base has one key of a group, the environment adds none, so that
 * a project id from one place is never combined with a project name from another.
 */
const SCOPE = ['project_id', 'project_name', 'system_scope', 'trust_id'];
const USER = ['username', 'user_id'];
const ANY_DOMAIN = ['domain_id', 'domain_name', 'default_domain_id', 'default_domain_name'];
const USER_DOMAIN = ['user_domain_id', 'user_domain_name', ...ANY_DOMAIN];
const PROJECT_DOMAIN = ['project_domain_id', 'project_domain_name', ...ANY_DOMAIN];
const CREDENTIAL = ['password', 'token', 'application_credential_secret', 'access_token'];
const SECRET = [
  'password',
  'token',
  'application_credential_id',
  'application_credential_name',
  'application_credential_secret',
  'access_token',
  'client_secret',
];
const TRUST = ['cacert', 'insecure', 'verify'];
const CLIENT_CERTIFICATE = ['cert', 'key'];
const SETTING_GROUPS = [
  TRUST,
  CLIENT_CERTIFICATE,
  ['region_name', 'regions'],
  ['interface'],
  ['image_endpoint_override'],
  ['image_interface'],
  ['image_region_name'],
  ['image_service_type'],
  ['image_api_version'],
  ['api_timeout'],
];

interface Completion {
  readonly cloud: CanonicalCloud;
  /** Why the environment was not used; null when it was used or empty. */
  readonly refused: string | null;
}

/**
 * Fills the gaps of `base` (most often the password) from the OS_* variables. Ignores all variables when they are for
 * another address, and the credentials when they are for another user: they are not for this cloud. `ofWork` is the file
 * of the working directory that describes `base`: its author may be after a secret, and can lead it to many places.
 */
export function complete(base: CanonicalCloud, environment: CanonicalCloud, ofWork?: string): Completion {
  const otherService = differentService(base, environment);
  if (otherService !== null) return { cloud: base, refused: otherService };
  const settings = completeSettings(base, environment);
  const otherUser = differentUser(base, environment);
  if (otherUser !== null) return { cloud: { ...base, settings }, refused: otherUser };
  const auth = completeAuth(base, environment);
  const adopted = Object.keys(auth).find((key) => isSecretSetting(key) && base.auth[key] === undefined);
  if (ofWork !== undefined && adopted !== undefined) {
    const variable = `OS_${adopted.toUpperCase()}`;
    const refused = `${ofWork} lies in the working directory, so reconcile ignored the OS_* variables and kept ${variable} from it; ${variableFor(ofWork)}=${ofWork} says that you trust the file`;
    return { cloud: base, refused };
  }
  return { cloud: { auth, settings }, refused: null };
}

function completeAuth(
  { auth: base }: CanonicalCloud,
  { auth: environment }: CanonicalCloud,
): Record<string, string> {
  const auth = { ...base };
  const hasUser = USER.some((key) => base[key] !== undefined);
  if (hasUser && CREDENTIAL.every((key) => base[key] === undefined)) adopt(auth, environment, ['password']);
  if (!hasUser && SECRET.every((key) => base[key] === undefined)) adopt(auth, environment, SECRET);
  for (const group of [['auth_url'], USER, SCOPE, USER_DOMAIN, PROJECT_DOMAIN]) {
    if (group.every((key) => base[key] === undefined)) adopt(auth, environment, group);
  }
  return auth;
}

function completeSettings(base: CanonicalCloud, environment: CanonicalCloud): Record<string, unknown> {
  const settings = { ...base.settings };
  for (const group of SETTING_GROUPS) {
    if (group.every((key) => base.settings[key] === undefined)) adopt(settings, environment.settings, group);
  }
  const hasCredentials = [...USER, ...SECRET].some((key) => base.auth[key] !== undefined);
  if (!hasCredentials && base.settings.auth_type === undefined)
    adopt(settings, environment.settings, ['auth_type']);
  return settings;
}

/** Names of the OS_* variables whose values differ from those of `cloud`; never the values. */
export function contradictions(cloud: CanonicalCloud, environment: CanonicalCloud): readonly string[] {
  const compared = ['auth_url', ...USER, ...SECRET, ...SCOPE, 'user_domain_id', 'user_domain_name'];
  return compared
    .filter((key) => {
      const [here, there] = [cloud.auth[key], environment.auth[key]];
      if (here === undefined || there === undefined) return false;
      return key === 'auth_url' ? withoutVersion(here) !== withoutVersion(there) : here !== there;
    })
    .map((key) => `OS_${key.toUpperCase()}`);
}

function differentUser(base: CanonicalCloud, environment: CanonicalCloud): string | null {
  const key = USER.find((name) => {
    const [here, there] = [base.auth[name], environment.auth[name]];
    return here !== undefined && there !== undefined && here !== there;
  });
  return key === undefined
    ? null
    : `OS_${key.toUpperCase()} names another user, so reconcile ignored its credentials`;
}

function differentService(base: CanonicalCloud, environment: CanonicalCloud): string | null {
  const here = base.auth.auth_url ?? base.auth.endpoint;
  const there = environment.auth.auth_url ?? environment.auth.endpoint;
  if (here === undefined || there === undefined || isSameService(here, there)) return null;
  return 'OS_AUTH_URL names another address, so reconcile ignored the OS_* variables';
}

function adopt<T>(into: Record<string, T>, from: Readonly<Record<string, T>>, keys: readonly string[]): void {
  for (const key of keys) {
    const value = from[key];
    if (value !== undefined) into[key] = value;
  }
}

function withoutVersion(url: string): string {
  return url.replace(/\/+$/, '').replace(/\/v\d[\d.]*$/, '');
}

/**
 * Whether two URLs name one Keystone, or one Glance: the same scheme, host, port and path, without its version. The usual
 * names of this host are equal.
 */
export function isSameService(a: string, b: string): boolean {
  const [here, there] = [placeOf(a), placeOf(b)];
  return here !== null && here === there;
}

function placeOf(url: string): string | null {
  if (!URL.canParse(url)) return null;
  const { protocol, hostname, port, pathname } = new URL(url);
  const host = /^(localhost|127\.0\.0\.1|\[::1\])$/.test(hostname) ? 'localhost' : hostname;
  return `${protocol}//${host}:${port}${withoutVersion(pathname)}`;
}
