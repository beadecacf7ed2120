import { BlockList, isIP } from 'node:net';
import { ConfigError } from '../model/errors.ts';

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
