import { type Fault, faultCode, faultOf } from '../../http/faults.ts';
import { describeMissed, type MinimumRate } from '../../http/minimum-rate.ts';
import { ConnectionError } from '../../model/errors.ts';

/** An answer that comes more slowly than the minimum rate. */
export class TooSlow extends Error {
  readonly code = 'TOO_SLOW';

  constructor(minimumRate: MinimumRate) {
    super(`the answer came too slowly: ${describeMissed(minimumRate)}`);
  }
}

const HINTS: Readonly<Record<NonNullable<Fault['kind']>, string>> = {
  // With TLS 1.3 a service that misses a client certificate may just close the connection.
  lost: 'Check that the service speaks TLS on this port. If it wants a client certificate, set cert and key (OS_CERT, OS_KEY).',
  untrusted:
    "Name the CA's certificate with cacert (OS_CACERT), e.g. /etc/ssl/certs/ca-certificates.crt for the system's, " +
    'or use insecure (OS_INSECURE) where nothing is at stake.',
  handshake:
    'If the service does not speak TLS there, use http:// in the URL; if it wants a client certificate, set cert and key.',
  'client certificate':
    'Set cert and key (OS_CERT, OS_KEY) to a client certificate that the service accepts.',
};

/** A ConnectionError that names request and fault, with the error as its cause. `url` is without credentials. */
export function connectionError(error: unknown, method: string, url: string): ConnectionError {
  const fault = faultOf(error);
  const hint = hintFor(fault, url);
  return new ConnectionError(`${method} ${url}: ${fault.text}`, {
    ...(hint !== undefined && { hint }),
    cause: error,
  });
}

function hintFor({ kind, hint }: Fault, url: string): string | undefined {
  if (kind === undefined || (kind === 'lost' && !url.startsWith('https:'))) return hint;
  return HINTS[kind];
}

/** Whether another try may go better. */
export function isTransient(error: ConnectionError): boolean {
  return faultOf(error.cause).transient;
}

/** Codes after which a request may be repeated at once: the service may have closed an idle connection. */
const STALE_CODES: readonly string[] = ['ECONNRESET', 'EPIPE', 'UND_ERR_SOCKET'];

/** Whether the request may have met an idle connection that the service had just closed. */
export function isStaleConnection(error: ConnectionError): boolean {
  return STALE_CODES.includes(faultCode(error.cause));
}

/** Whether the service sent something, but less than the minimum rate. */
export function isTooSlow(error: ConnectionError): boolean {
  return error.cause instanceof TooSlow;
}
