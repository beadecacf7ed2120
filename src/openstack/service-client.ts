import type { RetrySettings } from '../http/retry.ts';
import { unlessAborted } from '../model/abort.ts';
import { EndpointError } from '../model/errors.ts';
import { withoutCredentials } from '../model/secrets.ts';
import type { Call, Exchange } from './http/exchange.ts';
import type { ServiceClient, ServiceRequest } from './service.ts';
import type { TokenKeeper } from './token.ts';

interface ServiceClientOptions {
  readonly exchange: Exchange;
  readonly tokens: TokenKeeper;
  /** Versionless, without trailing slash. */
  readonly endpoint: () => Promise<string>;
  readonly retry?: RetrySettings;
  /** Ends every request. */
  readonly signal?: AbortSignal | undefined;
}

/** Sends requests to one service through the session: with its endpoint, its token and its retries. */
export function createServiceClient({
  exchange,
  tokens,
  endpoint,
  retry,
  signal,
}: ServiceClientOptions): ServiceClient {
  return {
    ...(retry && { retry }),
    async request(request) {
      const either = ownSignal(request.signal, signal);
      const base = await unlessAborted(endpoint(), either);
      const address = `${base}${request.path}${queryOf(request)}`;
      if (!URL.canParse(address) || !/^https?:/i.test(address)) {
        throw new EndpointError(`the endpoint ${withoutCredentials(base)} is not an http(s) URL`, {
          hint: 'Set image_endpoint_override (OS_IMAGE_URL), or ask the operator to correct the catalogue.',
        });
      }
      return exchange(callOf(request, new URL(address), tokens, either));
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
    redirects: 'origin',
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

/** A signal for this request alone: to Node, many listeners on a shared signal look like a leak. */
function ownSignal(...signals: readonly (AbortSignal | undefined)[]): AbortSignal | undefined {
  const given = signals.filter((signal) => signal !== undefined);
  return given.length === 0 ? undefined : AbortSignal.any(given);
}
