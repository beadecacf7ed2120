import { ConfigError } from '../../model/errors.ts';
import { withoutCredentials } from '../../model/secrets.ts';
import { type CloudConfig, versionless } from '../config/cloud-config.ts';
import type { AuthMethod } from './access.ts';
import type { Keystone } from './keystone.ts';
import { need } from './scope.ts';

/** `none`: a service without authentication. */
export function noAuth(config: CloudConfig): AuthMethod {
  return fixed(config, {}, 'anonymous');
}

/** `http_basic`: user and password with every request, no Keystone. */
export function httpBasicAuth({ config, secrets }: Keystone): AuthMethod {
  need(config, [['username'], ['password']]);
  const { username, password } = config.auth;
  const credentials = Buffer.from(`${username}:${password}`).toString('base64');
  secrets.add(credentials);
  return fixed(config, { authorization: `Basic ${credentials}` }, username ?? '');
}

/** `admin_token` (older: `token_endpoint`): a given token and endpoint, without Keystone. */
export function fixedTokenAuth(config: CloudConfig): AuthMethod {
  need(config, [['token']]);
  return fixed(config, { 'x-auth-token': config.auth.token ?? '' }, 'the owner of the token');
}

function fixed(config: CloudConfig, headers: Readonly<Record<string, string>>, user: string): AuthMethod {
  const endpoint = config.auth.endpoint ?? config.image.endpoint;
  if (endpoint === null) {
    throw new ConfigError(`${config.origin} has no endpoint`, {
      hint: 'Set the Images endpoint, as there is no Keystone to ask: endpoint (OS_ENDPOINT) or OS_IMAGE_URL.',
    });
  }
  if (!URL.canParse(endpoint) || !/^https?:/.test(endpoint)) {
    throw new ConfigError(
      `the endpoint of ${config.origin} is not an http(s) URL: ${withoutCredentials(endpoint)}`,
    );
  }
  const { project_id: id, project_name: name } = config.auth;
  return {
    async authenticate() {
      const domain = { id: '', name: '' };
      return {
        headers,
        expiresAt: null,
        user,
        project: id || name ? { id: id ?? '', name: name ?? id ?? '', domain } : null,
        scope: 'no project',
        catalogue: [],
      };
    },
    renewable: false,
    identityUrl: null,
    endpoint: versionless(endpoint),
  };
}
