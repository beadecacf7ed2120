import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Publisher {
  readonly url: string;
  close(): void;
}

/** Serves one file over http on loopback, with a handler of the test's choice. */
export async function publish(
  serve: string | ((request: IncomingMessage, response: ServerResponse) => void | Promise<void>),
): Promise<Publisher> {
  const server = createServer((request, response) => {
    if (typeof serve === 'function') return void serve(request, response);
    response.writeHead(200, { 'content-length': Buffer.byteLength(serve), etag: `"${serve}"` });
    response.end(request.method === 'HEAD' ? undefined : serve);
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/image`,
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}
