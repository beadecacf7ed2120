import { randomBytes } from 'node:crypto';
import { createServer, type Socket } from 'node:net';
import { setImmediate } from 'node:timers/promises';
import { Agent, buildConnector, request } from 'undici';
import { expect, onTestFinished, test } from 'vitest';
import { fixedConnector } from '../../src/http/undici-5360.ts';
import { listen } from '../support/loopback.ts';

type Framing = 'Content-Length' | 'chunked' | 'the end of the connection';

/** A server that answers once, with one write, and hangs up. */
async function serveAndHangUp(content: Buffer, framing: Framing): Promise<string> {
  const head: Record<Framing, string> = {
    'Content-Length': `Content-Length: ${content.length}\r\n`,
    chunked: 'Transfer-Encoding: chunked\r\n',
    'the end of the connection': '',
  };
  const body =
    framing === 'chunked'
      ? Buffer.concat([
          Buffer.from(`${content.length.toString(16)}\r\n`),
          content,
          Buffer.from('\r\n0\r\n\r\n'),
        ])
      : content;
  const server = createServer((socket) => {
    socket.on('error', () => {});
    socket.once('data', () => {
      socket.end(
        Buffer.concat([Buffer.from(`HTTP/1.1 200 OK\r\nConnection: close\r\n${head[framing]}\r\n`), body]),
      );
    });
  });
  const { port, close } = await listen(server);
  onTestFinished(close);
  return `http://127.0.0.1:${port}/`;
}

/** An agent, and the sockets that it has opened. */
function agentOf() {
  const sockets: Socket[] = [];
  const connector = buildConnector({});
  const dispatcher = new Agent({
    connect: fixedConnector((target, callback) =>
      connector(target, (...[error, socket]) => {
        if (error) return callback(error, null);
        sockets.push(socket as Socket);
        callback(null, socket);
      }),
    ),
  });
  onTestFinished(() => dispatcher.destroy());
  return { dispatcher, sockets };
}

const FRAMINGS: readonly Framing[] = ['Content-Length', 'chunked', 'the end of the connection'];

// The end of a chunked body comes with its last block, so it cannot arrive before the reader is ready.
test.each(FRAMINGS.filter((framing) => framing !== 'chunked'))(
  'an answer with its length by %s can be read after the connection has ended',
  async (framing) => {
    const content = randomBytes(64 * 1024);
    const url = await serveAndHangUp(content, framing);
    const { dispatcher, sockets } = agentOf();
    const { body } = await request(url, { dispatcher });
    while (!sockets[0]!.readableEnded) await setImmediate();
    expect(Buffer.from(await body.arrayBuffer()).equals(content)).toBe(true);
  },
);

test.each(FRAMINGS)('a slow reader gets all of an answer with its length by %s', async (framing) => {
  for (const size of [1, 65_535, 65_537, 130_000, 1_000_000]) {
    const content = randomBytes(size);
    const url = await serveAndHangUp(content, framing);
    const { dispatcher } = agentOf();
    const { body } = await request(url, { dispatcher });
    const read: Buffer[] = [];
    for await (const block of body) {
      read.push(block);
      for (let turn = 0; turn < 5; turn++) await setImmediate();
    }
    expect(Buffer.concat(read).equals(content)).toBe(true);
  }
});

test('an unread answer can be dropped after the connection has ended', async () => {
  const url = await serveAndHangUp(randomBytes(64 * 1024), 'Content-Length');
  const { dispatcher, sockets } = agentOf();
  const { body } = await request(url, { dispatcher });
  while (!sockets[0]!.readableEnded) await setImmediate();
  body.on('error', () => {});
  body.destroy();
  while (!sockets[0]!.closed) await setImmediate();
  expect(sockets[0]!.destroyed).toBe(true);
});

test('an answer that was cut off still fails', async () => {
  const content = randomBytes(64 * 1024);
  const server = createServer((socket) => {
    socket.once('data', () => {
      socket.write(`HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: ${content.length + 1}\r\n\r\n`);
      socket.end(content);
    });
  });
  const { port, close } = await listen(server);
  onTestFinished(close);
  const { dispatcher, sockets } = agentOf();
  const { body } = await request(`http://127.0.0.1:${port}/`, {
    dispatcher,
  });
  while (!sockets[0]!.readableEnded) await setImmediate();
  await expect(body.arrayBuffer()).rejects.toThrow();
});
