import type { RequestListener } from 'node:http';
import { connect } from 'node:net';
import { onTestFinished } from 'vitest';
import { Secrets } from '../../src/model/secrets.ts';
import type { OpenSource, SourceOptions } from '../../src/source/open.ts';
import { closedPort, type Loopback, startLoopback } from './loopback.ts';

/** Serves HTTP until the test is over; `handlers[n]` answers request n, the last handler all further requests. */
export async function serve(...handlers: readonly RequestListener[]): Promise<Loopback> {
  let served = 0;
  const server = await startLoopback((request, response) => {
    const handler = handlers[Math.min(served, handlers.length - 1)]!;
    served += 1;
    handler(request, response);
  });
  onTestFinished(server.close);
  return server;
}

/** A URL whose port refuses connections. */
export async function deadUrl(): Promise<string> {
  return `http://127.0.0.1:${await closedPort()}`;
}

/** Lets a server act as a proxy for `https:` as well: CONNECT reaches the host that was named. */
export function tunnels(proxy: Loopback): readonly string[] {
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

/** Options with retries that do not wait. Collects the log lines. */
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

/** Reads a source to its end, and closes it. */
export async function readAll(source: OpenSource): Promise<Buffer> {
  const blocks: Uint8Array[] = [];
  try {
    for await (const block of source.stream) blocks.push(block);
    return Buffer.concat(blocks);
  } finally {
    await source.close();
  }
}
