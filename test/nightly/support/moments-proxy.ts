import {
  type ClientRequest,
  createServer,
  request as httpRequest,
  type IncomingMessage,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import type { Upstreams } from '../../chaos/cloud.ts';

/**
 * Before a request is forwarded, in the middle of its body (before its end is sent), or when the service has answered
 * and the client has not heard it.
 */
export type Moment = 'before' | 'middle' | 'after';

export const MOMENTS: readonly Moment[] = ['before', 'middle', 'after'];

/** A request of the program. */
export interface Passing {
  /** From 1, since the last `watch`. */
  readonly number: number;
  readonly method: string;
  /** With the prefix, and `ID` in the place of the ids of images. */
  readonly path: string;
}

/** The request goes on when the result has resolved. */
export type Watch = (passing: Passing, moment: Moment) => void | Promise<void>;

/** A proxy before Keystone (`/identity`) and Glance (`/image`) that stops at every moment of a request. */
export interface MomentsProxy {
  readonly url: string;
  /** Requests since the last `watch`. */
  readonly passed: readonly Passing[];
  /** Restarts the count. */
  watch(watch: Watch): void;
  close(): Promise<void>;
}

export async function openMomentsProxy(upstreams: Upstreams): Promise<MomentsProxy> {
  let passed: Passing[] = [];
  let watch: Watch = () => {};

  async function serve(message: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = (message.url ?? '').replace(/[0-9a-f]{8}-[0-9a-f-]{27}/g, 'ID');
    const passing = { number: passed.length + 1, method: message.method ?? '', path };
    passed.push(passing);
    const present = watch;
    await present(passing, 'before');
    const outgoing = forwardTo(upstreams, message);
    const answered = new Promise<IncomingMessage>((resolve, reject) => {
      outgoing.once('response', resolve);
      outgoing.once('error', reject);
    });
    answered.catch(() => {});
    response.once('close', () => outgoing.destroy());
    let isFirst = true;
    for await (const block of message) {
      if (!outgoing.write(block) && !outgoing.destroyed) {
        await Promise.race([new Promise((resolve) => outgoing.once('drain', resolve)), answered]);
      }
      if (isFirst) await present(passing, 'middle');
      isFirst = false;
    }
    if (isFirst) await present(passing, 'middle');
    outgoing.end();
    const answer = await answered;
    const body = await buffer(answer);
    await present(passing, 'after');
    response.writeHead(answer.statusCode ?? 502, answer.headers).end(body);
  }

  const server = createServer((message, response) => {
    serve(message, response).catch(() => message.socket.destroy());
  });
  server.requestTimeout = 0;
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    get passed() {
      return passed;
    },
    watch(given) {
      passed = [];
      watch = given;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function forwardTo(upstreams: Upstreams, message: IncomingMessage): ClientRequest {
  const path = message.url ?? '';
  const service = path.startsWith('/identity') ? 'identity' : 'image';
  const upstream = new URL(upstreams[service]);
  return httpRequest({
    host: upstream.hostname,
    port: upstream.port,
    method: message.method,
    path: `${upstream.pathname.replace(/\/$/, '')}${path.slice(service.length + 1)}` || '/',
    headers: { ...message.headers, host: upstream.host },
    agent: false,
  });
}
