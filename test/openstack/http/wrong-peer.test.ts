import { expect, test } from 'vitest';
import { ConnectionError, SourceError } from '../../../src/model/errors.ts';
import { openSource } from '../../../src/source/open.ts';
import { connectTo, connectWith } from '../../support/keystone-double.ts';
import { closedPort } from '../../support/loopback.ts';
import { json, serve, serveRaw } from '../../support/openstack-server.ts';
import { options } from '../../support/source-server.ts';

/** The first byte of a TLS record that begins a handshake. */
const HANDSHAKE = 0x16;

/** A server that closes every connection that begins with TLS, and answers others with this status. */
function serveClosing(status: number) {
  return serveRaw((socket) =>
    socket.once('data', (data) => {
      if (data[0] === HANDSHAKE) socket.destroy();
      else socket.end(`HTTP/1.1 ${status} Whatever\r\nContent-Length: 0\r\n\r\n`);
    }),
  );
}

async function failure(request: Promise<unknown>): Promise<ConnectionError> {
  const error = await request.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  if (error instanceof ConnectionError || error instanceof SourceError) return error;
  throw new Error(`wanted an error, got ${error}`);
}

async function ask(url: string, env: Record<string, string> = {}) {
  const { image } = await connectTo(url, { env: { XDG_CONFIG_DIRS: '/nonexistent', ...env } });
  return failure(image.request({ method: 'GET', path: '/v2/images' }));
}

test('a TLS handshake with a server of plain HTTP fails at once and says so, when the server just closes', async () => {
  const server = await serveClosing(300);

  const error = await ask(`https://127.0.0.1:${server.port}`);

  expect(error.message).toContain('the server speaks plain HTTP on this port, not TLS');
  expect(error.hint).toContain('http://');
  expect(error.hint).not.toContain('client certificate');
  // The handshake, and the question in plain HTTP.
  expect(server.connections()).toBe(2);
});

test('a TLS handshake with a server of plain HTTP fails at once and says so, when the server answers', async () => {
  const server = await serve((_request, response) => json(response, 200, {}));

  const error = await ask(`https://127.0.0.1:${server.port}`);

  expect(error.message).toContain('the server speaks plain HTTP on this port, not TLS');
  expect(server.connections()).toBe(2);
});

test('a source of plain HTTP behind https:// fails at once and says so', async () => {
  const server = await serveClosing(404);
  const source = { kind: 'http', url: `https://127.0.0.1:${server.port}/a.img` } as const;

  const error = await failure(openSource(source, options(), { digests: {} }));

  expect(error.message).toMatch(/the server speaks plain HTTP on this port, not TLS$/);
  expect(server.connections()).toBe(2);
});

test('a server of TLS that closes a handshake is tried again: it answers 400 to plain HTTP', async () => {
  const server = await serveClosing(400);

  const error = await ask(`https://127.0.0.1:${server.port}`);

  expect(error.message).toContain('the connection was closed before the answer was complete');
  expect(error.hint).toMatch(/speaks TLS on this port.*client certificate/);
  expect(server.connections()).toBeGreaterThan(4);
});

test.each([
  ['http', 'http_proxy'],
  ['https', 'HTTPS_PROXY'],
])('a dead proxy is named in the error of an %s request, not the service', async (scheme, variable) => {
  const proxy = `127.0.0.1:${await closedPort()}`;

  const error = await ask(`${scheme}://glance.invalid`, { [variable]: `http://me:hidden@${proxy}` });

  expect(error.message).toContain(`the proxy ${proxy} cannot be reached: the connection was refused`);
  expect(error.hint).toMatch(/proxy.*NO_PROXY/);
  expect(`${error.message} ${error.hint}`).not.toMatch(/hidden|service is running/);
});

test('a dead proxy is named when Keystone is asked', async () => {
  const proxy = `127.0.0.1:${await closedPort()}`;
  const env = {
    ...{ OS_AUTH_URL: 'http://keystone.invalid/v3', OS_USERNAME: 'glance', OS_PASSWORD: 'secret-password' },
    ...{ OS_PROJECT_NAME: 'service', OS_USER_DOMAIN_NAME: 'Default', OS_PROJECT_DOMAIN_NAME: 'Default' },
    http_proxy: proxy,
  };
  const { target } = await connectWith(env);

  expect((await failure(target())).message).toContain(`the proxy ${proxy} cannot be reached`);
});

test('a dead proxy is named in the error of a source', async () => {
  const proxy = `127.0.0.1:${await closedPort()}`;
  const source = { kind: 'http', url: 'http://mirror.invalid/a.img' } as const;

  const error = await failure(openSource(source, options({ env: { http_proxy: proxy } }), { digests: {} }));

  expect(error.message).toContain(`the proxy ${proxy} cannot be reached: the connection was refused`);
});
