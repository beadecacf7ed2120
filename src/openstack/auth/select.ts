import { ConfigError } from '../../model/errors.ts';
import type { CloudConfig } from '../config/cloud-config.ts';
import type { AuthMethod } from './access.ts';
import { applicationCredentialAuth } from './application-credential.ts';
import { fixedTokenAuth, httpBasicAuth, noAuth } from './fixed.ts';
import type { Keystone } from './keystone.ts';
import { oidcAccessTokenAuth, oidcClientCredentialsAuth, oidcPasswordAuth } from './oidc.ts';
import { passwordAuth, tokenAuth } from './password.ts';

const METHODS: Readonly<Record<string, (keystone: Keystone) => AuthMethod>> = {
  password: passwordAuth,
  v3password: passwordAuth,
  token: tokenAuth,
  v3token: tokenAuth,
  v3applicationcredential: applicationCredentialAuth,
  v3oidcclientcredentials: oidcClientCredentialsAuth,
  v3oidcpassword: oidcPasswordAuth,
  v3oidcaccesstoken: oidcAccessTokenAuth,
  none: ({ config }) => noAuth(config),
  http_basic: httpBasicAuth,
  admin_token: fixedTokenAuth,
  token_endpoint: fixedTokenAuth,
};

/** The authentication for the `auth_type` of the configuration, or for the type that its settings imply. Throws ConfigError. */
export function selectAuth(keystone: Keystone): AuthMethod {
  const { authType, origin } = keystone.config;
  const name = authType ?? impliedType(keystone.config);
  const known = name.toLowerCase();
  const method = Object.hasOwn(METHODS, known) ? METHODS[known] : undefined;
  if (method !== undefined) return method(keystone);
  throw new ConfigError(`${origin} has the auth_type "${name}", which is not supported`, {
    hint: `Use one of ${Object.keys(METHODS).join(', ')}.`,
  });
}

function impliedType({ auth }: CloudConfig): string {
  if (auth.password !== undefined) return 'password';
  if (auth.application_credential_secret !== undefined) return 'v3applicationcredential';
  if (auth.token !== undefined) return auth.auth_url === undefined ? 'admin_token' : 'token';
  return 'password';
}
