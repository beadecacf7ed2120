import { unlessAborted } from '../../model/abort.ts';
import { AuthError, ConfigError, HttpError } from '../../model/errors.ts';
import { withoutCredentials } from '../../model/secrets.ts';
import { type CloudConfig, versionless } from '../config/cloud-config.ts';
import { type Access, type AuthMethod, UNSCOPED } from './access.ts';
import { type Keystone, validateToken } from './keystone.ts';
import { need } from './scope.ts';

/** `none`: a service without authentication. */
export function noAuth(config: CloudConfig): AuthMethod {
  return fixed(config, {}, { user: 'anonymous', withoutProjects: true });
}

/** `http_basic`: user and password with every request, no Keystone. */
export function httpBasicAuth({ config, secrets }: Keystone): AuthMethod {
  need(config, [['username'], ['password']]);
  const { username, password } = config.auth;
  const credentials = Buffer.from(`${username}:${password}`).toString('base64');
  secrets.add(credentials);
  const headers = { authorization: `Basic ${credentials}` };
  return fixed(config, headers, { user: username ?? '', withoutProjects: true });
}

/**
 * `admin_token` (older: `token_endpoint`): a given token and endpoint. Where the settings name a Keystone, it says which
 * project the token is for; the settings say so where it does not answer.
 */
export function fixedTokenAuth(keystone: Keystone): AuthMethod {
  const { config } = keystone;
  need(config, [['token']]);
  const { token = '', auth_url: authUrl } = config.auth;
  const method = fixed(config, { 'x-auth-token': token }, { user: 'the owner of the token' });
  if (authUrl === undefined) return method;
  return {
    ...method,
    async authenticate(signal) {
      const stated = await method.authenticate(signal);
      const known = await tokenAtKeystone(keystone, token, signal);
      if (known === null) return stated;
      const { user, project, scope, roles } = known;
      return {
        ...stated,
        user,
        ...(roles ? { roles } : {}),
        project: project ?? stated.project,
        scope: scope === UNSCOPED ? stated.scope : scope,
      };
    },
  };
}

/** Milliseconds that Keystone may take to say whose a token is: without it, the run goes on. */
const PATIENCE = 10_000;

/** Null where no Keystone says whose the token is. Throws AuthError for a token that Keystone refuses. */
async function tokenAtKeystone(
  keystone: Keystone,
  token: string,
  signal: AbortSignal | undefined,
): Promise<Access | null> {
  const limit = AbortSignal.timeout(PATIENCE);
  const either = signal ? AbortSignal.any([signal, limit]) : limit;
  try {
    return await unlessAborted(validateToken(keystone, token, either), either);
  } catch (error) {
    signal?.throwIfAborted();
    if (error instanceof ConfigError || isRefusal(error)) throw error;
    return null;
  }
}

/** A policy that lets no user look at tokens (403) refuses the look, and not the token. */
function isRefusal(error: unknown): boolean {
  return error instanceof AuthError && error.cause instanceof HttpError && error.cause.status !== 403;
}

interface Stated {
  readonly user: string;
  readonly withoutProjects?: true;
}

function fixed(config: CloudConfig, headers: Readonly<Record<string, string>>, stated: Stated): AuthMethod {
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
        ...stated,
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
