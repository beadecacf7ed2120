import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http';
import { createServer as createTlsServer, type ServerOptions } from 'node:https';
import {
  type AddressInfo,
  createServer as createTcpServer,
  type Socket,
  type Server as TcpServer,
} from 'node:net';

/** A server that listens on a free port of 127.0.0.1. */
export interface Listener {
  readonly port: number;
  /** How many connections clients have made so far. */
  connections(): number;
  /** Ends every connection, also a tunnel or a stopped answer, and then the server. */
  close(): Promise<void>;
}

/** An HTTP server on a free port of 127.0.0.1. */
export interface Loopback extends Listener {
  /** Without a path, e.g. `http://127.0.0.1:49152`. */
  readonly url: string;
  /** Every request so far, oldest first. */
  readonly requests: readonly IncomingMessage[];
  readonly server: Server;
}

/** Starts an HTTP server (or, with `tls`, an HTTPS server). The caller closes it. */
export async function startLoopback(handler: RequestListener, tls?: ServerOptions): Promise<Loopback> {
  const requests: IncomingMessage[] = [];
  const logged: RequestListener = (request, response) => {
    requests.push(request);
    handler(request, response);
  };
  const server = tls ? createTlsServer(tls, logged) : createServer(logged);
  const listener = await listen(server);
  const url = `${tls ? 'https' : 'http'}://127.0.0.1:${listener.port}`;
  return { ...listener, url, requests, server };
}

/** Has a server of any protocol listen. */
export async function listen(server: TcpServer): Promise<Listener> {
  const sockets = new Set<Socket>();
  let connections = 0;
  server.on('connection', (socket) => {
    connections += 1;
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    connections: () => connections,
    close() {
      for (const socket of sockets) socket.destroy();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

/** A port that refuses connections. */
export async function closedPort(): Promise<number> {
  const { port, close } = await listen(createTcpServer());
  await close();
  return port;
}
