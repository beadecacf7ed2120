import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { createServer as createTlsServer, type ServerOptions } from 'node:https';
import {
  type AddressInfo,
  createServer as createTcpServer,
  type Socket,
  type Server as TcpServer,
} from 'node:net';
import { onTestFinished } from 'vitest';

/** A request as a test server received it. */
export interface Received {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
}

export interface Loopback {
  /** e.g. `http://127.0.0.1:49152` */
  readonly url: string;
  readonly port: number;
  readonly received: Received[];
  /** Number of connections so far. */
  connections(): number;
}

export type Handler = (request: Received, response: ServerResponse) => void;

/** Serves HTTP (or, with `tls`, HTTPS) on loopback until the test is over. */
export async function serve(handler: Handler, tls?: ServerOptions): Promise<Loopback> {
  const received: Received[] = [];
  const listener = async (incoming: IncomingMessage, response: ServerResponse) => {
    const chunks: Buffer[] = [];
    for await (const chunk of incoming) chunks.push(chunk);
    const request = {
      method: incoming.method ?? '',
      path: incoming.url ?? '',
      headers: incoming.headers,
      body: Buffer.concat(chunks).toString(),
    };
    received.push(request);
    handler(request, response);
  };
  const server = tls ? createTlsServer(tls, listener) : createServer(listener);
  const made = await listen(server);
  return { url: `${tls ? 'https' : 'http'}://127.0.0.1:${made.port}`, received, ...made };
}

/** Serves TCP on loopback, for peers that break the rules of HTTP. */
export async function serveRaw(onSocket: (socket: Socket, index: number) => void): Promise<Loopback> {
  let index = 0;
  const server = createTcpServer((socket) => {
    socket.on('error', () => undefined);
    onSocket(socket, index++);
  });
  const made = await listen(server);
  return { url: `http://127.0.0.1:${made.port}`, received: [], ...made };
}

async function listen(server: Server | TcpServer): Promise<{ port: number; connections(): number }> {
  const sockets = new Set<Socket>();
  let connections = 0;
  server.on('connection', (socket: Socket) => {
    connections += 1;
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(async () => {
    for (const socket of sockets) socket.destroy();
    await new Promise((resolve) => server.close(resolve));
  });
  return { port: (server.address() as AddressInfo).port, connections: () => connections };
}

/** A port without a listener. */
export async function closedPort(): Promise<number> {
  const server = createTcpServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
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
