import type { CloudConfig } from '../config/cloud-config.ts';
import { expandPath, type Surroundings } from '../config/clouds-yaml.ts';
import type { Access, AuthMethod } from './access.ts';

/**
 * OS_* with which another client reaches the same cloud in the same project, with the token in place of the credentials.
 * Keystone exchanges no delegated token (keystone/auth/plugins/token.py), so the client gets the token of an application
 * credential as it is, for the Images endpoint alone.
 */
export async function clientEnvironment(
  cloud: ReachedCloud,
  surroundings: Pick<Surroundings, 'cwd' | 'home'>,
): Promise<Readonly<Record<string, string>>> {
  const { config } = cloud;
  return {
    ...(await waysIn(cloud)),
    ...(config.region === null ? {} : { OS_REGION_NAME: config.region }),
    ...(config.interfaces[0] === undefined ? {} : { OS_INTERFACE: config.interfaces[0] }),
    ...tlsOf(config, surroundings),
  };
}

/** A cloud after authentication. */
interface ReachedCloud {
  readonly config: CloudConfig;
  readonly method: AuthMethod;
  readonly access: Access;
  /** The endpoint of the Images service. */
  readonly endpoint: string;
}

/**
 * python-openstackclient takes the endpoint of `none`, `http_basic` and `admin_token` for that of version 2, and these
 * types take no project. A basic password is not passed on: without OS_PASSWORD the client reports that it is missing.
 */
async function waysIn({ config, method, access, endpoint }: ReachedCloud): Promise<Record<string, string>> {
  const token = access.headers['x-auth-token'];
  const images = `${endpoint}/v2`;
  if (token === undefined) {
    if (access.headers.authorization === undefined) return { OS_AUTH_TYPE: 'none', OS_ENDPOINT: images };
    return { OS_AUTH_TYPE: 'http_basic', OS_ENDPOINT: images, OS_USERNAME: config.auth.username ?? '' };
  }
  if (method.identityUrl === null || isDelegated(config)) {
    return { OS_AUTH_TYPE: 'admin_token', OS_ENDPOINT: images, OS_TOKEN: token };
  }
  return {
    OS_AUTH_TYPE: 'token',
    OS_AUTH_URL: await method.identityUrl(),
    OS_IDENTITY_API_VERSION: '3',
    OS_TOKEN: token,
    ...(access.project?.id ? { OS_PROJECT_ID: access.project.id } : {}),
    ...(config.image.endpoint === null ? {} : { OS_IMAGE_ENDPOINT_OVERRIDE: config.image.endpoint }),
  };
}

function isDelegated({ auth }: CloudConfig): boolean {
  return auth.application_credential_secret !== undefined || auth.trust_id !== undefined;
}

function tlsOf(
  { tls }: CloudConfig,
  surroundings: Pick<Surroundings, 'cwd' | 'home'>,
): Record<string, string> {
  const files = { OS_CACERT: tls.cacert, OS_CERT: tls.cert, OS_KEY: tls.key };
  return {
    ...(tls.insecure ? { OS_INSECURE: 'true' } : {}),
    ...Object.fromEntries(
      Object.entries(files).flatMap(([name, file]) =>
        file === null ? [] : [[name, expandPath(file, surroundings)]],
      ),
    ),
  };
}
