import type { Socket } from 'node:net';

/** Milliseconds that a failed write may wait for the answer that explains it. */
const PATIENCE = 1_000;

/**
 * Keeps a failed write from tearing the socket down before the answer is read. A service that refuses an upload
 * early (413, 401) answers and closes while we are still sending: the next write fails at once, although the
 * answer already waits on the reading side. The failure is held until reading has ended too.
 */
export function withPatientWrites<S extends Socket>(socket: S): S {
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
    const timer = setTimeout(() => callback(error), PATIENCE);
    socket.once('close', () => clearTimeout(timer));
  };
}
