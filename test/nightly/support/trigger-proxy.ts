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
 * Where at a request the trigger is pulled: before it is forwarded, in the middle of its body (before its end is sent),
 * or when the service has answered and the client has not heard it.
 */
export type Moment = 'before' | 'middle' | 'after';

export const MOMENTS: readonly Moment[] = ['before', 'middle', 'after'];

/** A proxy before Keystone (`/identity`) and Glance (`/image`) that counts requests. */
export interface TriggerProxy {
  readonly url: string;
  /** Requests since `arm`, as `METHOD path`. */
  readonly passed: readonly string[];
  /** Restarts the count; `pull` is called once, at request `number` (from 1). */
  arm(number: number, moment: Moment, pull: () => void): void;
  close(): Promise<void>;
}

export async function openTriggerProxy(upstreams: Upstreams): Promise<TriggerProxy> {
  let passed: string[] = [];
  let armed: { readonly number: number; readonly moment: Moment; readonly pull: () => void } | null = null;

  async function serve(message: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = message.url ?? '';
    passed.push(`${message.method} ${path.replace(/[0-9a-f]{8}-[0-9a-f-]{27}/g, 'ID')}`);
    let mine = passed.length === armed?.number ? armed : null;
    const at = (moment: Moment) => {
      if (mine?.moment !== moment) return;
      mine.pull();
      mine = null;
    };
    at('before');
    const outgoing = forwardTo(upstreams, message);
    const answered = new Promise<IncomingMessage>((resolve, reject) => {
      outgoing.once('response', resolve);
      outgoing.once('error', reject);
    });
    answered.catch(() => {});
    response.once('close', () => outgoing.destroy());
    for await (const block of message) {
      if (!outgoing.write(block) && !outgoing.destroyed) {
        await Promise.race([new Promise((resolve) => outgoing.once('drain', resolve)), answered]);
      }
      at('middle');
    }
    at('middle');
    outgoing.end();
    const answer = await answered;
    const body = await buffer(answer);
    at('after');
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
    arm(number, moment, pull) {
      passed = [];
      armed = { number, moment, pull };
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
    path: path.slice(service.length + 1) || '/',
    headers: { ...message.headers, host: upstream.host },
    agent: false,
  });
}
