import { DEFAULT_RETRY, type RetrySettings } from '../http/retry.ts';
import type { CloudReference, Target } from '../model/cloud.ts';
import { AuthError, EndpointError } from '../model/errors.ts';
import type { Secrets } from '../model/secrets.ts';
import { type Access, type AuthMethod, UNSCOPED } from './auth/access.ts';
import { createKeystone } from './auth/keystone.ts';
import { selectAuth } from './auth/select.ts';
import { type FoundEndpoint, findEndpoint } from './catalogue.ts';
import { SECRET_AUTH_KEYS } from './config/canonical.ts';
import { clientEnvironment } from './config/client-environment.ts';
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
  /** What the state file says of its cloud; `{}` when it says nothing. */
  readonly reference: CloudReference;
  /** Read for OS_*, proxies and XDG folders; the process's own environment is not. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Absolute; clouds.yaml is looked for here first. */
  readonly cwd: string;
  readonly home: string;
  /** `--os-cloud`: beats what the state file says. */
  readonly osCloud?: string | undefined;
  /** `--region` */
  readonly region?: string | undefined;
  /** Learns every password and token of this connection. */
  readonly secrets: Secrets;
  /** Debug lines, already redacted: one a request. */
  readonly log?: ((line: string) => void) | undefined;
  /** Log headers and JSON bodies too, masked. */
  readonly logDetails?: boolean;
  /** Ends every request of this connection. */
  readonly signal?: AbortSignal | undefined;
  readonly timeouts?: Partial<Timeouts>;
  readonly retry?: Partial<RetrySettings>;
}

/** A way into one cloud, in one region. Nothing is sent before the first call. */
export interface Connection {
  readonly image: ServiceClient;
  /** Throws EndpointError on use where there is no Keystone. */
  readonly identity: ServiceClient;
  readonly projects: ProjectDirectory;
  /** What a person should know of how the cloud was found. */
  readonly warnings: readonly string[];
  /** Authenticates; who and where we are. Throws AuthError when the token is not scoped. */
  target(): Promise<Target>;
  /**
   * OS_* with which another client reaches this cloud and project, with a token that is good for at least `seconds`
   * where one can be had, and no password.
   */
  clientEnvironment(seconds: number): Promise<Readonly<Record<string, string>>>;
  /** Breaks what is still under way. */
  close(): Promise<void>;
}

/**
 * Finds out which cloud is meant and prepares the way to it. Throws ConfigError for a configuration that names no
 * cloud, contradicts itself or lacks something; every other error comes with the first request.
 */
export async function connect(options: ConnectOptions): Promise<Connection> {
  const { secrets, signal } = options;
  const { config, warnings } = await resolveCloud(options);
  for (const key of SECRET_AUTH_KEYS) secrets.add(config.auth[key]);

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
    target: async () => targetOf(config, await tokens.access(), await findImages()),
    clientEnvironment: async (seconds) => {
      const access = scoped(await tokens.access(seconds));
      const { url } = await findImages();
      return clientEnvironment({ config, method, access, endpoint: url }, options);
    },
    close: () => http.close(),
  };
}

/** Uploads keep their own: after the last block a store may work for long without a word. */
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

/** Keystone where we log in: the one address of it that is known to answer from here. */
async function identityEndpoint(config: CloudConfig, method: AuthMethod): Promise<string> {
  if (method.identityUrl === null) throw new EndpointError(`${config.origin} has no Keystone`);
  return versionless(await method.identityUrl()) ?? '';
}

/** A token without any scope comes with an empty catalogue: that it lacks a project is the better message. */
function scoped(access: Access): Access {
  if (access.scope !== UNSCOPED) return access;
  throw new AuthError(`the token for "${access.user}" belongs to no project`, {
    hint: 'Set the project: project_name (OS_PROJECT_NAME), or tenant in the state file.',
  });
}

function targetOf(config: CloudConfig, access: Access, endpoint: FoundEndpoint): Target {
  const { project, scope, user } = scoped(access);
  return {
    cloud: config.name,
    region: endpoint.region ?? config.region ?? 'default',
    project: project?.name ?? scope,
    projectId: project?.id ?? '',
    user,
    endpoint: endpoint.url,
  };
}
