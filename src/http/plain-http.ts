import type { Socket } from 'node:net';
import type { buildConnector } from 'undici';
import { faultCode, NoTls } from './faults.ts';

/** Milliseconds that a server may take to answer the question in plain HTTP. */
const WAIT = 2_000;

/** Bytes of a status line up to its status: `HTTP/1.1 200`. */
const STATUS_BYTES = 12;

/**
 * A connector that tells a failed TLS handshake from a server that speaks plain HTTP. Many such servers close the connection
 * without a word, which looks like a network that failed for a moment: the request would be repeated until no try is left.
 * So after a failed handshake, it asks the same port in plain HTTP. The question holds nothing of the request.
 */
export function tellingPlainHttp(connector: buildConnector.connector): buildConnector.connector {
  return (target, callback) =>
    connector(target, (...[error, socket]) => {
      if (!error) return callback(null, socket);
      const meant = target.protocol === 'https:' ? plainStatuses(error) : null;
      if (meant === null) return callback(error, null);
      ask(connector, target, (status) =>
        callback(status !== null && meant(status) ? new NoTls(error) : error, null),
      );
    });
}

/** Which statuses in plain HTTP show, after this error, that the server speaks no TLS; null: another error. */
function plainStatuses(error: Error): ((status: number) => boolean) | null {
  const code = faultCode(error);
  if (code === 'ERR_SSL_WRONG_VERSION_NUMBER' || code === 'EPROTO') return () => true;
  // A server that does speak TLS answers 400 to plain HTTP on its port, and may have closed for another reason.
  return code === 'ECONNRESET' ? (status) => status !== 400 : null;
}

function ask(
  connector: buildConnector.connector,
  target: buildConnector.Options,
  done: (status: number | null) => void,
): void {
  const plain = { ...target, protocol: 'http:', port: target.port || '443' };
  connector(plain, (...[error, opened]) => {
    if (error) return done(null);
    const socket = opened as Socket;
    let answer = '';
    const end = () => {
      socket
        .off('close', end)
        .on('error', () => {})
        .destroy();
      done(statusOf(answer));
    };
    socket.setTimeout(WAIT, end);
    socket.on('error', () => {});
    socket.once('close', end);
    socket.on('data', (block: Buffer) => {
      answer += block.toString('latin1');
      if (answer.length >= STATUS_BYTES) end();
    });
    socket.write(`HEAD / HTTP/1.1\r\nHost: ${target.host ?? target.hostname}\r\nConnection: close\r\n\r\n`);
  });
}

function statusOf(answer: string): number | null {
  const [, status] = /^HTTP\/1\.[01] (\d{3})/.exec(answer) ?? [];
  return status === undefined ? null : Number(status);
}
