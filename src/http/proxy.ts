import { BlockList, isIP } from 'node:net';
import { Agent, type buildConnector, type Dispatcher, EnvHttpProxyAgent, Pool } from 'undici';
import { ConfigError, SourceError } from '../model/errors.ts';
import type { SourceOptions } from '../source/source.ts';
import { steadyConnector } from './undici-5360.ts';

export interface ProxyServer {
  /** Without credentials. */
  readonly url: URL;
  /** `Basic …` for Proxy-Authorization; null when the proxy wants none. */
  readonly authorization: string | null;
  readonly password: string | null;
}

/**
 * The proxy for a URL by HTTP_PROXY, HTTPS_PROXY, ALL_PROXY and NO_PROXY (lower case first), null for none.
 * NO_PROXY takes hosts, domains (with or without a leading dot or `*.`), `host:port`, addresses, CIDR and `*`.
 */
export function proxyFor(url: URL, env: Readonly<Record<string, string | undefined>>): ProxyServer | null {
  const scheme = url.protocol.slice(0, -1);
  const value = variable(env, `${scheme}_proxy`) ?? variable(env, 'all_proxy');
  if (value === undefined) return null;
  if (isExempt(url, variable(env, 'no_proxy') ?? '')) return null;
  return parseProxy(value);
}

function variable(env: Readonly<Record<string, string | undefined>>, name: string): string | undefined {
  return env[name] || env[name.toUpperCase()] || undefined;
}

function parseProxy(value: string): ProxyServer {
  const written = /^[a-z][a-z0-9+.-]*:\/\//i.test(value) ? value : `http://${value}`;
  if (!URL.canParse(written)) throw new ConfigError('the proxy variable does not hold a URL');
  const url = new URL(written);
  if (url.protocol !== 'http:' && url.protocol !== 'https:') {
    throw new ConfigError(`proxies of the kind ${url.protocol}// are not supported`, {
      hint: 'Name an http:// or https:// proxy, or exempt the host with NO_PROXY.',
    });
  }
  const user = decoded(url.username);
  const password = decoded(url.password);
  url.username = '';
  url.password = '';
  return {
    url,
    authorization: user ? `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}` : null,
    password: password || null,
  };
}

/** A bare % that begins no escape is taken as it is. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function isExempt(url: URL, list: string): boolean {
  const host = url.hostname.replace(/^\[|\]$/g, '').toLowerCase();
  const port = url.port || (url.protocol === 'https:' ? '443' : '80');
  return list
    .split(/[\s,]+/)
    .filter(Boolean)
    .some((entry) => matches(entry.toLowerCase(), host, port));
}

function matches(entry: string, host: string, port: string): boolean {
  if (entry === '*') return true;
  if (entry.includes('/')) return isInNetwork(host, entry);
  const withPort = isIP(entry) === 0 ? /^(.+):(\d+)$/.exec(entry) : null;
  if (withPort !== null && withPort[2] !== port) return false;
  const name = (withPort?.[1] ?? entry).replace(/^\[|\]$/g, '').replace(/^\*?\./, '');
  return host === name || (isIP(host) === 0 && host.endsWith(`.${name}`));
}

function isInNetwork(host: string, network: string): boolean {
  const [address = '', bits = ''] = network.split('/');
  const version = isIP(address);
  if (isIP(host) === 0 || version === 0 || isIP(host) !== version) return false;
  const family = version === 4 ? 'ipv4' : 'ipv6';
  const prefix = Number(bits);
  if (!Number.isInteger(prefix) || prefix < 0 || prefix > (version === 4 ? 32 : 128)) return false;
  const listed = new BlockList();
  listed.addSubnet(address, prefix, family);
  return listed.check(host, family);
}

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
