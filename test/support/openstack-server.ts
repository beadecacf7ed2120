import type { ServerResponse } from 'node:http';
import type { ServerOptions } from 'node:https';
import { createServer, type Socket } from 'node:net';
import { text } from 'node:stream/consumers';
import { onTestFinished } from 'vitest';
import { type Listener, listen, startLoopback } from './loopback.ts';

/** A request as a test server received it. */
export interface Received {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
}

/** A server that runs until the test is over. */
export interface TestServer extends Listener {
  /** e.g. `http://127.0.0.1:49152` */
  readonly url: string;
  readonly received: Received[];
}

export type Handler = (request: Received, response: ServerResponse) => void;

/** Serves HTTP (or, with `tls`, HTTPS) on loopback until the test is over. */
export async function serve(handler: Handler, tls?: ServerOptions): Promise<TestServer> {
  const received: Received[] = [];
  const server = await startLoopback(async (incoming, response) => {
    const { method = '', url = '', headers } = incoming;
    const request = { method, path: url, headers, body: await text(incoming) };
    received.push(request);
    handler(request, response);
  }, tls);
  onTestFinished(server.close);
  return { ...server, received };
}

/** Serves TCP on loopback: for peers that do not behave. */
export async function serveRaw(onSocket: (socket: Socket, index: number) => void): Promise<TestServer> {
  let index = 0;
  const server = createServer((socket) => {
    socket.on('error', () => undefined);
    onSocket(socket, index++);
  });
  const listener = await listen(server);
  onTestFinished(listener.close);
  return { ...listener, url: `http://127.0.0.1:${listener.port}`, received: [] };
}

export function json(
  response: ServerResponse,
  status: number,
  body: unknown,
  headers: Record<string, string> = {},
) {
  response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));
}

/** A promise, and the functions that settle it. */
export function deferred(): { readonly promise: Promise<void>; readonly resolve: () => void } {
  let resolve = () => {};
  const promise = new Promise<void>((settle) => {
    resolve = settle;
  });
  return { promise, resolve };
}
