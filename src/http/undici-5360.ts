import type { Socket } from 'node:net';
import type { buildConnector } from 'undici';

/** The part of undici's answer parser that is used here. The socket has it, under a symbol of this description. */
interface Parser {
  readonly paused: boolean;
  shouldKeepAlive: boolean;
}
const PARSER = 'parser';

/**
 * A connector whose sockets report their end only when undici can take it. undici 7 asserts that its parser is not
 * paused when a connection ends. With an answer that has `Connection: close` and is read more slowly than it comes, the
 * assertion fails inside an event handler, where nothing can catch it, and ends the whole program (nodejs/undici
 * issue 5360, fixed in undici 8, which needs Node 22). With this connector the end waits until the reader has made room
 * for everything before it.
 */
export function fixedConnector(connector: buildConnector.connector): buildConnector.connector {
  return (target, callback) =>
    connector(target, (...[error, socket]) =>
      error ? callback(error, null) : callback(null, holdingTheEnd(socket as Socket)),
    );
}

function holdingTheEnd<S extends Socket>(socket: S): S {
  const emit = socket.emit.bind(socket);
  const read = socket.read.bind(socket);
  let isHeld = false;

  function release(): void {
    if (!isHeld || socket.destroyed || parserOf(socket)?.paused) return;
    isHeld = false;
    socket.allowHalfOpen = false;
    emit('end');
    // As Node itself does after it has reported an end.
    socket.end();
  }

  socket.emit = ((event: string | symbol, ...values: unknown[]) => {
    const parser = event === 'end' || event === 'close' ? parserOf(socket) : null;
    if (!parser?.paused) return emit(event, ...values);
    if (event === 'end') {
      isHeld = true;
      // Else Node destroys the socket, and undici drops the bytes that it has not yet passed on.
      socket.allowHalfOpen = true;
      return true;
    }
    // No more bytes can come: let undici treat the answer as broken off.
    parser.shouldKeepAlive = true;
    return emit(event, ...values);
  }) as S['emit'];

  socket.read = ((size?: number) => {
    const block = read(size);
    // undici reads when its parser goes on; the last read makes room for the end.
    if (block === null && isHeld) process.nextTick(release);
    return block;
  }) as S['read'];
  return socket;
}

function parserOf(socket: Socket): Parser | null {
  const key = Object.getOwnPropertySymbols(socket).find(({ description }) => description === PARSER);
  return key === undefined ? null : (socket as unknown as Record<symbol, Parser | null>)[key]!;
}
