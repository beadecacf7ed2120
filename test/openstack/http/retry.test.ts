import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { expect, test } from 'vitest';
import { Glance } from '../../../src/glance/client.ts';
import { faultOf } from '../../../src/http/faults.ts';
import { ConnectionError, HttpError } from '../../../src/model/errors.ts';
import { connectTo, connectWith } from '../../support/keystone-double.ts';
import { closedPort } from '../../support/loopback.ts';
import { json, serve, serveRaw, type TestServer } from '../../support/openstack-server.ts';

test.each([503, 429, 500, 502, 504])('repeats a GET after %d until it succeeds', async (status) => {
  const server = await serve((_request, response) =>
    server.received.length < 3
      ? response.writeHead(status, { 'retry-after': '0' }).end()
      : json(response, 200, { images: [] }),
  );
  const { image } = await connectTo(server.url);

  const answer = await image.request({ method: 'GET', path: '/v2/images' });

  expect(await answer.json()).toEqual({ images: [] });
  expect(server.received).toHaveLength(3);
});

test('throws the last answer after five tries', async () => {
  const server = await serve((_request, response) => json(response, 503, { message: 'busy' }));
  const { image } = await connectTo(server.url);

  await expect(image.request({ method: 'GET', path: '/' })).rejects.toMatchObject({
    status: 503,
    detail: 'busy',
  });
  expect(server.received).toHaveLength(5);
});

test.each([400, 403, 404, 409, 501])('does not repeat a request after %d', async (status) => {
  const server = await serve((_request, response) => response.writeHead(status).end());
  const { image } = await connectTo(server.url);

  await expect(image.request({ method: 'GET', path: '/' })).rejects.toBeInstanceOf(HttpError);
  expect(server.received).toHaveLength(1);
});

test('repeats a change only when the caller allows it', async () => {
  const server = await serve((_request, response) => response.writeHead(503).end());
  const { image } = await connectTo(server.url);
  const create = { method: 'POST', path: '/v2/images', json: { id: 'x' } } as const;

  await expect(image.request(create)).rejects.toMatchObject({ status: 503 });
  const once = server.received.length;
  await expect(image.request({ ...create, repeatable: true })).rejects.toMatchObject({ status: 503 });

  expect(once).toBe(1);
  expect(server.received).toHaveLength(1 + 5);
});

test('tries a refused connection again, then fails with a hint', async () => {
  const { image } = await connectTo(`http://127.0.0.1:${await closedPort()}`);

  const error = await image.request({ method: 'GET', path: '/' }).catch((thrown) => thrown);

  expect(error).toBeInstanceOf(ConnectionError);
  expect(error.cause).toMatchObject({ code: 'ECONNREFUSED' });
  expect(error.message).toMatch(/^GET http:\/\/127\.0\.0\.1:\d+\/: [^:]+$/);
  expect(error.message).toContain(faultOf(error.cause).text);
  expect(error.hint).toContain('Check host and port');
});

test('fetches a JSON answer again when it breaks off', async () => {
  const server = await serveRaw((socket, index) =>
    socket.once('data', () => {
      socket.write('HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 7\r\n\r\n{"a":');
      if (index === 0) socket.end();
      else socket.end('1}');
    }),
  );
  const { image } = await connectTo(server.url);

  const answer = await image.request({ method: 'GET', path: '/' });

  expect(await answer.json()).toEqual({ a: 1 });
  expect(server.connections()).toBe(2);
});

test('ends its wait at once on an abort', async () => {
  const abort = new AbortController();
  const server = await serve((_request, response) => {
    response.writeHead(503, { 'retry-after': '3600' }).end();
  });
  const { image } = await connectTo(server.url, {
    retry: { maxDelay: 3_600_000 },
    log: (line) => line.includes('again in') && setImmediate(() => abort.abort(new Error('stopped'))),
  });

  await expect(image.request({ method: 'GET', path: '/', signal: abort.signal })).rejects.toThrow('stopped');
});

test('does not send a request on an aborted connection', async () => {
  const server = await serve((_request, response) => response.end());
  const { image } = await connectTo(server.url, { signal: AbortSignal.abort(new Error('stopped')) });

  await expect(image.request({ method: 'GET', path: '/' })).rejects.toThrow('stopped');
  expect(server.received).toHaveLength(0);
});

/** Never silent, and never done. */
function serveDrips(type: string): Promise<TestServer> {
  return serve((_request, response) => {
    response.writeHead(200, { 'content-type': type });
    const timer = setInterval(() => response.write(' '), 10);
    response.on('close', () => clearInterval(timer));
  });
}

const A_KIB_IN_A_FIFTH_OF_A_SECOND = { minimumRate: { bytes: 1024, milliseconds: 200 } };

test('repeats a request whose answer is too slow, then gives up and says so', async () => {
  const server = await serveDrips('application/json');
  const { image } = await connectTo(server.url, { timeouts: A_KIB_IN_A_FIFTH_OF_A_SECOND });

  await expect(image.request({ method: 'GET', path: '/v2/images' })).rejects.toThrow(
    'the answer came too slowly',
  );
  expect(server.received).toHaveLength(5);
});

test('resumes a download that is too slow, then gives up although bytes arrive', async () => {
  const server = await serveDrips('application/octet-stream');
  const { image } = await connectTo(server.url, { timeouts: A_KIB_IN_A_FIFTH_OF_A_SECOND });

  const read = new Glance(image).data.read('x');

  await expect(buffer(Readable.from(read))).rejects.toMatchObject({
    name: 'ConnectionError',
    cause: { code: 'TOO_SLOW' },
  });
  expect(server.received).toHaveLength(5);
});

test('does not count the time of a slow reader against the service', async () => {
  const bytes = Buffer.alloc(1_000_000);
  const server = await serve((_request, response) => void response.end(bytes));
  const { image } = await connectTo(server.url, {
    timeouts: { minimumRate: { bytes: 2 * bytes.length, milliseconds: 1000 } },
  });

  const { body } = await image.request({ method: 'GET', path: '/v2/images/x/file' });
  let read = 0;
  for await (const block of body as AsyncIterable<Buffer>) {
    read += block.length;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }

  expect(read).toBe(bytes.length);
});

test('fails after the idle time when an answer stops coming', async () => {
  const server = await serveRaw((socket) =>
    socket.once('data', () => socket.write('HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf')),
  );
  const { image } = await connectTo(server.url);

  const answer = await image.request({ method: 'GET', path: '/v2/images/x/file', idleTimeout: 1_000 });

  await expect(answer.body.toArray()).rejects.toThrow('the answer stopped coming');
});

test('throws ConnectionError when a download breaks off', async () => {
  const server = await serveRaw((socket) =>
    socket.once('data', () => socket.end('HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf')),
  );
  const { image } = await connectTo(server.url);

  const answer = await image.request({ method: 'GET', path: '/v2/images/x/file' });

  await expect(answer.body.toArray()).rejects.toBeInstanceOf(ConnectionError);
});

test('fails after OS_API_TIMEOUT when the service does not answer', async () => {
  const server = await serve(() => undefined);
  const { image } = await connectWith(
    { OS_IMAGE_URL: server.url, OS_AUTH_TOKEN: 'a-token', OS_API_TIMEOUT: '0.5' },
    { retry: { tries: 1 } },
  );

  await expect(image.request({ method: 'GET', path: '/v2/images' })).rejects.toMatchObject({
    name: 'ConnectionError',
    cause: { code: 'UND_ERR_HEADERS_TIMEOUT' },
  });
});
