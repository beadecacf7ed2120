import { expect, test } from 'vitest';
import { faultOf, ProxyHungUp } from '../../src/http/faults.ts';

function coded(code: string, message = 'as Node says it'): Error {
  return Object.assign(new Error(message), { code });
}

test.each([
  ['ECONNREFUSED', 'the connection was refused', true],
  ['ECONNRESET', 'the connection was closed before the answer was complete', true],
  ['UND_ERR_SOCKET', 'the connection was closed before the answer was complete', true],
  ['UND_ERR_CONNECT_TIMEOUT', 'no connection in time', true],
  ['UND_ERR_HEADERS_TIMEOUT', 'no answer in time', true],
  ['EHOSTUNREACH', 'the host cannot be reached', true],
  ['EAI_AGAIN', 'the resolver gave no answer', true],
  ['ENOTFOUND', 'the host name does not resolve', false],
  ['CERT_HAS_EXPIRED', 'its certificate has expired', false],
  ['DEPTH_ZERO_SELF_SIGNED_CERT', 'its certificate is self-signed', false],
  ['EPROTO', 'the TLS handshake failed', false],
  ['EACCES', 'as Node says it', false],
  ['ENOENT', 'as Node says it', false],
  ['ERR_SSL_WRONG_VERSION_NUMBER', 'the TLS handshake failed', false],
  [
    'ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED',
    'the server refused our client certificate, or wants one',
    false,
  ],
])('describes the fault %s: %s (another try may help: %s)', (code, text, transient) => {
  expect(faultOf(coded(code))).toMatchObject({ text, transient });
});

test('finds the code of a cause', () => {
  const error = new Error('failed', { cause: coded('ECONNREFUSED') });

  expect(faultOf(error)).toEqual(faultOf(coded('ECONNREFUSED')));
});

test('names the status with which a proxy refused a tunnel', () => {
  const error = coded('UND_ERR_ABORTED', 'Proxy response (407) !== 200 when HTTP Tunneling');

  expect(faultOf(error)).toMatchObject({ text: 'the proxy refused the connection (407)', transient: false });
});

test('names a proxy that hung up, not the connection that it closed', () => {
  const error = new ProxyHungUp(coded('UND_ERR_SOCKET'));

  expect(faultOf(error)).toMatchObject({ text: 'the proxy closed the connection', transient: true });
});

test.each([
  ['EMFILE', true],
  ['UND_ERR_INVALID_ARG', false],
  ['UND_ERR_DESTROYED', false],
  ['HOSTNAME_MISMATCH', false],
  ['constructor', true],
])('gives the message of an error with the unknown code %s (another try may help: %s)', (code, transient) => {
  expect(faultOf(coded(code))).toEqual({ text: 'as Node says it', transient });
});

test.each([new TypeError('wrong'), 'wrong'])(
  'another try does not help after %s, which has no code',
  (error) => {
    expect(faultOf(error)).toEqual({ text: 'wrong', transient: false });
  },
);
