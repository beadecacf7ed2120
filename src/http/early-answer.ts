import type { Socket } from 'node:net';
import type { buildConnector } from 'undici';

/** Milliseconds that a failed write waits for the answer that explains it. */
const WAIT = 1_000;

/**
 * A connector on whose sockets an answer is read even though a write has failed. A service that refuses an upload early
 * (413, 401) answers and closes while the upload is still being sent. The next write then fails at once and would tear
 * the socket down, although the answer already waits to be read. So the write reports its failure only when the socket
 * has been read to its end, or after a second.
 */
export function waitingForEarlyAnswers(connector: buildConnector.connector): buildConnector.connector {
  return (target, callback) =>
    connector(target, (...[error, socket]) =>
      error ? callback(error, null) : callback(null, holdingWriteErrors(socket as Socket)),
    );
}

function holdingWriteErrors<S extends Socket>(socket: S): S {
  const write = socket._write.bind(socket);
  socket._write = (chunk, encoding, callback) => write(chunk, encoding, holdingErrors(socket, callback));
  const writev = socket._writev?.bind(socket);
  if (writev) socket._writev = (chunks, callback) => writev(chunks, holdingErrors(socket, callback));
  return socket;
}

type Callback = (error?: Error | null) => void;

function holdingErrors(socket: Socket, callback: Callback): Callback {
  return (error) => {
    if (!error || socket.destroyed || !socket.readable) return callback(error);
    const timer = setTimeout(() => callback(error), WAIT);
    socket.once('close', () => clearTimeout(timer));
  };
}
