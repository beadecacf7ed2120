import type { InPlace } from './hashed-blocks.ts';

/** The first bytes of a source, and an iteration of everything, the first bytes included. */
interface Peeked {
  /** Shorter than asked for only when the source is. */
  readonly head: Uint8Array;
  /** To be iterated once. */
  readonly whole: AsyncIterable<Uint8Array>;
}

/**
 * Reads at least the first `bytes` bytes of a source without losing them. A caller that never iterates `whole` must
 * close the source itself; a caller that iterates it closes the source by ending the iteration, even early.
 */
export async function peek(source: AsyncIterable<Uint8Array>, bytes: number): Promise<Peeked> {
  const iterator = source[Symbol.asyncIterator]();
  const pieces: Uint8Array[] = [];
  let read = 0;
  let ended = false;
  while (read < bytes && !ended) {
    const next = await iterator.next();
    if (next.done) {
      ended = true;
      continue;
    }
    pieces.push(next.value);
    read += next.value.length;
  }
  return {
    head: Buffer.concat(pieces, read).subarray(0, bytes),
    whole: replay(pieces, iterator, ended),
  };
}

/** The same for a source that is read in place. */
export async function peekInPlace(
  source: InPlace,
  bytes: number,
): Promise<{ readonly head: Uint8Array; readonly whole: InPlace }> {
  const memory = Buffer.alloc(bytes);
  let filled = 0;
  for (let read = -1; read !== 0 && filled < bytes; filled += read) {
    read = await source.readInto(memory.subarray(filled));
  }
  const head = memory.subarray(0, filled);
  let rest = head;
  return {
    head,
    whole: {
      async readInto(into) {
        const taken = rest.subarray(0, into.length);
        into.set(taken);
        rest = rest.subarray(taken.length);
        if (taken.length === into.length) return taken.length;
        return taken.length + (await source.readInto(into.subarray(taken.length)));
      },
    },
  };
}

async function* replay(
  pieces: Uint8Array[],
  iterator: AsyncIterator<Uint8Array>,
  ended: boolean,
): AsyncGenerator<Uint8Array, void, undefined> {
  let finished = ended;
  try {
    while (pieces.length > 0) yield pieces.shift()!;
    while (!finished) {
      const next = await iterator.next();
      if (next.done) finished = true;
      else yield next.value;
    }
  } catch (error) {
    // An iterator that threw is closed already.
    finished = true;
    throw error;
  } finally {
    if (!finished) await iterator.return?.();
  }
}
