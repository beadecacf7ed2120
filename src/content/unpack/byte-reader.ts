/** Reads a stream in pieces of given lengths. */
export interface ByteReader {
  /** Bytes that were read so far. */
  readonly position: number;
  /** Exactly so many bytes; null at the end of the stream. Throws `cut()` when the stream ends within them. */
  take(length: number): Promise<Buffer | null>;
  /** Exactly so many bytes, in the stream's own blocks. Throws `cut()` when there are fewer. */
  pass(length: number): AsyncGenerator<Uint8Array, void, undefined>;
  /** Closes the stream without reading the rest. */
  close(): Promise<void>;
}

/** Reads a stream and throws its errors unchanged; `cut` makes the error for a stream that ends too early. */
export function readBytes(source: AsyncIterable<Uint8Array>, cut: () => Error): ByteReader {
  const iterator = source[Symbol.asyncIterator]();
  let rest: Uint8Array = Buffer.alloc(0);
  let position = 0;
  let ended = false;

  /** At least one byte and at most so many; null at the end. */
  async function some(most: number): Promise<Uint8Array | null> {
    while (rest.length === 0) {
      const next = await nextOf(iterator);
      if (next === null) return null;
      rest = next;
    }
    const piece = rest.subarray(0, most);
    rest = rest.subarray(piece.length);
    position += piece.length;
    return piece;
  }

  async function nextOf(blocks: AsyncIterator<Uint8Array>): Promise<Uint8Array | null> {
    if (ended) return null;
    // Set before the call, as an iterator that throws is closed already.
    ended = true;
    const { done, value } = await blocks.next();
    ended = done === true;
    return done ? null : value;
  }

  async function* pass(length: number): AsyncGenerator<Uint8Array, void, undefined> {
    for (let left = length; left > 0; ) {
      const piece = await some(left);
      if (piece === null) throw cut();
      left -= piece.length;
      yield piece;
    }
  }

  return {
    get position() {
      return position;
    },
    async take(length) {
      const first = await some(length);
      if (first === null) return null;
      if (first.length === length) return Buffer.from(first.buffer, first.byteOffset, length);
      const pieces = [first];
      for await (const piece of pass(length - first.length)) pieces.push(piece);
      return Buffer.concat(pieces);
    },
    pass,
    async close() {
      if (!ended) await iterator.return?.();
      ended = true;
    },
  };
}
