import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { onTestFinished } from 'vitest';
import { startLoopback } from './loopback.ts';

/** A served file: its bytes, or a handler of the test's choice. */
export type Serve = Uint8Array | RequestListener;

/** Files on loopback, as a publisher serves them: with ETag, Last-Modified and ranges. */
export interface ImageServer {
  readonly url: string;
  /** Serves a file from now on; returns its URL. A name without a query is served for every query. */
  put(name: string, serve: Serve): string;
  /** `METHOD path` of every request so far. */
  readonly requests: readonly string[];
  close(): Promise<void>;
}

export async function serveImages(): Promise<ImageServer> {
  const files = new Map<string, Serve>();
  const requests: string[] = [];
  const server = await startLoopback((request, response) => {
    requests.push(`${request.method} ${request.url}`);
    const name = decodeURIComponent((request.url ?? '/').slice(1));
    const serve = files.get(name) ?? files.get(name.replace(/\?.*$/, ''));
    if (serve === undefined) {
      response.writeHead(404, { 'content-type': 'text/html' }).end('<html><body>Not here.</body></html>');
    } else if (typeof serve === 'function') serve(request, response);
    else serveBytes(serve, request, response);
  });
  return {
    url: server.url,
    requests,
    put(name, serve) {
      files.set(name, serve);
      return `${server.url}/${encodeURIComponent(name)}`;
    },
    close: server.close,
  };
}

/** One served file, until the test is over. */
export interface Publisher {
  readonly url: string;
  close(): Promise<void>;
}

/** Serves one file until the test is over. */
export async function publish(serve: string | RequestListener): Promise<Publisher> {
  const server = await serveImages();
  onTestFinished(server.close);
  const url = server.put('image', typeof serve === 'string' ? Buffer.from(serve) : serve);
  return { url, close: server.close };
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
