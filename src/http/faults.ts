import { errors } from 'undici';
import { NotPublic } from './public-addresses.ts';

/** Why a connection or an answer failed. */
export interface Fault {
  readonly text: string;
  readonly hint?: string;
  /** Whether another try may go better. */
  readonly transient: boolean;
  /** For hints that depend on the caller's own settings. */
  readonly kind?: 'lost' | 'untrusted' | 'handshake' | 'client certificate';
}

/** The server speaks plain HTTP on a port where TLS was tried. Has the code of the failed handshake. */
export class NoTls extends Error {
  readonly code: string;

  constructor(cause: Error) {
    super(PLAIN_HTTP.text, { cause });
    this.code = faultCode(cause);
  }
}

/** No connection to the proxy itself; the cause says why. */
export class ProxyUnreachable extends Error {
  readonly code = 'PROXY_UNREACHABLE';
  /** Host and port of the proxy. */
  readonly proxy: string;

  constructor(proxy: string, cause: Error) {
    super(`the proxy ${proxy} cannot be reached`, { cause });
    this.proxy = proxy;
  }
}

/** A proxy closed the connection when it was asked for a tunnel. */
export class ProxyHungUp extends Error {
  readonly code = 'PROXY_HUNG_UP';

  constructor(cause: Error) {
    super('the proxy closed the connection', { cause });
  }
}

const PROXY_HINT = 'Check HTTPS_PROXY, ALL_PROXY and NO_PROXY.';

/** The connection was closed before the answer was complete. */
export const LOST: Fault = {
  text: 'the connection was closed before the answer was complete',
  transient: true,
  kind: 'lost',
};
const NO_CONNECTION: Fault = {
  text: 'no connection in time',
  hint: 'Check the network, VPN and firewall, and HTTP(S)_PROXY and NO_PROXY.',
  transient: true,
};
const UNREACHABLE: Fault = { ...NO_CONNECTION, text: 'the host cannot be reached' };
const UNKNOWN_CA: Fault = {
  text: 'its certificate is signed by an unknown CA',
  transient: false,
  kind: 'untrusted',
};
const UNKNOWN_ISSUER: Fault = { ...UNKNOWN_CA, text: 'the issuer of its certificate is unknown' };
const HANDSHAKE: Fault = {
  text: 'the TLS handshake failed',
  hint: 'If the server does not use TLS there, use http:// in the URL.',
  transient: false,
  kind: 'handshake',
};
const PLAIN_HTTP: Fault = {
  text: 'the server speaks plain HTTP on this port, not TLS',
  hint: 'Use http:// in the URL, or the port where the server speaks TLS.',
  transient: false,
};
const NOT_HTTP: Fault = {
  text: 'the server does not speak HTTP',
  hint: 'If the server uses TLS, use https:// in the URL.',
  transient: false,
};

/** By `code` of the errors of Node (node:net, node:dns, node:tls, node:stream), of undici, and of this folder. */
const FAULTS: Readonly<Record<string, Fault>> = {
  ECONNREFUSED: {
    text: 'the connection was refused',
    hint: 'Check host and port, and that the service is running.',
    transient: true,
  },
  ENOTFOUND: {
    text: 'the host name does not resolve',
    hint: 'Check the host name in the URL, and DNS.',
    transient: false,
  },
  EAI_AGAIN: { text: 'the resolver gave no answer', hint: 'Check DNS.', transient: true },
  ECONNRESET: LOST,
  EPIPE: LOST,
  ERR_STREAM_PREMATURE_CLOSE: LOST,
  UND_ERR_SOCKET: LOST,
  UND_ERR_RES_CONTENT_LENGTH_MISMATCH: LOST,
  UND_ERR_CONNECT_TIMEOUT: NO_CONNECTION,
  ETIMEDOUT: NO_CONNECTION,
  EHOSTUNREACH: UNREACHABLE,
  ENETUNREACH: UNREACHABLE,
  UND_ERR_HEADERS_TIMEOUT: { text: 'no answer in time', transient: true },
  UND_ERR_BODY_TIMEOUT: { text: 'the answer stopped coming', transient: true },
  SELF_SIGNED_CERT_IN_CHAIN: UNKNOWN_CA,
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: UNKNOWN_CA,
  DEPTH_ZERO_SELF_SIGNED_CERT: { ...UNKNOWN_CA, text: 'its certificate is self-signed' },
  UNABLE_TO_GET_ISSUER_CERT: UNKNOWN_ISSUER,
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: UNKNOWN_ISSUER,
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
    hint: 'Use the host name of the certificate in the URL.',
    transient: false,
  },
  EPROTO: HANDSHAKE,
  UND_ERR_REQ_CONTENT_LENGTH_MISMATCH: { text: 'the body is not as long as announced', transient: false },
  UND_ERR_ABORTED: { text: 'the proxy refused the connection', hint: PROXY_HINT, transient: false },
  PROXY_HUNG_UP: { text: 'the proxy closed the connection', hint: PROXY_HINT, transient: true },
};

/** Codes without words of their own after which another try would fail as well. */
const FINAL_CODES =
  /^(CERT_|ERR_|HOSTNAME_|HPE_|UNABLE_TO_|UND_ERR_(INVALID|DESTROYED|CLOSED|NOT_SUPPORTED)|E(ACCES|PERM|NOENT|INVAL)$)/;

/** The fault behind an error of a request, with the words and the hint for it. */
export function faultOf(error: unknown): Fault {
  if (error instanceof NotPublic) return privateHost(error);
  if (error instanceof NoTls) return PLAIN_HTTP;
  const unreachable = unreachableProxy(error);
  if (unreachable !== null) return unreachable;
  const code = faultCode(error);
  const known = Object.hasOwn(FAULTS, code) ? FAULTS[code] : undefined;
  if (code === 'UND_ERR_ABORTED' && known) return { ...known, text: `${known.text}${proxyStatus(error)}` };
  if (known !== undefined) return known;
  if (code.startsWith('ERR_SSL') && code.includes('CERTIFICATE')) {
    return {
      text: 'the server refused our client certificate, or wants one',
      transient: false,
      kind: 'client certificate',
    };
  }
  if (code.startsWith('ERR_SSL')) return HANDSHAKE;
  if (error instanceof errors.HTTPParserError) return NOT_HTTP;
  const text = error instanceof Error ? error.message : String(error);
  return { text, transient: code !== '' && !FINAL_CODES.test(code) };
}

function privateHost({ message, host }: NotPublic): Fault {
  const hint = `Allow the host with --allow-host ${host}, if a stranger may reach it.`;
  return { text: `${message}, and the state file is not trusted`, hint, transient: false };
}

/** The fault of a connection to a proxy: its service had no part in it. */
function unreachableProxy(error: unknown): Fault | null {
  if (error instanceof ProxyUnreachable) {
    const { text, transient } = faultOf(error.cause);
    const hint = `Start the proxy, or correct HTTP_PROXY, HTTPS_PROXY, ALL_PROXY or NO_PROXY.`;
    return { text: `the proxy ${error.proxy} cannot be reached: ${text}`, hint, transient };
  }
  return error instanceof Error && error.cause !== undefined ? unreachableProxy(error.cause) : null;
}

/** The code of an error or of its cause; empty when neither has one. */
export function faultCode(error: unknown): string {
  if (!(error instanceof Error)) return '';
  const { code } = error as NodeJS.ErrnoException;
  return typeof code === 'string' ? code : faultCode(error.cause);
}

/** undici gives the status of a proxy's refusal in its message only: `Proxy response (403) !== 200 …`. */
function proxyStatus(error: unknown): string {
  const status = error instanceof Error ? /^Proxy response \((\d{3})\)/.exec(error.message)?.[1] : undefined;
  return status === undefined ? '' : ` (${status})`;
}
