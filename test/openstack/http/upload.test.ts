import type { Socket } from 'node:net';
import { expect, test } from 'vitest';
import { ConnectionError, HttpError } from '../../../src/model/errors.ts';
import type { ServiceRequest } from '../../../src/openstack/service.ts';
import { connectTo, connectWith, openrc, serveCloud } from '../../support/keystone-double.ts';
import { deferred, serve, serveRaw } from '../../support/openstack-server.ts';

const BLOCK = Buffer.alloc(64 * 1024, 7);
const REFUSAL = '{"message":"quota exceeded"}';

function put(body: AsyncIterable<Uint8Array>, more: Partial<ServiceRequest> = {}): ServiceRequest {
  return { method: 'PUT', path: '/v2/images/x/file', body, ...more };
}

async function* blocks(count: number): AsyncGenerator<Uint8Array> {
  for (let sent = 0; sent < count; sent += 1) yield BLOCK;
}

/** Yields to the event loop as a source that reads a network or a disk does. */
async function* slowly(count: number): AsyncGenerator<Uint8Array> {
  for await (const block of blocks(count)) {
    await new Promise((resolve) => setImmediate(resolve));
    yield block;
  }
}

function refusal(status: string): string {
  return `HTTP/1.1 ${status}\r\nContent-Type: application/json\r\nContent-Length: ${REFUSAL.length}\r\n\r\n${REFUSAL}`;
}

test('sends a streamed body whole, with its length or chunked', async () => {
  const server = await serve((_request, response) => response.writeHead(204).end());
  const { image } = await connectTo(server.url);

  await image.request(put(blocks(3), { bodyBytes: 3 * BLOCK.length }));
  await image.request(put(blocks(2)));

  const [measured, chunked] = server.received;
  expect(measured?.headers['content-length']).toBe(String(3 * BLOCK.length));
  expect(measured?.headers['content-type']).toBe('application/octet-stream');
  expect(measured?.body).toHaveLength(3 * BLOCK.length);
  expect(chunked?.headers['transfer-encoding']).toBe('chunked');
  expect(chunked?.body).toHaveLength(2 * BLOCK.length);
});

test.each([
  ['chunked', undefined],
  ['with a length', 32 * BLOCK.length],
])(
  'breaks the connection in mid-body and rethrows the error when the source fails (%s)',
  async (_how, bodyBytes) => {
    let received = '';
    const closed = deferred();
    const server = await serveRaw((socket) => {
      socket.on('data', (data) => {
        received += data.toString('latin1');
      });
      socket.on('close', () => closed.resolve());
    });
    const { image } = await connectTo(server.url);
    const badDigest = new Error('bad digest');
    async function* source() {
      yield* slowly(3);
      throw badDigest;
    }

    const request = image.request(put(source(), bodyBytes === undefined ? {} : { bodyBytes }));

    await expect(request).rejects.toBe(badDigest);
    await closed.promise;
    expect(received).not.toContain('\r\n0\r\n\r\n');
    expect(server.connections()).toBe(1);
  },
);

test('breaks the connection in mid-body on an abort, with the signal’s reason', async () => {
  const closed = deferred();
  const abort = new AbortController();
  const reason = new Error('interrupted');
  const server = await serveRaw((socket) => {
    socket.once('data', () => abort.abort(reason));
    socket.on('close', () => closed.resolve());
  });
  const { image } = await connectTo(server.url);
  async function* endless() {
    for (;;) yield* slowly(1);
  }

  await expect(image.request(put(endless(), { signal: abort.signal }))).rejects.toBe(reason);
  await closed.promise;
});

test('ends an upload on an abort although the source has stalled', async () => {
  const abort = new AbortController();
  const server = await serveRaw((socket) => socket.once('data', () => abort.abort(new Error('interrupted'))));
  const { image } = await connectTo(server.url);
  async function* stalling() {
    yield BLOCK;
    await new Promise(() => undefined);
  }

  await expect(image.request(put(stalling(), { signal: abort.signal }))).rejects.toThrow('interrupted');
});

test.each([
  ['413 Request Entity Too Large', 413, (socket: Socket) => socket.end()],
  ['413 Request Entity Too Large', 413, (socket: Socket) => socket.destroySoon()],
  ['401 Unauthorized', 401, (socket: Socket) => socket.pause()],
])('reports an early %s in spite of what the service does next (%#)', async (line, status, goOn) => {
  const server = await serveRaw((socket) =>
    socket.once('data', () => {
      socket.pause();
      socket.write(refusal(line), () => goOn(socket));
    }),
  );
  const { image } = await connectTo(server.url);

  const error = await image.request(put(slowly(2_000))).catch((thrown) => thrown);

  expect(error).toBeInstanceOf(HttpError);
  expect(error).toMatchObject({ status, detail: 'quota exceeded' });
});

test('reads an answer although the service resets the connection right after it', async () => {
  const reset = deferred();
  const server = await serveRaw((socket) =>
    socket.once('data', () => {
      socket.write(refusal('413 Too Large'), () => {
        socket.resetAndDestroy();
        reset.resolve();
      });
    }),
  );
  const { image } = await connectTo(server.url);
  // The next write fails before the event loop has had a chance to read the answer.
  async function* writingIntoTheReset() {
    yield BLOCK;
    await reset.promise;
    yield* blocks(10);
  }

  await expect(image.request(put(writingIntoTheReset()))).rejects.toMatchObject({ status: 413 });
});

test('reports an early refusal even while the source gives no bytes', async () => {
  const server = await serveRaw((socket) =>
    socket.once('data', () => socket.write(refusal('413 Too Large'))),
  );
  const { image } = await connectTo(server.url);
  async function* stalling() {
    yield BLOCK;
    await new Promise(() => undefined);
  }

  await expect(image.request(put(stalling()))).rejects.toMatchObject({ status: 413 });
});

test('an upload fails when the service reports success before the whole body was sent', async () => {
  const server = await serveRaw((socket) =>
    socket.once('data', () => socket.write('HTTP/1.1 204 No Content\r\n\r\n')),
  );
  const { image } = await connectTo(server.url);
  async function* stalling() {
    yield BLOCK;
    await new Promise(() => undefined);
  }

  await expect(image.request(put(stalling()))).rejects.toThrow('before the whole body was sent');
});

test('throws ConnectionError after a reset without an answer, and does not send the body again', async () => {
  const server = await serveRaw((socket) => socket.once('data', () => socket.resetAndDestroy()));
  const { image } = await connectTo(server.url);

  await expect(image.request(put(slowly(500), { repeatable: true }))).rejects.toBeInstanceOf(ConnectionError);
  expect(server.connections()).toBe(1);
});

test.each([503, 429, 401])('does not send a streamed body again after %d', async (status) => {
  const server = await serve((_request, response) => response.writeHead(status).end());
  const { image } = await connectTo(server.url);

  await expect(image.request(put(blocks(1), { repeatable: true }))).rejects.toMatchObject({ status });
  expect(server.received).toHaveLength(1);
});

test('renews a token that was refused for a streamed body before it reports the failure', async () => {
  const cloud = await serveCloud({
    otherwise: (request, response) =>
      response.writeHead(request.headers['x-auth-token'] === 'token-1' ? 401 : 204).end(),
  });
  const { image } = await connectWith(openrc(cloud.url));

  await expect(image.request(put(blocks(1)))).rejects.toMatchObject({ status: 401 });
  const answer = await image.request(put(blocks(1)));

  expect(answer.status).toBe(204);
  expect(cloud.tokenRequests()).toHaveLength(2);
});

test('reads the source only as fast as the service takes the bytes', async () => {
  const reading = deferred();
  const server = await serveRaw(async (socket) => {
    socket.pause();
    await reading.promise;
    let tail = '';
    socket.on('data', (data) => {
      tail = (tail + data.toString('latin1')).slice(-7);
      if (tail.endsWith('\r\n0\r\n\r\n')) socket.end('HTTP/1.1 204 No Content\r\n\r\n');
    });
    socket.resume();
  });
  const { image } = await connectTo(server.url);
  const total = 1_000;
  let yielded = 0;
  let unchanged = 0;
  async function* counted() {
    for await (const block of blocks(total)) {
      yielded += 1;
      unchanged = 0;
      yield block;
    }
  }

  const upload = image.request(put(counted()));
  // Stalled: once it has begun, no further block was asked for during many turns of the event loop.
  while (yielded === 0 || unchanged < 2_000) {
    unchanged += 1;
    await new Promise((resolve) => setImmediate(resolve));
  }
  const whileStalled = yielded;
  reading.resolve();
  await upload;

  expect(whileStalled).toBeGreaterThan(0);
  expect(whileStalled).toBeLessThan(total / 2);
  expect(yielded).toBe(total);
});

test.each([
  ['short', 1, 'instead of'],
  ['empty', 0, 'instead of'],
  ['long', 3, 'more than'],
])('never completes a request whose body is too %s for its announced length', async (_what, count, words) => {
  let complete = 0;
  const server = await serve((_request, response) => {
    complete += 1;
    response.writeHead(204).end();
  });
  const { image } = await connectTo(server.url);

  const request = image.request(put(blocks(count), { bodyBytes: 2 * BLOCK.length }));

  await expect(request).rejects.toThrow(words);
  expect(complete).toBe(0);
});

test('sends a small upload over a kept connection, once its source has ended', async () => {
  const server = await serve((_request, response) => response.writeHead(204).end());
  const { image } = await connectTo(server.url);
  const small = { bodyBytes: 2 * BLOCK.length };

  await (await image.request({ method: 'GET', path: '/' })).drop();
  await (await image.request(put(slowly(2), small))).drop();
  await (await image.request(put(slowly(2), small))).drop();

  expect(server.connections()).toBe(1);
  expect(server.received.map(({ body }) => body.length)).toEqual([0, 2 * BLOCK.length, 2 * BLOCK.length]);
});

test('sends nothing of a small upload whose source fails', async () => {
  const server = await serve((_request, response) => response.writeHead(204).end());
  const { image } = await connectTo(server.url);
  const badDigest = new Error('bad digest');
  async function* source() {
    yield* slowly(1);
    throw badDigest;
  }

  await expect(image.request(put(source(), { bodyBytes: 2 * BLOCK.length }))).rejects.toBe(badDigest);

  expect(server.received).toEqual([]);
});

test('ends a small upload on an abort although its source has stalled', async () => {
  const abort = new AbortController();
  const { image } = await connectTo((await serve(() => {})).url);
  async function* stalling() {
    yield BLOCK;
    abort.abort(new Error('interrupted'));
    await new Promise(() => undefined);
  }

  const request = image.request(put(stalling(), { bodyBytes: 2 * BLOCK.length, signal: abort.signal }));

  await expect(request).rejects.toThrow('interrupted');
});

test('opens a connection of its own for every large upload', async () => {
  const server = await serve((_request, response) => response.writeHead(204).end());
  const { image } = await connectTo(server.url);

  await (await image.request({ method: 'GET', path: '/' })).drop();
  await image.request(put(blocks(1)));
  await image.request(put(blocks(1)));

  expect(server.connections()).toBe(3);
});

test('fails after the idle time when the service stops reading an upload', async () => {
  const server = await serveRaw((socket) => socket.pause());
  const { image } = await connectTo(server.url);

  await expect(image.request(put(blocks(1_000), { idleTimeout: 1_000 }))).rejects.toMatchObject({
    name: 'ConnectionError',
    cause: { code: 'UND_ERR_HEADERS_TIMEOUT' },
  });
});

test('repeats a safe request at once when the service has closed the kept connection', async () => {
  const server = await serveRaw((socket, index) => {
    let requests = 0;
    socket.on('data', () => {
      requests += 1;
      if (index === 0 && requests === 2) return socket.resetAndDestroy();
      socket.write('HTTP/1.1 204 No Content\r\nConnection: keep-alive\r\n\r\n');
    });
  });
  const { image } = await connectTo(server.url, { retry: { firstDelay: 3_600_000 } });

  await image.request({ method: 'GET', path: '/first' });
  const second = await image.request({ method: 'GET', path: '/second' });

  expect(second.status).toBe(204);
  expect(server.connections()).toBe(2);
});
