import { BlockList, isIP } from 'node:net';
import { ConfigError } from '../model/errors.ts';

/** Environment variables by name. */
export type Environment = Readonly<Record<string, string | undefined>>;

export interface ProxyServer {
  /** Without credentials. */
  readonly url: URL;
  /** `Basic …` for Proxy-Authorization; null when the URL names no user. */
  readonly authorization: string | null;
  readonly password: string | null;
}

/**
 * The proxy for a URL; null: connect directly. Keystone, Glance and sources follow the same rules:
 *
 * - `http_proxy` is for `http:` URLs, `https_proxy` for `https:` URLs; `all_proxy` is for both, where the one for the
 *   scheme is not set. Each may be written in lower or upper case. Lower case wins; an empty variable counts as unset.
 * - A proxy is an `http://` or `https://` URL. Without a scheme, `http://` is meant. User and password are
 *   percent-decoded, unless a bare `%` shows that they are not encoded.
 * - `no_proxy` lists the hosts to connect to directly, separated by commas or blanks, in any case of letters:
 *   `*` (all hosts); a host name, which includes its subdomains, with or without a leading `.` or `*.`;
 *   an IPv4 or IPv6 address, with or without brackets; an IPv4 or IPv6 network as CIDR, such as `10.0.0.0/8` or
 *   `fd00::/8`. A name or address may end in `:port`; then it is for that port alone.
 * - Addresses and networks match only URLs that name an address: a host name is never looked up for this.
 *
 * Throws ConfigError, which names the variable and never its value, when the proxy cannot be used. Where curl and
 * Python's requests differ, see docs/decisions/0024-one-proxy-reader.md.
 */
export function proxyFor(url: URL, env: Environment): ProxyServer | null {
  const chosen = variable(env, `${url.protocol.slice(0, -1)}_proxy`) ?? variable(env, 'all_proxy');
  if (chosen === null) return null;
  if (isExempt(url, variable(env, 'no_proxy')?.value ?? '')) return null;
  return parseProxy(chosen);
}

interface Variable {
  readonly name: string;
  readonly value: string;
}

function variable(env: Environment, lowerCase: string): Variable | null {
  for (const name of [lowerCase, lowerCase.toUpperCase()]) {
    const value = env[name];
    if (value) return { name, value };
  }
  return null;
}

function parseProxy({ name, value }: Variable): ProxyServer {
  const written = /^[a-z][a-z0-9+.-]*:\/\//i.test(value) ? value : `http://${value}`;
  const url = URL.canParse(written) ? new URL(written) : null;
  if (url === null || (url.protocol !== 'http:' && url.protocol !== 'https:')) {
    const reason = url === null ? '' : `; ${url.protocol}// proxies are not supported`;
    throw new ConfigError(`${name} is not the URL of an HTTP proxy${reason}`, {
      hint: `Set ${name} to a URL such as http://proxy.example:3128, or unset it.`,
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

/** Text with a bare % is not percent-encoded: it is returned as it is. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function isExempt(url: URL, list: string): boolean {
  const host = bare(url.hostname).toLowerCase();
  const port = url.port || (url.protocol === 'https:' ? '443' : '80');
  return list
    .toLowerCase()
    .split(/[\s,]+/)
    .some((entry) => entry !== '' && matches(entry, host, port));
}

function matches(entry: string, host: string, port: string): boolean {
  if (entry === '*') return true;
  if (entry.includes('/')) return isInNetwork(host, entry);
  const withPort = isIP(entry) === 0 ? /^(.+):(\d+)$/.exec(entry) : null;
  if (withPort !== null && withPort[2] !== port) return false;
  const name = bare(withPort?.[1] ?? entry).replace(/^\*?\./, '');
  if (name === '') return false;
  if (isIP(host) !== 0) return isInNetwork(host, `${name}/${isIP(name) === 6 ? 128 : 32}`);
  return host === name || host.endsWith(`.${name}`);
}

/** A host without brackets and without the dot that may end a full name. */
function bare(host: string): string {
  return host.replace(/^\[|\]$/g, '').replace(/\.$/, '');
}

function isInNetwork(host: string, network: string): boolean {
  const [address = '', bits = ''] = network.split('/');
  const version = isIP(address);
  if (version === 0 || isIP(host) !== version) return false;
  if (!/^\d{1,3}$/.test(bits) || Number(bits) > (version === 4 ? 32 : 128)) return false;
  const family = version === 4 ? 'ipv4' : 'ipv6';
  const listed = new BlockList();
  listed.addSubnet(address, Number(bits), family);
  return listed.check(host, family);
}
