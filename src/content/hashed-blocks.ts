import type { Algorithm, Digests } from '../model/digest.ts';
import { createParallelDigester, digestsByName } from './digesting.ts';
import { startHashThreads } from './hash-threads.ts';
import { rechunk } from './rechunk.ts';

/** Content that is read into memory of the reader's choice, so that nothing has to copy it. */
export interface InPlace {
  /** Reads the next bytes into the memory, and returns how many; 0 at the end. One call at a time. */
  readInto(memory: Buffer): Promise<number>;
}

/** Bytes that came in this time go on, although a block is not full: a slow source must not make Glance wait. */
const LONGEST_GATHERING_MS = 100;

/** Reads a stream in place: gathers its pieces, as those of a network are short. The owner of the stream closes it. */
export function gathered(stream: AsyncIterable<Uint8Array>): InPlace {
  const iterator = stream[Symbol.asyncIterator]();
  let rest: Uint8Array = Buffer.alloc(0);
  let ended = false;

  async function arrive(): Promise<void> {
    const { done, value } = await iterator.next();
    ended = done === true;
    if (!done) rest = value;
  }

  return {
    async readInto(memory) {
      let filled = 0;
      let deadline = Number.POSITIVE_INFINITY;
      while (filled < memory.length && performance.now() < deadline) {
        while (rest.length === 0 && !ended) await arrive();
        if (ended && rest.length === 0) break;
        if (filled === 0) deadline = performance.now() + LONGEST_GATHERING_MS;
        const taken = rest.subarray(0, memory.length - filled);
        memory.set(taken, filled);
        filled += taken.length;
        rest = rest.subarray(taken.length);
      }
      return filled;
    },
  };
}

/**
 * A connection may keep blocks below its high-water mark (64 KiB in undici) while it already asks for the next. Such short
 * ones get memory of their own.
 */
const SHORT = 128 * 1024;

/** Content block by block, and the digests of the blocks that have come. */
interface HashedBlocks {
  /** To be iterated once. */
  readonly blocks: AsyncIterable<Uint8Array>;
  /** Call it once, after the last block. */
  finish(): Promise<Digests>;
  /** Frees what hashes; call it at the end, also after an error. `isTaken`: the reader uses no block any more. */
  close(isTaken: boolean): void;
}

/**
 * Hashes content as it passes. Content that is read in place goes straight into the memory that the threads share. Its
 * blocks stay as they are only until their reader has asked for a few more: the reader must have sent or copied them by
 * then. A connection has done so when it asks for the next one.
 */
export function hashedBlocks(
  source: AsyncIterable<Uint8Array> | InPlace,
  algorithms: readonly Algorithm[],
  { largest, size }: { readonly largest: number; readonly size: number | null },
): HashedBlocks {
  const names = [...new Set(algorithms)];
  return 'readInto' in source ? readInPlace(source, names) : passOn(rechunk(source, largest), names, size);
}

function passOn(
  source: AsyncIterable<Uint8Array>,
  names: readonly Algorithm[],
  size: number | null,
): HashedBlocks {
  const digester = createParallelDigester(names, size);
  async function* blocks(): AsyncGenerator<Uint8Array, void, undefined> {
    for await (const block of source) {
      const room = digester.update(block);
      if (room) await room;
      yield block;
    }
  }
  return { blocks: blocks(), finish: digester.finish, close: digester.close };
}

function readInPlace(source: InPlace, names: readonly Algorithm[]): HashedBlocks {
  const threads = startHashThreads(names);

  async function read(): Promise<Buffer> {
    const memory = await threads.block();
    const length = await source.readInto(memory);
    if (length > 0) threads.hand(length);
    return memory.subarray(0, length);
  }

  /** Reads the next block while the reader works on this one. */
  async function* blocks(): AsyncGenerator<Uint8Array, void, undefined> {
    let coming = read();
    for (let block = await coming; block.length > 0; block = await coming) {
      coming = read();
      // It is awaited after the yield; until then, its failure waits too.
      coming.catch(() => {});
      yield block.length < SHORT ? Buffer.from(block) : block;
    }
  }

  return {
    blocks: blocks(),
    finish: async () => digestsByName(names, await threads.finish()),
    close: threads.close,
  };
}
