import { buildConnector } from 'undici';
import { describe, expect, it } from 'vitest';
import {
  isPublicAddress,
  NotPublic,
  refuseBehindProxy,
  toPublicAddresses,
} from '../../src/http/public-addresses.ts';
import { publish } from '../support/image-server.ts';

describe('an address', () => {
  it.each([
    '1.1.1.1',
    '8.8.8.8',
    '100.63.255.255',
    '100.128.0.1',
    '172.15.0.1',
    '172.32.0.1',
    '192.167.1.1',
    '223.255.255.255',
    '2606:4700::1111',
    '[2a00:1450::1]',
    '::ffff:8.8.8.8',
    '64:ff9b::808:808',
  ])('%s is public', (address) => {
    expect(isPublicAddress(address)).toBe(true);
  });

  it.each([
    '0.0.0.0',
    '10.0.0.1',
    '100.64.0.1',
    '100.127.255.255',
    '127.0.0.1',
    '127.8.8.8',
    '169.254.169.254',
    '172.16.0.1',
    '172.31.255.255',
    '192.0.0.192',
    '192.168.1.1',
    '198.18.0.1',
    '224.0.0.1',
    '240.0.0.1',
    '255.255.255.255',
    '::',
    '::1',
    '[::1]',
    'fe80::1%eth0',
    'fec0::1',
    'fc00::1',
    'fd00:ec2::254',
    'ff02::1',
    '::ffff:127.0.0.1',
    '::ffff:a9fe:a9fe',
    '::ffff:0:127.0.0.1',
    '::127.0.0.1',
    '64:ff9b::10.0.0.1',
    '64:ff9b::169.254.169.254',
    '64:ff9b:1::1',
    '2001::1',
    '2001:db8::1',
    '2002:7f00:1::1',
    '100::1',
    'localhost',
    '',
  ])('%s is not public', (address) => {
    expect(isPublicAddress(address)).toBe(false);
  });
});

/** Connects to the host as a client would whose DNS answers with this machine's address. */
async function connectTo(hostname: string, allowed: readonly string[] = []): Promise<string> {
  const { url } = await publish('secret');
  const { port } = new URL(url);
  const rebound = buildConnector({
    lookup: (_host, _options, callback) => callback(null, [{ address: '127.0.0.1', family: 4 }]),
  });
  return new Promise((resolve, reject) => {
    toPublicAddresses(rebound, allowed)({ hostname, protocol: 'http:', port }, (error, socket) => {
      if (error) return reject(error);
      socket?.destroy();
      resolve('connected');
    });
  });
}

describe('a connection', () => {
  it('is closed when the name has led to an address that is not public after all', async () => {
    await expect(connectTo('rebound.example')).rejects.toBeInstanceOf(NotPublic);
  });

  it.each(['127.0.0.1', '[::1]', '::ffff:7f00:1'])('to %s is never made', async (host) => {
    await expect(connectTo(host)).rejects.toBeInstanceOf(NotPublic);
  });

  it.each(['rebound.example', 'REBOUND.example.'])(
    'is made to a host that the run allows as %s',
    async (allowed) => {
      await expect(connectTo('rebound.example', [allowed])).resolves.toBe('connected');
    },
  );
});

describe('behind a proxy', () => {
  it.each(['127.0.0.1', '169.254.169.254', '[::1]', 'localhost'])('%s is refused', async (host) => {
    await expect(refuseBehindProxy(host, [])).rejects.toBeInstanceOf(NotPublic);
  });

  it('a name passes that only the proxy can look up', async () => {
    await expect(refuseBehindProxy('name.invalid', [])).resolves.toBeUndefined();
  });

  it('an allowed host passes', async () => {
    await expect(refuseBehindProxy('localhost', ['localhost'])).resolves.toBeUndefined();
  });
});
