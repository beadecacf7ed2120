import { Agent, buildConnector, type Dispatcher, Pool, ProxyAgent } from 'undici';
import type { Secrets } from '../model/secrets.ts';
import { waitingForEarlyAnswers } from './early-answer.ts';
import { ProxyHungUp, ProxyUnreachable } from './faults.ts';
import { tellingPlainHttp } from './plain-http.ts';
import { type Environment, type ProxyServer, proxyFor } from './proxy.ts';
import { type AllowedHosts, publicLookup, refuseBehindProxy, toPublicAddresses } from './public-addresses.ts';
import { fixedConnector } from './undici-5360.ts';

interface RouteOptions {
  /** For the proxy variables; see {@link proxyFor}. */
  readonly env: Environment;
  /** Learns the proxies' passwords. */
  readonly secrets: Secrets;
  /** For servers and for `https://` proxies; absent: Node's certificates, always verified. */
  readonly tls?: {
    readonly rejectUnauthorized: boolean;
    readonly ca?: Buffer;
    readonly cert?: Buffer;
    readonly key?: Buffer;
  };
  /** Milliseconds until a connection stands, TLS included. */
  readonly connectTimeout: number;
  /** Milliseconds that a proxy may take to open a tunnel. */
  readonly tunnelTimeout: number;
  /** Present: only hosts with public addresses may be reached, and these. A proxy may have any address. */
  readonly publicBut?: AllowedHosts | undefined;
}

/** Where to send the request for a URL: to its server, or to a proxy. */
interface Route {
  readonly dispatcher: Dispatcher;
  readonly origin: string;
  readonly path: string;
  /** To be sent with the request's own headers. */
  readonly headers: Readonly<Record<string, string>>;
}

/** The connections of one client. */
interface Routes {
  /** Throws NotPublic for a host behind a proxy that may not be reached; without a proxy, the request fails so. */
  admit(url: URL): Promise<void>;
  /** Throws ConfigError for a proxy variable that cannot be used. An `exclusive` route is not shared: release it. */
  to(url: URL, exclusive?: boolean): Route;
  /** Closes the connections of an exclusive route. */
  release(route: Route): void;
  /** Breaks all connections, those in use too. */
  close(): Promise<void>;
}

/**
 * Routes requests directly or through the proxy that the environment names: `https:` through a tunnel, `http:` with
 * the whole URL as the path. An upload needs an exclusive route: it cannot be repeated when a kept connection turns out
 * to be closed, and undici would reconnect after the upload was broken off.
 */
export function createRoutes(options: RouteOptions): Routes {
  const { env, tls, secrets, connectTimeout, tunnelTimeout, publicBut } = options;
  // Node's own default comes from NODE_TLS_REJECT_UNAUTHORIZED: only a cloud's `insecure` turns verification off.
  const connect = { rejectUnauthorized: true, ...tls, timeout: connectTimeout };
  const open = new Set<Dispatcher>();
  const kept = new Map<string, Dispatcher>();

  /** `toProxy`: the connection of an `http:` request leads to a proxy, which the runner has chosen. */
  function opened(tunnelThrough: ProxyServer | null, toProxy: boolean): Dispatcher {
    const dispatcher =
      tunnelThrough === null
        ? toProxy || publicBut === undefined
          ? new Agent({ connect, factory: toProxy ? createProxyPool : createPool })
          : new Agent({
              connect: { ...connect, lookup: publicLookup(publicBut) },
              factory: (origin, given) => createPool(origin, given, publicBut),
            })
        : new ProxyAgent({
            uri: tunnelThrough.url.href,
            ...(tunnelThrough.authorization !== null && { token: tunnelThrough.authorization }),
            factory: createPool,
            requestTls: connect,
            proxyTls: connect,
            // For a proxy that takes a CONNECT and never answers.
            clientFactory: (origin, given) =>
              new Pool(origin, {
                ...given,
                connect: namingProxy((given as Pool.Options).connect, tunnelThrough.url),
                headersTimeout: tunnelTimeout,
              }),
          });
    open.add(dispatcher);
    return dispatcher;
  }

  function dispatcherFor(tunnelThrough: ProxyServer | null, exclusive: boolean, toProxy = false): Dispatcher {
    if (exclusive) return opened(tunnelThrough, toProxy);
    const key = tunnelThrough?.url.href ?? (toProxy ? 'proxy' : 'direct');
    const dispatcher = kept.get(key) ?? opened(tunnelThrough, toProxy);
    kept.set(key, dispatcher);
    return dispatcher;
  }

  return {
    async admit(url) {
      if (publicBut !== undefined && proxyFor(url, env) !== null)
        await refuseBehindProxy(url.hostname, publicBut);
    },
    to(url, exclusive = false) {
      const proxy = proxyFor(url, env);
      const path = `${url.pathname}${url.search}`;
      secrets.add(proxy?.password);
      secrets.add(proxy?.authorization?.replace(/^Basic /, ''));
      if (proxy === null || url.protocol === 'https:') {
        return { dispatcher: dispatcherFor(proxy, exclusive), origin: url.origin, path, headers: {} };
      }
      return {
        dispatcher: dispatcherFor(null, exclusive, true),
        origin: proxy.url.origin,
        path: `${url.origin}${path}`,
        headers: {
          host: url.host,
          ...(proxy.authorization !== null && { 'proxy-authorization': proxy.authorization }),
        },
      };
    },
    release({ dispatcher }) {
      open.delete(dispatcher);
      dispatcher.destroy().catch(() => {});
    },
    async close() {
      await Promise.all([...open].map((dispatcher) => dispatcher.destroy()));
    },
  };
}

/** A pool of one origin; `connect` is a function where it opens a tunnel. */
function createPool(origin: string | URL, options: Pool.Options, publicBut?: AllowedHosts): Pool {
  const { connect = {} } = options;
  const isTunnel = typeof connect === 'function';
  const made = isTunnel ? namingHangUps(connect) : buildConnector(connect);
  const reaching = publicBut === undefined ? made : toPublicAddresses(made, publicBut);
  // A tunnel leads where its server says; a second one would be needed for the question.
  const connector = isTunnel ? reaching : tellingPlainHttp(reaching);
  return new Pool(origin, { ...options, connect: waitingForEarlyAnswers(fixedConnector(connector)) });
}

/** A pool of a proxy, for requests that name their whole URL. */
function createProxyPool(origin: string | URL, { connect, ...options }: Pool.Options): Pool {
  return createPool(origin, { ...options, connect: namingProxy(connect, new URL(origin)) });
}

/** A connector to a proxy, whose failures name the proxy: the service behind it had no part in them. */
function namingProxy(connect: Pool.Options['connect'], { host }: URL): buildConnector.connector {
  const connector = typeof connect === 'function' ? connect : buildConnector(connect ?? {});
  return (target, callback) =>
    connector(target, (...[error, socket]) =>
      error ? callback(new ProxyUnreachable(host, error), null) : callback(null, socket),
    );
}

/**
 * Turns a proxy's hang-up on a CONNECT into an error that ends the request. undici takes the hang-up for a closed idle
 * connection, and would connect again without end and without a word.
 */
function namingHangUps(connect: buildConnector.connector): buildConnector.connector {
  return (target, callback) =>
    connect(target, (...[error, socket]) => {
      if (!error) return callback(null, socket);
      const hungUp = 'code' in error && error.code === 'UND_ERR_SOCKET';
      callback(hungUp ? new ProxyHungUp(error) : error, null);
    });
}
