import { randomUUID } from 'node:crypto';
import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import type { Readable } from 'node:stream';

/** A request as both services receive it. */
export interface SandboxRequest {
  readonly method: string;
  /** The path after the service's prefix, percent-encoded, e.g. `/v2/images`; empty for the prefix itself. */
  readonly path: string;
  /** Without the question mark. */
  readonly search: string;
  readonly query: URLSearchParams;
  /** Lower-case names. */
  readonly headers: IncomingHttpHeaders;
  /** The raw body; fails when the connection breaks before its end. */
  readonly body: Readable;
  /** The base of links: scheme and host as the client addressed them. */
  readonly origin: string;
  readonly requestId: string;
  /** True: when the body fails, the image stays as it is while data comes in, as after a kill of the service. */
  readonly isStuck?: boolean;
}

/** An answer; a body other than text is streamed. */
export interface Reply {
  readonly status: number;
  /** The reason phrase; absent: Node's own. */
  readonly reason?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | AsyncIterable<Uint8Array>;
}

/** Bytes of JSON, more than any image record needs; a longer body is refused. */
const MAX_JSON_BYTES = 8 * 1024 * 1024;

export class BodyTooLarge extends Error {}

export function describeRequest(
  message: IncomingMessage,
  path: string,
  search: string,
  origin: string,
): SandboxRequest {
  const given = header(message.headers, 'x-openstack-request-id');
  return {
    method: message.method ?? 'GET',
    path,
    search,
    query: new URLSearchParams(search),
    headers: message.headers,
    body: message,
    origin,
    requestId: given && given.length <= 64 ? given : `req-${randomUUID()}`,
  };
}

export function header(headers: IncomingHttpHeaders, name: string): string | undefined {
  const value = headers[name];
  return Array.isArray(value) ? value.join(', ') : value;
}

/** The media type in lower case and without parameters; empty when the request has none. */
export function mediaType(request: SandboxRequest): string {
  const [type = ''] = (header(request.headers, 'content-type') ?? '').split(';');
  return type.trim().toLowerCase();
}

/** Whether the request has a body: chunked, or with a length above zero. */
export function hasBody(request: SandboxRequest): boolean {
  if (request.headers['transfer-encoding'] !== undefined) return true;
  return Number(request.headers['content-length'] ?? 0) > 0;
}

/** Reads the whole body as text. Throws {@link BodyTooLarge} past 8 MiB. */
export async function readText(request: SandboxRequest): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request.body as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > MAX_JSON_BYTES) throw new BodyTooLarge();
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

/** An answer with a JSON body. */
export function json(status: number, value: unknown, headers: Readonly<Record<string, string>> = {}): Reply {
  return {
    status,
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(value),
  };
}

/** A 204 without a body. */
export function noContent(): Reply {
  return { status: 204 };
}
