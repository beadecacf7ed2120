import type { Call, Exchange } from './exchange.ts';
import type { ServiceClient, ServiceRequest } from './service.ts';
import type { TokenKeeper } from './token.ts';

export interface ServiceClientOptions {
  readonly exchange: Exchange;
  readonly tokens: TokenKeeper;
  /** Versionless, without trailing slash. */
  readonly endpoint: () => Promise<string>;
  /** Ends every request. */
  readonly signal?: AbortSignal | undefined;
}

export function createServiceClient({
  exchange,
  tokens,
  endpoint,
  signal,
}: ServiceClientOptions): ServiceClient {
  return {
    async request(request) {
      (request.signal ?? signal)?.throwIfAborted();
      const url = new URL(`${await endpoint()}${request.path}${queryOf(request)}`);
      return exchange(callOf(request, url, tokens, bothSignals(request.signal, signal)));
    },
    endpoint,
    async ensureToken(seconds) {
      await tokens.access(seconds);
    },
  };
}

function callOf(
  request: ServiceRequest,
  url: URL,
  tokens: TokenKeeper,
  signal: AbortSignal | undefined,
): Call {
  const isSafe = request.method === 'GET' || request.method === 'HEAD';
  return {
    method: request.method,
    url,
    headers: { accept: 'application/json', ...typeOf(request), ...lowerCased(request.headers ?? {}) },
    ...(request.json !== undefined && { text: JSON.stringify(request.json) }),
    ...(request.body !== undefined && { stream: request.body }),
    ...(request.bodyBytes !== undefined && { streamBytes: request.bodyBytes }),
    repeatable: request.repeatable ?? isSafe,
    signal,
    idleTimeout: request.idleTimeout,
    authoriser: tokens.authoriser,
  };
}

function typeOf(request: ServiceRequest): Record<string, string> {
  if (request.body !== undefined)
    return { 'content-type': request.contentType ?? 'application/octet-stream' };
  if (request.json === undefined) return {};
  return { 'content-type': request.contentType ?? 'application/json' };
}

function lowerCased(headers: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
}

function queryOf({ query }: ServiceRequest): string {
  const text = query?.toString();
  return text ? `?${text}` : '';
}

function bothSignals(a: AbortSignal | undefined, b: AbortSignal | undefined): AbortSignal | undefined {
  return a && b ? AbortSignal.any([a, b]) : (a ?? b);
}
