import { afterEach, expect, onTestFinished, test, vi } from 'vitest';
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

test.each(['http_proxy', 'HTTP_PROXY'])('%s is used, without a tunnel', async (name) => {
  const { url, requests } = await proxyServer();
  expect(await fetchText('http://images.invalid/disk.img', { [name]: url })).toBe(BODY);
  expect(requests[0]!.url).toBe('http://images.invalid/disk.img');
  expect(requests[0]!.headers.host).toBe('images.invalid');
});

test('a proxy may be named without its scheme, and gets the credentials of its URL', async () => {
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
])('%s=%s goes past it', async (name, value) => {
  const target = await serve((_, response) => void response.end('direct'));
  const proxy = await proxyServer();
  expect(await fetchText(target.url, { HTTP_PROXY: proxy.url, [name]: value })).toBe('direct');
  expect(proxy.requests).toHaveLength(0);
});

test('https goes through a tunnel of HTTPS_PROXY', async () => {
  const proxy = await proxyServer();
  const connected = tunnels(proxy);
  const target = await deadUrl();
  await expect(fetchText(target.replace('http:', 'https:'), { https_proxy: proxy.url })).rejects.toThrow(
    'cannot be reached',
  );
  expect(connected).toEqual([target.replace('http://', '')]);
});

test('a tunnel that never opens is given up', async () => {
  const proxy = await proxyServer();
  proxy.server.on('connect', (_, socket) => onTestFinished(() => void socket.destroy()));
  const given = options({ env: { https_proxy: proxy.url }, retry: { tries: 1 }, idleTimeoutMs: 500 });
  const opening = openSource({ kind: 'http', url: 'https://images.invalid/' }, given, { digests: {} });
  await expect(opening).rejects.toThrow('no answer in time');
});

test('a proxy that refuses a tunnel is asked once', async () => {
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
  await expect(opening).rejects.toThrow('Proxy response (403)');
  expect(asked).toBe(1);
});

test('https does not go through HTTP_PROXY', async () => {
  const proxy = await proxyServer();
  const connected = tunnels(proxy);
  const target = (await deadUrl()).replace('http:', 'https:');
  await expect(fetchText(target, { http_proxy: proxy.url })).rejects.toThrow('connection refused');
  expect(connected).toEqual([]);
});

test("the process's own environment is not looked into", async () => {
  const target = await serve((_, response) => void response.end('direct'));
  vi.stubEnv('HTTP_PROXY', await deadUrl());
  vi.stubEnv('http_proxy', await deadUrl());
  expect(await fetchText(target.url, {})).toBe('direct');
});

test.each(['http://user:secret@:', 'http://user:%zz@proxy.example', 'ftp://proxy.example'])(
  'a proxy of %s is refused by the name of its variable',
  async (proxy) => {
    await expect(fetchText('http://images.invalid/', { HTTP_PROXY: proxy })).rejects.toThrow(
      'http_proxy in the environment is not the URL of a proxy',
    );
  },
);

test('a proxy that wants credentials is an error that says so', async () => {
  const { url } = await serve((_, response) => void response.writeHead(407).end());
  await expect(fetchText('http://images.invalid/', { http_proxy: url })).rejects.toThrow(
    'http://images.invalid/ cannot be reached: Proxy Authentication Required (407)',
  );
});
