import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A served file: its bytes, or a handler of the test's choice. */
export type Serve = Uint8Array | ((request: IncomingMessage, response: ServerResponse) => void);

/** Files on loopback, as a publisher serves them: with ETag, Last-Modified and ranges. */
export interface ImageServer {
  readonly url: string;
  /** Serves a file from now on; returns its URL. */
  put(name: string, serve: Serve): string;
  /** `METHOD path` of every request so far. */
  readonly requests: readonly string[];
  close(): Promise<void>;
}

export async function serveImages(): Promise<ImageServer> {
  const files = new Map<string, Serve>();
  const requests: string[] = [];
  const server = createServer((request, response) => {
    requests.push(`${request.method} ${request.url}`);
    const serve = files.get(decodeURIComponent((request.url ?? '/').slice(1)));
    if (serve === undefined) {
      response.writeHead(404, { 'content-type': 'text/html' }).end('<html><body>Not here.</body></html>');
    } else if (typeof serve === 'function') serve(request, response);
    else serveBytes(serve, request, response);
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url,
    requests,
    put(name, serve) {
      files.set(name, serve);
      return `${url}/${encodeURIComponent(name)}`;
    },
    close: () =>
      new Promise((closed) => {
        server.close(() => closed());
        server.closeAllConnections();
      }),
  };
}

function serveBytes(bytes: Uint8Array, request: IncomingMessage, response: ServerResponse): void {
  const etag = `"${bytes.length}-${bytes[0]}-${bytes.at(-1)}"`;
  const [, from] = /^bytes=(\d+)-$/.exec(request.headers.range ?? '') ?? [];
  const start = Number(from ?? 0);
  const headers = { etag, 'accept-ranges': 'bytes', 'content-length': bytes.length - start };
  if (from === undefined) response.writeHead(200, headers);
  else
    response.writeHead(206, {
      ...headers,
      'content-range': `bytes ${start}-${bytes.length - 1}/${bytes.length}`,
    });
  response.end(request.method === 'HEAD' ? undefined : bytes.subarray(start));
}
