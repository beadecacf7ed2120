import { STATUS_CODES } from 'node:http';
import { errors } from 'undici';
import { describeSource } from '../model/describe-source.ts';
import { ConnectionError, SourceError } from '../model/errors.ts';
import { type Headers, retryAfterMs } from '../source/http/validators.ts';
import { describeMissed, type MinimumRate } from './minimum-rate.ts';
import { PassingFailure } from './retry.ts';

/** An answer that only drips. */
export class TooSlow extends Error {
  readonly code = 'TOO_SLOW';

  constructor(pace: MinimumRate) {
    super(`the answer came too slowly: ${describeMissed(pace)}`);
  }
}

interface Fault {
  readonly text: string;
  readonly hint?: string;
  /** Whether another try may go better. */
  readonly transient: boolean;
}

const TRUST_HINT =
  "Name the CA's certificate with cacert (OS_CACERT), e.g. /etc/ssl/certs/ca-certificates.crt for the system's, " +
  'or use insecure (OS_INSECURE) where nothing is at stake.';
const LOST: Fault = { text: 'the connection was closed before the answer was complete', transient: true };

/** With TLS 1.3 a service that misses a client certificate may just hang up. */
const LOST_TLS_HINT = 'If the service wants a client certificate, set cert and key (OS_CERT, OS_KEY).';
const UNREACHABLE: Fault = {
  text: 'the host cannot be reached',
  hint: 'Check the network, VPN and firewall, and HTTP(S)_PROXY and NO_PROXY.',
  transient: true,
};

/** By `code` of Node's (node:net, node:dns, node:tls) and undici's errors. */
const FAULTS: Readonly<Record<string, Fault>> = {
  ECONNREFUSED: {
    text: 'the connection was refused',
    hint: 'Check host and port, and that the service is running.',
    transient: true,
  },
  ENOTFOUND: {
    text: 'the host name does not resolve',
    hint: 'Check the name in auth_url or the endpoint, and DNS.',
    transient: false,
  },
  EAI_AGAIN: { text: 'the resolver gave no answer', hint: 'Check DNS.', transient: true },
  ECONNRESET: LOST,
  EPIPE: LOST,
  UND_ERR_SOCKET: LOST,
  UND_ERR_RES_CONTENT_LENGTH_MISMATCH: LOST,
  UND_ERR_CONNECT_TIMEOUT: { ...UNREACHABLE, text: 'no connection in time' },
  ETIMEDOUT: { ...UNREACHABLE, text: 'no connection in time' },
  EHOSTUNREACH: UNREACHABLE,
  ENETUNREACH: UNREACHABLE,
  UND_ERR_HEADERS_TIMEOUT: { text: 'no answer in time', transient: true },
  UND_ERR_BODY_TIMEOUT: { text: 'the answer stopped coming', transient: true },
  SELF_SIGNED_CERT_IN_CHAIN: {
    text: 'its certificate is signed by an unknown CA',
    hint: TRUST_HINT,
    transient: false,
  },
  DEPTH_ZERO_SELF_SIGNED_CERT: { text: 'its certificate is self-signed', hint: TRUST_HINT, transient: false },
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: {
    text: 'its certificate is signed by an unknown CA',
    hint: TRUST_HINT,
    transient: false,
  },
  UNABLE_TO_GET_ISSUER_CERT: {
    text: 'the issuer of its certificate is unknown',
    hint: TRUST_HINT,
    transient: false,
  },
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: {
    text: 'the issuer of its certificate is unknown',
    hint: TRUST_HINT,
    transient: false,
  },
  CERT_HAS_EXPIRED: {
    text: 'its certificate has expired',
    hint: "Have it renewed, and check this machine's clock.",
    transient: false,
  },
  CERT_NOT_YET_VALID: {
    text: 'its certificate is not valid yet',
    hint: "Check this machine's clock.",
    transient: false,
  },
  ERR_TLS_CERT_ALTNAME_INVALID: {
    text: 'its certificate is for another host name',
    hint: 'Use the name that the certificate bears in auth_url or the endpoint.',
    transient: false,
  },
  EPROTO: {
    text: 'the TLS handshake failed',
    hint: 'If the service does not speak TLS there, use http:// in the URL; if it wants a client certificate, set cert and key.',
    transient: false,
  },
  UND_ERR_REQ_CONTENT_LENGTH_MISMATCH: { text: 'the body is not as long as announced', transient: false },
  UND_ERR_ABORTED: {
    text: 'the proxy refused the connection',
    hint: 'Check HTTPS_PROXY and NO_PROXY.',
    transient: false,
  },
};

/** Codes after which a request may be repeated at once: an idle connection that the service had closed. */
const STALE_CODES: ReadonlySet<string> = new Set(['ECONNRESET', 'EPIPE', 'UND_ERR_SOCKET']);

/** What went wrong, as a ConnectionError that names the request; the cause is kept. `url` is without credentials. */
export function connectionError(error: unknown, method: string, url: string): ConnectionError {
  const fault = faultOf(error);
  const hint = fault === LOST && url.startsWith('https:') ? LOST_TLS_HINT : fault.hint;
  return new ConnectionError(`${method} ${url}: ${fault.text}`, {
    ...(hint !== undefined && { hint }),
    cause: error,
  });
}

export function isTransient(error: ConnectionError): boolean {
  return faultOf(error.cause).transient;
}

/** True when a kept-alive connection may simply have been closed under us. */
export function isStaleConnection(error: ConnectionError): boolean {
  return STALE_CODES.has(codeOf(error.cause));
}

/** True when the service was not silent, but as good as. */
export function isTooSlow(error: ConnectionError): boolean {
  return error.cause instanceof TooSlow;
}

function faultOf(error: unknown): Fault {
  if (error instanceof TooSlow) return { text: error.message, transient: true };
  const code = codeOf(error);
  const known = FAULTS[code];
  if (known !== undefined) return known;
  if (code.startsWith('ERR_SSL') && code.includes('CERTIFICATE')) {
    return {
      text: 'the service refused our certificate, or wants one',
      hint: 'Set cert and key (OS_CERT, OS_KEY) to a client certificate that the service accepts.',
      transient: false,
    };
  }
  if (code.startsWith('ERR_SSL')) return FAULTS.EPROTO as Fault;
  if (error instanceof errors.HTTPParserError) {
    return {
      text: 'what answers there does not speak HTTP',
      hint: 'If the service speaks TLS, use https:// in the URL.',
      transient: false,
    };
  }
  return { text: error instanceof Error ? error.message : String(error), transient: false };
}

function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return '';
  const { code } = error as NodeJS.ErrnoException;
  return typeof code === 'string' ? code : codeOf(error.cause);
}

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
  const code = ownCodeOf(error);
  const failure = new SourceError(`${publicUrl(url)} cannot be reached: ${connectionTrouble(error)}`, {
    cause: error,
  });
  return FINAL_CODES.test(code) ? failure : new PassingFailure(failure);
}

/** What went wrong with a connection, in words. */
export function connectionTrouble(error: unknown): string {
  return WORDS[ownCodeOf(error)] ?? (error instanceof Error ? error.message : String(error));
}

function ownCodeOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return typeof code === 'string' ? code : '';
}
