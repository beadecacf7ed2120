import { DEFAULT_RETRY, type RetrySettings } from '../http/retry.ts';
import type { CloudReference, Target } from '../model/cloud.ts';
import { isSecretSetting } from '../model/cloud-variables.ts';
import { AuthError, EndpointError } from '../model/errors.ts';
import type { Secrets } from '../model/secrets.ts';
import { type Access, type AuthMethod, UNSCOPED } from './auth/access.ts';
import { clientEnvironment } from './auth/client-environment.ts';
import { createKeystone } from './auth/keystone.ts';
import { selectAuth } from './auth/select.ts';
import { type FoundEndpoint, findEndpoint } from './catalogue.ts';
import { type CloudConfig, versionless } from './config/cloud-config.ts';
import { resolveCloud } from './config/resolve.ts';
import { createExchange } from './http/exchange.ts';
import { createHttp, DEFAULT_TIMEOUTS, type Timeouts } from './http/http.ts';
import { loadTls } from './http/tls.ts';
import { createWireLog } from './http/wire-log.ts';
import { createProjectDirectory, type ProjectDirectory } from './projects.ts';
import type { ServiceClient } from './service.ts';
import { createServiceClient } from './service-client.ts';
import { createTokenKeeper, type TokenKeeper } from './token.ts';

export interface ConnectOptions {
  /** The cloud that the state file names; `{}` when it names none. */
  readonly reference: CloudReference;
  /** For OS_*, proxies and XDG folders; reconcile does not read the process's own environment. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Absolute; the first folder that is searched for clouds.yaml. */
  readonly cwd: string;
  readonly home: string;
  /** `--os-cloud`; takes precedence over the state file. */
  readonly osCloud?: string | undefined;
  /** `--region` */
  readonly region?: string | undefined;
  /** `--allow-identity-url`: addresses of the state file that may get the credentials of OS_* and clouds.yaml. */
  readonly allowIdentityUrl?: readonly string[] | undefined;
  /** True: `cwd` may hold files of a stranger, so it is not searched. */
  readonly skipsCwd?: boolean;
  /** Learns every password and token of this connection. */
  readonly secrets: Secrets;
  /** Gets debug lines, already redacted: one for each request. */
  readonly log?: ((line: string) => void) | undefined;
  /** Log headers and JSON bodies too, masked. */
  readonly logDetails?: boolean;
  /** Ends every request of this connection. */
  readonly signal?: AbortSignal | undefined;
  readonly timeouts?: Partial<Timeouts>;
  readonly retry?: Partial<RetrySettings>;
}

/** A connection to one cloud, in one region. Nothing is sent before the first call. */
export interface Connection {
  readonly image: ServiceClient;
  /** Throws EndpointError on use where there is no Keystone. */
  readonly identity: ServiceClient;
  readonly projects: ProjectDirectory;
  /** For the user: surprises in how reconcile found the cloud. */
  readonly warnings: readonly string[];
  /** Where the connection is less protected than it could be, for `--strict`. Authenticates. */
  weaknesses(): Promise<readonly string[]>;
  /** Names of the roles that the credentials have; null: not known, as without Keystone. Authenticates. */
  roles(): Promise<readonly string[] | null>;
  /** Authenticates, and says as which user in which project. Throws AuthError when the token is not scoped. */
  target(): Promise<Target>;
  /**
   * OS_* with which another client reaches this cloud and project, without a password. The token is valid for at least
   * `seconds`, unless Keystone's tokens are shorter.
   */
  clientEnvironment(seconds: number): Promise<Readonly<Record<string, string>>>;
  /** Breaks every request that is still under way. */
  close(): Promise<void>;
}

/**
 * Finds out which cloud the user means and prepares the connection. Throws ConfigError for a configuration that names
 * no cloud, contradicts itself or is incomplete; every other error comes with the first request.
 */
export async function connect(options: ConnectOptions): Promise<Connection> {
  const { secrets, signal } = options;
  const { config, warnings } = await resolveCloud(options);
  for (const [key, value] of Object.entries(config.auth)) if (isSecretSetting(key)) secrets.add(value);

  const log = createWireLog({ log: options.log, detailed: options.logDetails ?? false, secrets });
  const http = createHttp({
    env: options.env,
    tls: await loadTls(config.tls, options),
    timeouts: { ...DEFAULT_TIMEOUTS, ...timeoutsOf(config), ...options.timeouts },
    secrets,
    log,
  });
  const retry = { ...DEFAULT_RETRY, ...options.retry };
  const exchange = createExchange(http, retry, log);
  const method = selectAuth(createKeystone(config, exchange, secrets));
  const tokens = createTokenKeeper(method, signal);
  const findImages = () => imageEndpoint(config, method, tokens);
  const identity = createServiceClient({
    exchange,
    tokens,
    endpoint: () => identityEndpoint(config, method),
    retry,
    signal,
  });

  return {
    image: createServiceClient({
      exchange,
      tokens,
      endpoint: async () => (await findImages()).url,
      retry,
      signal,
    }),
    identity,
    projects: createProjectDirectory(method.identityUrl === null ? null : identity, () => tokens.access()),
    warnings,
    weaknesses: async () =>
      weaknessesOf(config, (await method.identityUrl?.()) ?? null, (await findImages()).url),
    roles: async () => (await tokens.access()).roles ?? null,
    target: async () => targetOf(config, await tokens.access(), await findImages()),
    clientEnvironment: async (seconds) => {
      const access = scoped(await tokens.access(seconds));
      const { url } = await findImages();
      return clientEnvironment({ config, method, access, endpoint: url }, options);
    },
    close: () => http.close(),
  };
}

function weaknessesOf({ tls }: CloudConfig, identityUrl: string | null, url: string): readonly string[] {
  const isHttps = (address: string | null) => address !== null && /^https:/i.test(address);
  return [
    ...(tls.insecure ? ['`insecure` turns the verification of certificates off'] : []),
    ...(isHttps(identityUrl) && !isHttps(url)
      ? [
          `Keystone is reached over https, and Glance over plain http: its token and all images go unencrypted (${url})`,
        ]
      : []),
  ];
}

/** `apiTimeout` does not shorten uploads: after the last block a store may work for long in silence. */
function timeoutsOf({ apiTimeout }: CloudConfig): Partial<Timeouts> {
  if (apiTimeout === null) return {};
  const idle = apiTimeout * 1000;
  return { idle, connect: Math.min(idle, DEFAULT_TIMEOUTS.connect) };
}

async function imageEndpoint(
  config: CloudConfig,
  method: AuthMethod,
  tokens: TokenKeeper,
): Promise<FoundEndpoint> {
  const given = method.endpoint ?? config.image.endpoint;
  if (given !== null) return { url: given, region: config.image.region };
  const access = scoped(await tokens.access());
  return findEndpoint(access.catalogue, {
    serviceType: config.image.serviceType,
    interfaces: config.image.interfaces,
    region: config.image.region,
    projectId: access.project?.id ?? null,
  });
}

/** Keystone's URL from the login, as the catalogue's may not be reachable from here. */
async function identityEndpoint(config: CloudConfig, method: AuthMethod): Promise<string> {
  if (method.identityUrl === null) throw new EndpointError(`${config.origin} has no Keystone`);
  return versionless(await method.identityUrl()) ?? '';
}

/** An unscoped token has an empty catalogue; the missing project explains more than the missing endpoint. */
function scoped(access: Access): Access {
  if (access.scope !== UNSCOPED) return access;
  throw new AuthError(`the token for "${access.user}" belongs to no project`, {
    hint: 'Set project_name (OS_PROJECT_NAME), or `tenant` in the state file.',
  });
}

function targetOf(config: CloudConfig, access: Access, endpoint: FoundEndpoint): Target {
  const { project, scope, user, withoutProjects } = scoped(access);
  return {
    cloud: config.name,
    region: endpoint.region ?? config.region ?? 'default',
    project: project?.name ?? scope,
    projectId: project?.id ?? '',
    ...(withoutProjects && !project ? { withoutProjects } : {}),
    user,
    endpoint: endpoint.url,
  };
}
