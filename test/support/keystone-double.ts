import { onTestFinished } from 'vitest';
import { Secrets } from '../../src/model/secrets.ts';
import { type Connection, type ConnectOptions, connect } from '../../src/openstack/connect.ts';
import { type Handler, json, type Received, serve, type TestServer } from './openstack-server.ts';

export interface CloudDouble extends TestServer {
  /** Bodies of the token requests, parsed. */
  tokenRequests(): TokenRequest[];
}

export interface TokenRequest {
  // biome-ignore lint/suspicious/noExplicitAny: read freely by the tests
  readonly auth: any;
}

export interface CloudDoubleOptions {
  /** Lifetime of the n-th token in seconds. */
  readonly lifetime?: (issued: number) => number;
  /** Scope and user in the token's body; override the defaults. */
  readonly token?: object;
  /** Answers the requests that the double itself does not answer. */
  readonly otherwise?: Handler;
  /** Serves https with this certificate. */
  readonly tls?: { readonly cert: string | Buffer; readonly key: string | Buffer };
  /** Prefix of the service, e.g. `/identity`. */
  readonly prefix?: string;
}

/** Project of the double's tokens. */
export const PROJECT = {
  id: '0123456789abcdef0123456789abcdef',
  name: 'service',
  domain: { id: 'default', name: 'Default' },
};

/**
 * Keystone v3 and the Images API on one loopback port: tokens are `token-1`, `token-2`, …; the catalogue has one
 * image endpoint, `/image/v2`. Every request below `/image` and `/v3`, except for tokens, goes to `otherwise`.
 */
export async function serveCloud(options: CloudDoubleOptions = {}): Promise<CloudDouble> {
  const { prefix = '', otherwise = (_request, response) => json(response, 200, {}) } = options;
  let issued = 0;
  const double = await serve((request, response) => {
    if (request.method === 'GET' && request.path === `${prefix}/`) {
      return json(response, 300, { versions: { values: [version('v3.14', 'http://wrong.invalid/v3/')] } });
    }
    if (request.method !== 'POST' || request.path !== `${prefix}/v3/auth/tokens`) {
      return otherwise(request, response);
    }
    issued += 1;
    const now = Date.now();
    const token = {
      user: { id: 'u1', name: 'glance' },
      project: PROJECT,
      catalog: [
        {
          type: 'image',
          endpoints: [{ interface: 'public', region: 'RegionOne', url: `${double.url}/image/v2` }],
        },
      ],
      ...options.token,
      issued_at: new Date(now).toISOString(),
      expires_at: new Date(now + (options.lifetime?.(issued) ?? 3600) * 1000).toISOString(),
    };
    json(response, 201, { token }, { 'x-subject-token': `token-${issued}` });
  }, options.tls);
  const tokenRequests = () =>
    double.received.filter(isTokenRequest).map((request) => JSON.parse(request.body) as TokenRequest);
  return { ...double, tokenRequests };
}

function isTokenRequest(request: Received): boolean {
  return request.method === 'POST' && request.path.endsWith('/v3/auth/tokens');
}

function version(id: string, href: string) {
  return { id, status: 'stable', links: [{ rel: 'self', href }] };
}

/** A password that no output may show. */
export const PASSWORD = 'correct-horse-battery';

/** The OS_* variables of the double's user. */
export function openrc(url: string): Record<string, string> {
  return {
    OS_AUTH_URL: url,
    OS_USERNAME: 'glance',
    OS_PASSWORD: PASSWORD,
    OS_PROJECT_NAME: 'service',
  };
}

/** Connects without this machine's own configuration. Disconnects after the test. */
export async function connectWith(
  env: Record<string, string>,
  options: Partial<ConnectOptions> = {},
): Promise<Connection> {
  const connection = await connect({
    reference: {},
    env: { XDG_CONFIG_DIRS: '/nonexistent', ...env },
    cwd: '/nonexistent',
    home: '/nonexistent',
    secrets: new Secrets(),
    retry: { firstDelay: 1 },
    ...options,
  });
  onTestFinished(() => connection.close());
  return connection;
}

/** Connects to one endpoint, without Keystone. */
export function connectTo(endpoint: string, options: Partial<ConnectOptions> = {}): Promise<Connection> {
  return connectWith({}, { reference: { identity: { engine: 'none', url: endpoint } }, ...options });
}
