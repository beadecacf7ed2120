import type { Readable } from 'node:stream';
import type { RetrySettings } from '../http/retry.ts';

/** One request to an OpenStack service. */
export interface ServiceRequest {
  readonly method: 'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Below the service's versionless endpoint, e.g. `/v2/images`; path parts already percent-encoded. */
  readonly path: string;
  readonly query?: URLSearchParams;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as JSON, with `contentType` or `application/json`. */
  readonly json?: unknown;
  readonly contentType?: string;
  /** A streamed body (`application/octet-stream`): sent once, never repeated. */
  readonly body?: AsyncIterable<Uint8Array>;
  /** Bytes of `body`; without it the body is sent chunked. */
  readonly bodyBytes?: number;
  /**
   * Whether the request may be sent again after a connection error or a passing status (429, 500, 502, 503, 504).
   * Default: true for GET and HEAD alone. Ignored when there is a `body`.
   */
  readonly repeatable?: boolean;
  readonly signal?: AbortSignal;
  /** Milliseconds without any progress before the request fails; default: the session's. */
  readonly idleTimeout?: number;
}

/** A successful (2xx) answer. The caller reads the body or drops it. */
export interface ServiceResponse {
  readonly status: number;
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string>>;
  /** The raw body, for data downloads. */
  readonly body: Readable;
  /** Reads the whole body as JSON; throws {@link HttpError} for a body that is not JSON. */
  json(): Promise<unknown>;
  /** Drains and forgets the body. */
  drop(): Promise<void>;
}

/**
 * Sends requests to one service of one cloud: authenticates, renews the token on 401 (once), repeats requests that are
 * safe to repeat, and keeps secrets out of the log. Throws error statuses as `HttpError`, a missing answer as
 * `ConnectionError`, and an abort as the signal's reason.
 */
export interface ServiceClient {
  request(request: ServiceRequest): Promise<ServiceResponse>;
  /** The service's endpoint without version or trailing slash, without credentials. */
  endpoint(): Promise<string>;
  /** How the session repeats requests, for callers that look at the service before they repeat a request. */
  readonly retry?: RetrySettings;
  /** Renews the token when it has less than `seconds` left; to be called before a long upload. */
  ensureToken(seconds: number): Promise<void>;
}
