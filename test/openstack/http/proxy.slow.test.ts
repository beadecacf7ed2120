import { connect as connectTcp, type Socket } from 'node:net';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { Secrets } from '../../../src/model/secrets.ts';
import { type Certificates, makeCertificates } from '../../support/certificates.ts';
import { connectWith, PASSWORD } from '../../support/keystone-double.ts';
import { startLoopback } from '../../support/loopback.ts';
import { json, serve, serveRaw } from '../../support/openstack-server.ts';

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
  const { server, port, close } = await startLoopback((request, response) => {
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
  onTestFinished(close);
  return { port, seen };
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

test('sends an http request to the proxy with its whole URL', async () => {
  const proxy = await serveProxy();
  const { image } = await reach('http://glance.invalid:9292', {
    http_proxy: `http://127.0.0.1:${proxy.port}`,
  });

  const answer = await image.request({ method: 'GET', path: '/v2/images' });

  expect(await answer.json()).toEqual({ via: 'proxy', host: 'glance.invalid:9292' });
  expect(proxy.seen).toEqual(['GET http://glance.invalid:9292/v2/images']);
});

test('sends https requests and uploads through a tunnel', async () => {
  const proxy = await serveProxy();
  const server = await serveTls();
  const { image } = await reach(server.url, { HTTPS_PROXY: `127.0.0.1:${proxy.port}` });

  await image.request({ method: 'GET', path: '/v2/images' });
  const upload = await image.request({ method: 'PUT', path: '/v2/images/x/file', body: body() });

  expect(await upload.json()).toEqual({ bytes: 100_000 });
  expect(proxy.seen).toEqual([`CONNECT 127.0.0.1:${server.port}`, `CONNECT 127.0.0.1:${server.port}`]);
});

test('does not use HTTP_PROXY for https', async () => {
  const proxy = await serveProxy();
  const server = await serveTls();
  const { image } = await reach(server.url, { HTTP_PROXY: `http://127.0.0.1:${proxy.port}` });

  await image.request({ method: 'GET', path: '/' });

  expect(proxy.seen).toEqual([]);
});

test('sends the credentials of the proxy to the proxy alone, and keeps them secret', async () => {
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

test('names a proxy that wants credentials or refuses a tunnel', async () => {
  const proxy = await serveProxy(407);
  const server = await serveTls();
  const plain = await reach('http://glance.invalid', { http_proxy: `http://127.0.0.1:${proxy.port}` });
  const tunnelled = await reach(server.url, { https_proxy: `http://127.0.0.1:${proxy.port}` });

  await expect(plain.image.request({ method: 'GET', path: '/' })).rejects.toMatchObject({ status: 407 });
  await expect(tunnelled.image.request({ method: 'GET', path: '/' })).rejects.toMatchObject({
    name: 'ConnectionError',
    message: expect.stringContaining('(407)'),
    cause: { code: 'UND_ERR_ABORTED' },
    hint: expect.stringContaining('HTTPS_PROXY'),
  });
});

test('connects directly to a network that NO_PROXY lists', async () => {
  const proxy = await serveProxy();
  const server = await serveTls();
  const env = { https_proxy: `http://127.0.0.1:${proxy.port}`, NO_PROXY: '127.0.0.0/8' };
  const { image } = await reach(server.url, env);

  await image.request({ method: 'GET', path: '/' });

  expect(proxy.seen).toEqual([]);
});

test.each(['ALL_PROXY', 'all_proxy'])(
  'the session uses %s where the scheme has no proxy of its own',
  async (name) => {
    const proxy = await serveProxy();
    const server = await serveTls();
    const { image } = await reach(server.url, { [name]: `http://127.0.0.1:${proxy.port}` });

    await image.request({ method: 'GET', path: '/' });

    expect(proxy.seen).toEqual([`CONNECT 127.0.0.1:${server.port}`]);
  },
);

test('gives up a proxy that hangs up on a CONNECT', async () => {
  const proxy = await serveRaw((socket) => socket.once('data', () => socket.destroy()));
  const { image } = await reach('https://glance.invalid', { https_proxy: proxy.url });

  await expect(image.request({ method: 'GET', path: '/' })).rejects.toMatchObject({
    name: 'ConnectionError',
    cause: { code: 'PROXY_HUNG_UP' },
  });
});
