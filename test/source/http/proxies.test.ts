import { afterEach, expect, onTestFinished, test, vi } from 'vitest';
import { SourceError } from '../../../src/model/errors.ts';
import { openSource } from '../../../src/source/open.ts';
import { deadUrl, options, readAll, serve, tunnels } from '../../support/source-server.ts';

afterEach(() => vi.unstubAllEnvs());

const BODY = 'from the proxy';

async function proxyServer() {
  return serve((_, response) => void response.end(BODY));
}

async function fetchText(url: string, env: Record<string, string>) {
  const given = options({ env, retry: { tries: 1 } });
  return String(await readAll(await openSource({ kind: 'http', url }, given, { digests: {} })));
}

test.each(['http_proxy', 'HTTP_PROXY'])('sends an http request to %s, without a tunnel', async (name) => {
  const { url, requests } = await proxyServer();
  expect(await fetchText('http://images.invalid/disk.img', { [name]: url })).toBe(BODY);
  expect(requests[0]!.url).toBe('http://images.invalid/disk.img');
  expect(requests[0]!.headers.host).toBe('images.invalid');
});

test('takes a proxy without a scheme, and sends it the credentials of its URL', async () => {
  const { url, requests } = await proxyServer();
  const proxy = url.replace('http://', 'user:p%40ssword@');
  const given = options({ env: { http_proxy: proxy } });
  await readAll(await openSource({ kind: 'http', url: 'http://images.invalid/' }, given, { digests: {} }));
  expect(requests[0]!.headers['proxy-authorization']).toBe(
    `Basic ${Buffer.from('user:p@ssword').toString('base64')}`,
  );
  expect(given.secrets.redact('p@ssword')).toBe('***');
});

test.each([
  ['NO_PROXY', '127.0.0.1'],
  ['no_proxy', 'other.example, 127.0.0.1'],
  ['NO_PROXY', '*'],
  ['NO_PROXY', '127.0.0.0/8'],
])('an http source connects directly with %s=%s', async (name, value) => {
  const target = await serve((_, response) => void response.end('direct'));
  const proxy = await proxyServer();
  expect(await fetchText(target.url, { HTTP_PROXY: proxy.url, [name]: value })).toBe('direct');
  expect(proxy.requests).toHaveLength(0);
});

test('sends an https request through a tunnel of HTTPS_PROXY', async () => {
  const proxy = await proxyServer();
  const connected = tunnels(proxy);
  const target = await deadUrl();
  const https = target.replace('http:', 'https:');
  await expect(fetchText(https, { https_proxy: proxy.url })).rejects.toMatchObject({
    name: 'SourceError',
    message: expect.stringContaining(`${https}/ `),
    cause: { code: 'PROXY_HUNG_UP' },
  });
  expect(connected).toEqual([target.replace('http://', '')]);
});

test('gives up a tunnel that does not open in time', async () => {
  const proxy = await proxyServer();
  proxy.server.on('connect', (_, socket) => onTestFinished(() => void socket.destroy()));
  const given = options({ env: { https_proxy: proxy.url }, retry: { tries: 1 }, idleTimeoutMs: 500 });
  const opening = openSource({ kind: 'http', url: 'https://images.invalid/' }, given, { digests: {} });
  await expect(opening).rejects.toMatchObject({
    name: 'SourceError',
    cause: { code: 'UND_ERR_HEADERS_TIMEOUT' },
  });
});

test('asks a proxy that refuses a tunnel once', async () => {
  const proxy = await proxyServer();
  let asked = 0;
  proxy.server.on('connect', (_, socket) => {
    asked += 1;
    socket.end('HTTP/1.1 403 Forbidden\r\n\r\n');
  });
  const opening = openSource(
    { kind: 'http', url: 'https://images.invalid/' },
    options({ env: { https_proxy: proxy.url } }),
    { digests: {} },
  );
  await expect(opening).rejects.toThrow('(403)');
  expect(asked).toBe(1);
});

test('does not use HTTP_PROXY for https', async () => {
  const proxy = await proxyServer();
  const connected = tunnels(proxy);
  const target = (await deadUrl()).replace('http:', 'https:');
  await expect(fetchText(target, { http_proxy: proxy.url })).rejects.toMatchObject({
    name: 'SourceError',
    message: expect.stringContaining(`${target}/ `),
    cause: { code: 'ECONNREFUSED' },
  });
  expect(connected).toEqual([]);
});

test('does not read the environment of its own process', async () => {
  const target = await serve((_, response) => void response.end('direct'));
  vi.stubEnv('HTTP_PROXY', await deadUrl());
  vi.stubEnv('http_proxy', await deadUrl());
  expect(await fetchText(target.url, {})).toBe('direct');
});

test.each(['http://user:secret@:', 'ftp://proxy.example'])(
  'refuses the proxy %s by the name of its variable',
  async (proxy) => {
    const fetching = fetchText('http://images.invalid/', { HTTP_PROXY: proxy });
    await expect(fetching).rejects.toBeInstanceOf(SourceError);
    await expect(fetching).rejects.toThrow('HTTP_PROXY');
  },
);

test('takes credentials of a proxy with a bare % as they are', async () => {
  const { url, requests } = await proxyServer();
  await fetchText('http://images.invalid/', { http_proxy: url.replace('//', '//user:%zz@') });
  expect(requests[0]!.headers['proxy-authorization']).toBe(
    `Basic ${Buffer.from('user:%zz').toString('base64')}`,
  );
});

test('fails with the status of a proxy that wants credentials', async () => {
  const { url } = await serve((_, response) => void response.writeHead(407).end());
  await expect(fetchText('http://images.invalid/', { http_proxy: url })).rejects.toMatchObject({
    status: 407,
    hint: expect.stringContaining('proxy'),
  });
});

test('uses ALL_PROXY where the scheme has no proxy of its own', async () => {
  const { url, requests } = await proxyServer();
  expect(await fetchText('http://images.invalid/disk.img', { ALL_PROXY: url })).toBe(BODY);
  expect(requests[0]!.url).toBe('http://images.invalid/disk.img');
});

test('gives up a proxy that hangs up on a CONNECT, after its tries', async () => {
  const proxy = await proxyServer();
  let asked = 0;
  proxy.server.on('connect', (_, socket) => {
    asked += 1;
    socket.destroy();
  });
  const given = options({ env: { https_proxy: proxy.url } });
  const opening = openSource({ kind: 'http', url: 'https://images.invalid/' }, given, { digests: {} });
  await expect(opening).rejects.toMatchObject({
    name: 'SourceError',
    message: expect.stringContaining('(3 tries)'),
    cause: { cause: { code: 'PROXY_HUNG_UP' } },
  });
  expect(asked).toBe(3);
});
