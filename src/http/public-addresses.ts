import { lookup as lookUp } from 'node:dns';
import { lookup } from 'node:dns/promises';
import { BlockList, isIP, isIPv6, type LookupFunction, type Socket } from 'node:net';
import type { buildConnector } from 'undici';

/** The hosts that a client may reach beside those with public addresses: names or addresses as URLs write them. */
export type AllowedHosts = readonly string[];

/** A host has an address that is not public, and the run allows public ones alone. Names no address. */
export class NotPublic extends Error {
  readonly code = 'ERR_NOT_PUBLIC';
  readonly host: string;

  constructor(host: string) {
    super(`the address of ${host} is not public`);
    this.host = host;
  }
}

/** IPv4 networks that are not the public internet (IANA's special-purpose registry), multicast and the reserved rest. */
const NOT_PUBLIC_IPV4 = [
  '0.0.0.0/8',
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.0.0.0/24',
  '192.0.2.0/24',
  '192.88.99.0/24',
  '192.168.0.0/16',
  '198.18.0.0/15',
  '198.51.100.0/24',
  '203.0.113.0/24',
  '224.0.0.0/4',
  '240.0.0.0/4',
];
/** Within 2000::/3, where all public IPv6 addresses are: protocols such as Teredo, 6to4, and documentation. */
const NOT_PUBLIC_IPV6 = ['2001::/23', '2001:db8::/32', '2002::/16', '3fff::/20'];

const notPublic = new BlockList();
for (const network of NOT_PUBLIC_IPV4) add(notPublic, network, 'ipv4');
for (const network of NOT_PUBLIC_IPV6) add(notPublic, network, 'ipv6');
const globalUnicast = new BlockList();
globalUnicast.addSubnet('2000::', 3, 'ipv6');

function add(list: BlockList, network: string, family: 'ipv4' | 'ipv6'): void {
  const [address = '', bits] = network.split('/');
  list.addSubnet(address, Number(bits), family);
}

/** Whether an address belongs to the public internet. IPv4 in IPv6 (mapped, NAT64) counts as the IPv4 address. */
export function isPublicAddress(given: string): boolean {
  const address = given.replace(/^\[|\]$/g, '').replace(/%.*$/, '');
  if (isIP(address) === 4) return !notPublic.check(address, 'ipv4');
  if (!isIPv6(address)) return false;
  const inner = embeddedIpv4(address);
  if (inner !== null) return isPublicAddress(inner);
  return globalUnicast.check(address, 'ipv6') && !notPublic.check(address, 'ipv6');
}

/** The IPv4 address in ::ffff:0:0/96 (RFC 4291) and 64:ff9b::/96 (RFC 6052); null: none. */
function embeddedIpv4(address: string): string | null {
  // URL writes an address in its shortest form, with hexadecimal digits alone.
  const text = new URL(`http://[${address}]`).hostname.slice(1, -1);
  const groups = /^(?:::ffff|64:ff9b:):(?:([0-9a-f]+):)?([0-9a-f]+)$/.exec(text);
  if (groups === null) return null;
  const [high, low] = [Number.parseInt(groups[1] ?? '0', 16), Number.parseInt(groups[2] ?? '0', 16)];
  return [high >> 8, high & 255, low >> 8, low & 255].join('.');
}

/** Whether a host of a URL may be reached as far as its text says: not an address that is not public. */
function mayReach(host: string, allowed: AllowedHosts): boolean {
  const bare = bareHost(host);
  if (allowed.some((each) => bareHost(each) === bare)) return true;
  return isIP(bare) === 0 || isPublicAddress(bare);
}

function isAllowed(host: string, allowed: AllowedHosts): boolean {
  return allowed.some((each) => bareHost(each) === bareHost(host));
}

function bareHost(host: string): string {
  return host
    .toLowerCase()
    .replace(/^\[|\]$/g, '')
    .replace(/\.$/, '');
}

/** A lookup for connections: fails when any of the host's addresses is not public, so that none is connected to. */
export function publicLookup(allowed: AllowedHosts): LookupFunction {
  return (hostname, options, callback) => {
    lookUp(hostname, { ...options, all: true }, (error, addresses) => {
      if (error) return callback(error, '', 0);
      const [first] = addresses;
      if (!isAllowed(hostname, allowed) && !addresses.every(({ address }) => isPublicAddress(address)))
        return callback(new NotPublic(hostname), '', 0);
      if (options.all) return callback(null, addresses);
      callback(null, first?.address ?? '', first?.family);
    });
  };
}

/**
 * A connector that refuses hosts whose address is not public, before it connects, and looks at the address again that
 * it is connected to. Needs {@link publicLookup} for host names.
 */
export function toPublicAddresses(
  connector: buildConnector.connector,
  allowed: AllowedHosts,
): buildConnector.connector {
  return (target, callback) => {
    const { hostname } = target;
    if (!mayReach(hostname, allowed)) return callback(new NotPublic(hostname), null);
    return connector(target, (...[error, socket]) => {
      if (error) return callback(error, null);
      const { remoteAddress = '' } = socket as Socket;
      if (isAllowed(hostname, allowed) || isPublicAddress(remoteAddress)) return callback(null, socket);
      socket.destroy();
      callback(new NotPublic(hostname), null);
    });
  };
}

/**
 * Throws NotPublic for a host that a proxy would reach and that is not public, as far as this machine can tell. A name
 * that only the proxy can look up passes.
 */
export async function refuseBehindProxy(host: string, allowed: AllowedHosts): Promise<void> {
  if (!mayReach(host, allowed)) throw new NotPublic(bareHost(host));
  if (isAllowed(host, allowed) || isIP(bareHost(host)) !== 0) return;
  const addresses = await lookup(bareHost(host), { all: true }).catch(() => []);
  if (!addresses.every(({ address }) => isPublicAddress(address))) throw new NotPublic(bareHost(host));
}
