import { STATUS_CODES } from 'node:http';
import { describeSource } from '../model/describe-source.ts';
import { SourceError } from '../model/errors.ts';
import { type Headers, retryAfterMs } from './http/validators.ts';
import { PassingFailure } from './tries.ts';

/** A URL for messages: no credentials, no query string. */
export function publicUrl(url: URL): string {
  return describeSource({ kind: 'http', url: url.href });
}

const PASSING_STATUSES = [408, 425, 429, 500, 502, 503, 504];

/** The failure that an unwanted status is; a `PassingFailure` when the server may think better of it. */
export function statusFailure(url: URL, status: number, headers: Headers): SourceError | PassingFailure {
  const name = STATUS_CODES[status];
  const hint = statusHint(status);
  const failure = new SourceError(
    `${publicUrl(url)} answered ${status}${name ? ` ${name}` : ''}`,
    hint === null ? { status } : { status, hint },
  );
  if (!PASSING_STATUSES.includes(status)) return failure;
  return new PassingFailure(failure, retryAfterMs(headers, Date.now()));
}

function statusHint(status: number): string | null {
  if (status === 401 || status === 403) return 'Check the credentials given under `auth`.';
  if (status === 404 || status === 410) return 'Check the `source` of the image.';
  if (status === 407) return 'Put the credentials for the proxy into its URL.';
  return null;
}

const WORDS: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'connection refused',
  ECONNRESET: 'the connection was reset',
  EPIPE: 'the connection was closed',
  ETIMEDOUT: 'the connection timed out',
  EHOSTUNREACH: 'the host cannot be reached',
  ENETUNREACH: 'the network cannot be reached',
  ENOTFOUND: 'the host name is unknown',
  EAI_AGAIN: 'the host name could not be looked up',
  UND_ERR_SOCKET: 'the connection was closed',
  UND_ERR_CONNECT_TIMEOUT: 'no connection in time',
  UND_ERR_HEADERS_TIMEOUT: 'no answer in time',
  UND_ERR_BODY_TIMEOUT: 'no data in time',
};

const FINAL_CODES =
  /^(ENOTFOUND|CERT_|ERR_TLS_|ERR_SSL_|UNABLE_TO_|DEPTH_ZERO_|SELF_SIGNED_|HOSTNAME_|HPE_|UND_ERR_INVALID_ARG|UND_ERR_ABORTED)/;

/** The failure that no answer is. Certificates, unknown hosts and refusing proxies do not mend themselves. */
export function connectionFailure(url: URL, error: unknown): SourceError | PassingFailure {
  const code = codeOf(error);
  const failure = new SourceError(`${publicUrl(url)} cannot be reached: ${connectionTrouble(error)}`, {
    cause: error,
  });
  return FINAL_CODES.test(code) ? failure : new PassingFailure(failure);
}

/** What went wrong with a connection, in words. */
export function connectionTrouble(error: unknown): string {
  return WORDS[codeOf(error)] ?? (error instanceof Error ? error.message : String(error));
}

function codeOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return typeof code === 'string' ? code : '';
}
