import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { onTestFinished } from 'vitest';
import { Secrets } from '../../src/model/secrets.ts';
import type { OpenSource, SourceOptions } from '../../src/source/open.ts';

export interface LoopbackServer {
  readonly url: string;
  /** Every request so far, oldest first. */
  readonly requests: readonly IncomingMessage[];
  readonly server: Server;
}

/** A server on a free port of 127.0.0.1 that lives as long as the test; `handlers[n]` answers request n, the last one all further ones. */
export async function serve(...handlers: readonly RequestListener[]): Promise<LoopbackServer> {
  const requests: IncomingMessage[] = [];
  const server = createServer((request, response) => {
    const handler = handlers[Math.min(requests.length, handlers.length - 1)]!;
    requests.push(request);
    handler(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(
    () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  );
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, requests, server };
}

/** A URL on which nobody listens. */
export async function deadUrl(): Promise<string> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return `http://127.0.0.1:${port}`;
}

/** Lets a server act as a proxy for `https:` as well: CONNECT reaches the host that was named. */
export function tunnels(proxy: LoopbackServer): readonly string[] {
  const connected: string[] = [];
  proxy.server.on('connect', (request, client) => {
    connected.push(request.url!);
    const [host, port] = request.url!.split(':');
    const upstream = connect(Number(port), host, () => {
      client.write('HTTP/1.1 200 OK\r\n\r\n');
      upstream.pipe(client).pipe(upstream);
    });
    upstream.on('error', () => client.destroy());
    client.on('error', () => upstream.destroy());
    client.on('close', () => upstream.destroy());
  });
  return connected;
}

/** Options whose retries do not wait; log lines are gathered. */
export function options(
  overrides: Partial<SourceOptions> = {},
): SourceOptions & { readonly lines: string[] } {
  const lines: string[] = [];
  return {
    env: {},
    secrets: new Secrets(),
    cacheDir: null,
    log: (line) => lines.push(line),
    retry: { tries: 3, firstDelay: 0, maxDelay: 0, maxRetryAfter: 0 },
    ...overrides,
    lines,
  };
}

/** Everything a source gives; closes it. */
export async function readAll(source: OpenSource): Promise<Buffer> {
  const blocks: Uint8Array[] = [];
  try {
    for await (const block of source.stream) blocks.push(block);
    return Buffer.concat(blocks);
  } finally {
    await source.close();
  }
}
