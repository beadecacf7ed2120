import { Agent, type buildConnector, type Dispatcher, EnvHttpProxyAgent, Pool } from 'undici';
import { steadyConnector } from '../http/undici-5360.ts';
import { SourceError } from '../model/errors.ts';
import type { SourceOptions } from './source.ts';

/** Connections of one source, through the proxies that the environment names. */
export interface Connections {
  dispatcherFor(url: URL): Dispatcher;
  /** Breaks whatever is open. */
  destroy(): Promise<void>;
}

/**
 * Lower-case variables win over upper-case ones. HTTP_PROXY is for `http:` alone and HTTPS_PROXY for `https:`
 * alone, as curl has it; plain requests go to their proxy without a tunnel.
 */
export function openConnections(
  { env, secrets }: Pick<SourceOptions, 'env' | 'secrets'>,
  idleTimeoutMs: number,
): Connections {
  const connect = { timeout: idleTimeoutMs };
  const httpProxy = proxyUrl(env, 'http_proxy', secrets);
  const httpsProxy = proxyUrl(env, 'https_proxy', secrets);
  // Empty strings keep undici from looking into the process's own environment.
  const proxied = new EnvHttpProxyAgent({
    connect,
    proxyTls: connect,
    requestTls: connect,
    // For a proxy that takes a CONNECT and never answers it.
    clientFactory: (origin, given) => new Pool(origin, { ...given, headersTimeout: idleTimeoutMs }),
    factory: (origin, given) => new Pool(origin, { ...given, connect: connectorOf(given) }),
    httpProxy: httpProxy ?? '',
    httpsProxy: httpsProxy ?? '',
    noProxy: env.no_proxy ?? env.NO_PROXY ?? '',
    proxyTunnel: false,
  });
  const direct = new Agent({ connect: steadyConnector(connect) });
  return {
    dispatcherFor(url) {
      // With no proxy of its own, undici would send `https:` through HTTP_PROXY.
      return url.protocol === 'https:' && !httpsProxy ? direct : proxied;
    },
    async destroy() {
      await Promise.all([proxied.destroy(), direct.destroy()]);
    },
  };
}

function connectorOf({ connect = {} }: Pool.Options): buildConnector.connector {
  return steadyConnector(typeof connect === 'function' ? withTunnelFailures(connect) : connect);
}

/**
 * A proxy that hangs up on a CONNECT is a closed socket to undici, which connects anew without end and without
 * telling; any other error ends the request.
 */
function withTunnelFailures(connect: buildConnector.connector): buildConnector.connector {
  return (target, callback) =>
    connect(target, (...[error, socket]) => {
      if (!error) return callback(null, socket);
      const hungUp = 'code' in error && error.code === 'UND_ERR_SOCKET';
      callback(hungUp ? new Error('the proxy closed the connection', { cause: error }) : error, null);
    });
}

function proxyUrl(
  env: SourceOptions['env'],
  name: 'http_proxy' | 'https_proxy',
  secrets: SourceOptions['secrets'],
): string | undefined {
  const value = env[name] || env[name.toUpperCase()];
  if (!value) return undefined;
  const url = value.includes('://') ? value : `http://${value}`;
  const password = passwordOf(url);
  if (password === null) {
    throw new SourceError(`${name} in the environment is not the URL of a proxy`, {
      hint: `Set ${name} to a URL such as http://proxy.example:3128, or unset it.`,
    });
  }
  secrets.add(password);
  return url;
}

/** The password of a proxy's URL, possibly empty; null when the URL cannot be used. */
function passwordOf(url: string): string | null {
  try {
    const { protocol, username, password } = new URL(url);
    decodeURIComponent(username);
    return ['http:', 'https:', 'socks5:', 'socks:'].includes(protocol) ? decodeURIComponent(password) : null;
  } catch {
    return null;
  }
}
