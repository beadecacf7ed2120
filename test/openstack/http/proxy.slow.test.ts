import { createServer } from 'node:http';
import { type AddressInfo, connect as connectTcp, type Socket } from 'node:net';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { proxyFor } from '../../../src/http/proxy.ts';
import { Secrets } from '../../../src/model/secrets.ts';
import { type Certificates, makeCertificates } from '../../support/certificates.ts';
import { connectWith, PASSWORD } from '../../support/keystone-double.ts';
import { json, serve } from '../../support/openstack-server.ts';

let certificates: Certificates;
beforeAll(async () => {
  certificates = await makeCertificates();
});
afterAll(() => certificates.remove());

interface ProxyDouble {
  readonly port: number;
  /** Request lines, e.g. `CONNECT 127.0.0.1:443`, and the proxy's own credentials. */
  readonly seen: string[];
}

/** A proxy that tunnels, and answers plain requests itself with 200; or refuses everything with `refusal`. */
async function serveProxy(refusal?: number): Promise<ProxyDouble> {
  const seen: string[] = [];
  const sockets = new Set<Socket>();
  const server = createServer((request, response) => {
    seen.push(`${request.method} ${request.url} ${request.headers['proxy-authorization'] ?? ''}`.trim());
    request
      .resume()
      .on('end', () => json(response, refusal ?? 200, { via: 'proxy', host: request.headers.host }));
  });
  server.on('connect', (request, socket: Socket) => {
    seen.push(`CONNECT ${request.url} ${request.headers['proxy-authorization'] ?? ''}`.trim());
    if (refusal !== undefined) return socket.end(`HTTP/1.1 ${refusal} No\r\n\r\n`);
    const [host, port] = (request.url ?? '').split(':');
    const target = connectTcp(Number(port), host, () => {
      socket.write('HTTP/1.1 200 OK\r\n\r\n');
      target.pipe(socket).pipe(target);
    });
    for (const end of [socket, target]) end.on('error', () => undefined);
  });
  server.on('connection', (socket: Socket) => sockets.add(socket));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(async () => {
    for (const socket of sockets) socket.destroy();
    await new Promise((resolve) => server.close(resolve));
  });
  return { port: (server.address() as AddressInfo).port, seen };
}

async function serveTls() {
  const [cert, key] = await Promise.all([certificates.read('server.pem'), certificates.read('server.key')]);
  return serve((request, response) => json(response, 200, { bytes: request.body.length }), { cert, key });
}

function reach(url: string, env: Record<string, string>, secrets = new Secrets()) {
  const direct = { OS_AUTH_TYPE: 'none', OS_ENDPOINT: url, OS_CACERT: certificates.file('ca.pem') };
  return connectWith({ ...direct, ...env }, { secrets });
}

async function* body() {
  yield Buffer.alloc(100_000);
}

test('http goes to the proxy with its whole URL', async () => {
  const proxy = await serveProxy();
  const { image } = await reach('http://glance.invalid:9292', {
    http_proxy: `http://127.0.0.1:${proxy.port}`,
  });

  const answer = await image.request({ method: 'GET', path: '/v2/images' });

  expect(await answer.json()).toEqual({ via: 'proxy', host: 'glance.invalid:9292' });
  expect(proxy.seen).toEqual(['GET http://glance.invalid:9292/v2/images']);
});

test('https goes through a tunnel, requests and uploads alike', async () => {
  const proxy = await serveProxy();
  const server = await serveTls();
  const { image } = await reach(server.url, { HTTPS_PROXY: `127.0.0.1:${proxy.port}` });

  await image.request({ method: 'GET', path: '/v2/images' });
  const upload = await image.request({ method: 'PUT', path: '/v2/images/x/file', body: body() });

  expect(await upload.json()).toEqual({ bytes: 100_000 });
  expect(proxy.seen).toEqual([`CONNECT 127.0.0.1:${server.port}`, `CONNECT 127.0.0.1:${server.port}`]);
});

test('an http proxy is not used for https', async () => {
  const proxy = await serveProxy();
  const server = await serveTls();
  const { image } = await reach(server.url, { HTTP_PROXY: `http://127.0.0.1:${proxy.port}` });

  await image.request({ method: 'GET', path: '/' });

  expect(proxy.seen).toEqual([]);
});

test('the proxy’s credentials go to the proxy alone, and are secret', async () => {
  const proxy = await serveProxy();
  const server = await serveTls();
  const secrets = new Secrets();
  const env = { https_proxy: `http://user:${PASSWORD}@127.0.0.1:${proxy.port}` };
  const { image } = await reach(server.url, env, secrets);

  await image.request({ method: 'GET', path: '/' });

  const basic = Buffer.from(`user:${PASSWORD}`).toString('base64');
  expect(proxy.seen).toEqual([`CONNECT 127.0.0.1:${server.port} Basic ${basic}`]);
  expect(server.received[0]?.headers).not.toHaveProperty('proxy-authorization');
  expect(secrets.redact(`${PASSWORD} ${basic}`)).toBe('*** ***');
});

test('a proxy that wants credentials is told as such', async () => {
  const proxy = await serveProxy(407);
  const server = await serveTls();
  const plain = await reach('http://glance.invalid', { http_proxy: `http://127.0.0.1:${proxy.port}` });
  const tunnelled = await reach(server.url, { https_proxy: `http://127.0.0.1:${proxy.port}` });

  await expect(plain.image.request({ method: 'GET', path: '/' })).rejects.toMatchObject({ status: 407 });
  await expect(tunnelled.image.request({ method: 'GET', path: '/' })).rejects.toMatchObject({
    message: expect.stringContaining('the proxy refused the connection'),
    hint: expect.stringContaining('HTTPS_PROXY'),
  });
});

test('NO_PROXY leads past the proxy', async () => {
  const proxy = await serveProxy();
  const server = await serveTls();
  const env = { https_proxy: `http://127.0.0.1:${proxy.port}`, NO_PROXY: '127.0.0.0/8' };
  const { image } = await reach(server.url, env);

  await image.request({ method: 'GET', path: '/' });

  expect(proxy.seen).toEqual([]);
});

test.each([
  ['*', true],
  ['glance.example', true],
  ['other.example, example', true],
  ['.example', true],
  ['*.example', true],
  ['ance.example', false],
  ['glance.example:9292', true],
  ['glance.example:5000', false],
  ['10.0.0.0/8', false],
  ['', false],
])('NO_PROXY=%s: http://glance.example:9292 goes direct: %s', (list, direct) => {
  const env = { http_proxy: 'http://proxy:3128', no_proxy: list };

  expect(proxyFor(new URL('http://glance.example:9292'), env) === null).toBe(direct);
});

test.each([
  ['10.0.0.0/8', 'http://10.1.2.3', true],
  ['10.0.0.0/8', 'http://11.1.2.3', false],
  ['10.1.2.3', 'http://10.1.2.3:9292', true],
  ['fd00::/8', 'http://[fd00::1]:9292', true],
  ['[fd00::1]', 'http://[fd00::1]:9292', true],
  ['fd00::/999', 'http://[fd00::1]:9292', false],
])('NO_PROXY=%s: %s goes direct: %s', (list, url, direct) => {
  expect(proxyFor(new URL(url), { http_proxy: 'http://proxy:3128', no_proxy: list }) === null).toBe(direct);
});

test('a password with a bare % is taken as it is', () => {
  expect(proxyFor(new URL('http://x'), { http_proxy: 'http://user:100%25%zz@proxy' })?.password).toBe(
    '100%25%zz',
  );
});

test('a kind of proxy that is not spoken is refused', () => {
  expect(() => proxyFor(new URL('http://x'), { ALL_PROXY: 'socks5://127.0.0.1:1080' })).toThrow('socks5');
});
