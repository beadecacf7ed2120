import { isMapping, type RawCloud } from './raw-cloud.ts';

/** One cloud's settings under one name each: aliases resolved, nothing defaulted yet. */
export interface CanonicalCloud {
  /** The settings of a credential type, e.g. `auth_url`, `username`, `project_name`. */
  readonly auth: Readonly<Record<string, string>>;
  /** All other settings, e.g. `region_name`, `interface`, `image_endpoint_override`, `cacert`. */
  readonly settings: Readonly<Record<string, unknown>>;
}

const AUTH_KEYS: ReadonlySet<string> = new Set([
  'auth_url',
  'username',
  'user_id',
  'password',
  'project_id',
  'project_name',
  'domain_id',
  'domain_name',
  'user_domain_id',
  'user_domain_name',
  'project_domain_id',
  'project_domain_name',
  'default_domain_id',
  'default_domain_name',
  'token',
  'trust_id',
  'system_scope',
  'application_credential_id',
  'application_credential_name',
  'application_credential_secret',
  'identity_provider',
  'protocol',
  'client_id',
  'client_secret',
  'access_token',
  'access_token_endpoint',
  'access_token_type',
  'discovery_endpoint',
  'openid_scope',
  'endpoint',
]);

/** Older names, weakest first: where an entry has several, the last one wins. */
const AUTH_ALIASES: Readonly<Record<string, string>> = {
  tenant_id: 'project_id',
  tenant_name: 'project_name',
  tenant: 'project_name',
  project: 'project_name',
  user_name: 'username',
  user: 'username',
  auth_token: 'token',
  scope: 'openid_scope',
  default_domain: 'default_domain_id',
};

/** Settings whose values are secrets; see {@link Secrets}. */
export const SECRET_AUTH_KEYS = [
  'password',
  'token',
  'application_credential_secret',
  'client_secret',
  'access_token',
] as const;

/**
 * Resolves the many spellings of a clouds.yaml entry (and of OS_* names in lower case): `-` to `_`, tenant to
 * project, endpoint_type to interface. Values outside `auth:` override those in it. Empty values count as absent.
 */
export function canonical(raw: RawCloud): CanonicalCloud {
  const top = underscored(raw);
  const inAuth = isMapping(top.auth) ? top.auth : {};
  const settings: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(top)) {
    if (key === 'auth' || isAuthKey(key) || isEmpty(value)) continue;
    settings[settingName(key)] = value;
  }
  return { auth: { ...authValues(inAuth, true), ...authValues(top, false) }, settings };
}

/** `base` with the values of `over` in place of its own. */
export function overlay(base: CanonicalCloud, over: CanonicalCloud): CanonicalCloud {
  return {
    auth: { ...base.auth, ...over.auth },
    settings: { ...base.settings, ...over.settings },
  };
}

function isAuthKey(key: string): boolean {
  return AUTH_KEYS.has(key) || Object.hasOwn(AUTH_ALIASES, key);
}

function authValues(from: RawCloud, all: boolean): Record<string, string> {
  const values: Record<string, string> = {};
  const keys = Object.keys(from).filter((key) => !isEmpty(from[key]) && typeof from[key] !== 'object');
  for (const key of keys) {
    const alias = Object.hasOwn(AUTH_ALIASES, key) ? AUTH_ALIASES[key] : undefined;
    if (alias !== undefined) values[alias] ??= String(from[key]);
  }
  for (const key of keys) {
    if (AUTH_KEYS.has(key) || (all && !isAuthKey(key))) values[key] = String(from[key]);
  }
  return values;
}

function settingName(key: string): string {
  if (key === 'auth_plugin') return 'auth_type';
  return key.endsWith('endpoint_type') ? key.replace(/endpoint_type$/, 'interface') : key;
}

function underscored(raw: RawCloud): RawCloud {
  const renamed: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(raw)) {
    renamed[key.replaceAll('-', '_')] = isMapping(value) ? underscored(value) : value;
  }
  return renamed;
}

function isEmpty(value: unknown): boolean {
  return value === undefined || value === null || value === '';
}
