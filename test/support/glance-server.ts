import type { IncomingMessage } from 'node:http';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { request as send } from 'undici';
import type { RetrySettings } from '../../src/http/retry.ts';
import { ConnectionError, HttpError } from '../../src/model/errors.ts';
import type { ServiceClient, ServiceRequest, ServiceResponse } from '../../src/openstack/service.ts';
import { startLoopback } from './loopback.ts';

/** A request as the server received it. */
export interface Seen {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingMessage['headers'];
  readonly body: Buffer;
}

/** An answer; `lost` breaks the connection instead. */
export type Answer =
  | {
      readonly status?: number;
      readonly json?: unknown;
      readonly body?: string;
      readonly headers?: Record<string, string>;
    }
  | 'lost';

export interface Loopback {
  readonly service: ServiceClient;
  /** Every request so far, in the order of arrival. */
  readonly seen: readonly Seen[];
  /** The requests as `METHOD path?query`, decoded. */
  readonly lines: () => readonly string[];
  readonly close: () => Promise<void>;
}

/** A server on a free port that gives the test's answers, and a plain client for it (no retries) under a prefix. */
export async function loopback(
  answer: (request: Seen) => Answer | Promise<Answer>,
  retry?: RetrySettings,
): Promise<Loopback> {
  const seen: Seen[] = [];
  const server = await startLoopback(async (incoming, outgoing) => {
    const body = await buffer(incoming).catch(() => null);
    if (body === null) return;
    const url = new URL(incoming.url ?? '/', 'http://loopback');
    const request: Seen = {
      method: incoming.method ?? '',
      path: url.pathname.replace(/^\/image/, ''),
      query: url.searchParams,
      headers: incoming.headers,
      body,
    };
    seen.push(request);
    const reply = await answer(request);
    if (reply === 'lost') return void incoming.socket.destroy();
    const type = reply.json === undefined ? {} : { 'content-type': 'application/json' };
    outgoing.writeHead(reply.status ?? 200, { ...type, ...reply.headers });
    outgoing.end(reply.json === undefined ? reply.body : JSON.stringify(reply.json));
  });
  return {
    service: plainService(`${server.url}/image`, retry),
    seen,
    lines: () =>
      seen.map(({ method, path, query }) => {
        const text = [...query].map(([key, value]) => `${key}=${value}`).join('&');
        return `${method} ${path}${text && `?${text}`}`;
      }),
    close: server.close,
  };
}

/** The simplest {@link ServiceClient}. */
export function plainService(
  endpoint: string,
  retry: RetrySettings = { tries: 4, firstDelay: 1, maxDelay: 10 },
): ServiceClient {
  return {
    retry,
    endpoint: async () => endpoint,
    ensureToken: async () => {},
    request: (request) => exchange(endpoint, request),
  };
}

async function exchange(endpoint: string, request: ServiceRequest): Promise<ServiceResponse> {
  const url = `${endpoint}${request.path}${request.query ? `?${request.query}` : ''}`;
  const type = request.body ? 'application/octet-stream' : (request.contentType ?? 'application/json');
  const headers: Record<string, string> = { ...request.headers };
  if (request.body || request.json !== undefined) headers['content-type'] = type;
  if (request.bodyBytes !== undefined) headers['content-length'] = String(request.bodyBytes);
  const {
    statusCode,
    headers: answered,
    body,
  } = await send(url, {
    method: request.method,
    headers,
    body: request.body
      ? Readable.from(request.body)
      : request.json === undefined
        ? null
        : JSON.stringify(request.json),
    ...(request.signal && { signal: request.signal }),
  }).catch((error: Error) => {
    request.signal?.throwIfAborted();
    throw new ConnectionError(error.message, { cause: error });
  });
  const fault = (detail: string) =>
    new HttpError({
      status: statusCode,
      method: request.method,
      url,
      detail,
      requestId: null,
      retryAfter: (answered['retry-after'] as string | undefined) ?? null,
    });
  if (statusCode >= 300) throw fault((await body.text()).replace(/<[^>]*>/g, ' '));
  return {
    status: statusCode,
    headers: answered as Record<string, string>,
    body,
    json: async () => {
      try {
        return await body.json();
      } catch {
        throw fault('not JSON');
      }
    },
    drop: () => body.dump(),
  };
}
