import type { Socket } from 'node:net';
import { buildConnector } from 'undici';

/** What undici's parser of answers is asked about; it keeps it at the socket, under a symbol of this description. */
interface Parser {
  readonly paused: boolean;
  shouldKeepAlive: boolean;
}
const PARSER = 'parser';

/**
 * A connector whose sockets tell their end only when undici can hear it. undici 7 asserts that its parser is not paused
 * when a connection ends: an answer with `Connection: close` that is read more slowly than it comes then ends the whole
 * program, from within an event that nobody can catch (nodejs/undici issue 5360, mended for undici 8, which needs
 * Node 22). Here, the end waits until the reader has made room for what came before it.
 */
export function steadyConnector(
  connect: buildConnector.connector | buildConnector.BuildOptions = {},
): buildConnector.connector {
  const connector = typeof connect === 'function' ? connect : buildConnector(connect);
  return (target, callback) =>
    connector(target, (...[error, socket]) =>
      error ? callback(error, null) : callback(null, withSteadyEnd(socket as Socket)),
    );
}

function withSteadyEnd<S extends Socket>(socket: S): S {
  const emit = socket.emit.bind(socket);
  const read = socket.read.bind(socket);
  let isHeld = false;

  function release(): void {
    if (!isHeld || socket.destroyed || parserOf(socket)?.paused) return;
    isHeld = false;
    socket.allowHalfOpen = false;
    emit('end');
    // What Node itself does behind an end that it has told.
    socket.end();
  }

  socket.emit = ((event: string | symbol, ...values: unknown[]) => {
    const parser = event === 'end' || event === 'close' ? parserOf(socket) : null;
    if (!parser?.paused) return emit(event, ...values);
    if (event === 'end') {
      isHeld = true;
      // Or else Node would destroy the socket, and undici drop what it has not yet passed on.
      socket.allowHalfOpen = true;
      return true;
    }
    // Nothing can be waited for any more: undici takes the answer for one that broke off.
    parser.shouldKeepAlive = true;
    return emit(event, ...values);
  }) as S['emit'];

  socket.read = ((size?: number) => {
    const block = read(size);
    // undici reads when its parser goes on.
    if (block === null && isHeld) process.nextTick(release);
    return block;
  }) as S['read'];
  return socket;
}

function parserOf(socket: Socket): Parser | null {
  const key = Object.getOwnPropertySymbols(socket).find(({ description }) => description === PARSER);
  return key === undefined ? null : (socket as unknown as Record<symbol, Parser | null>)[key]!;
}
