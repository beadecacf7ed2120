import { createHash } from 'node:crypto';
import { availableParallelism } from 'node:os';
import type { Algorithm, Digests } from '../model/digest.ts';
import { type HashThreads, startHashThreads } from './hash-threads.ts';

/** Computes digests of bytes that arrive block by block. */
interface Digester {
  update(block: Uint8Array): void;
  /** Bytes seen so far. */
  readonly bytes: number;
  /** Lower-case hexadecimal by algorithm. Call it once, after the last update. */
  finish(): Digests;
}

/** A digester for all these algorithms at once; an algorithm that is named twice is computed once. */
export function createDigester(algorithms: Iterable<Algorithm>): Digester {
  const hashes = [...new Set(algorithms)].map((name) => ({ name, hash: createHash(name) }));
  let bytes = 0;
  return {
    update(block) {
      for (const { hash } of hashes) hash.update(block);
      bytes += block.length;
    },
    get bytes() {
      return bytes;
    },
    finish() {
      return Object.fromEntries(hashes.map(({ name, hash }) => [name, hash.digest('hex')]));
    },
  };
}

/** Computes digests beside the thread that moves the bytes. */
interface ParallelDigester {
  /**
   * Takes a block that its owner does not change any more. Returns a promise only when the caller must wait, because the
   * digests lag behind.
   */
  update(block: Uint8Array): Promise<void> | undefined;
  /** Bytes seen so far. */
  readonly bytes: number;
  /** Lower-case hexadecimal by algorithm. Call it once, after the last update. */
  finish(): Promise<Digests>;
  /** Frees the threads. Call it at the end, also after an error. */
  close(): void;
}

/** Up to this many bytes, starting threads costs more than it saves (docs/decisions/0037-bytes-at-wire-speed.md). */
const FEW_BYTES = 8 * 1024 * 1024;

/** Whether content of this size (null: unknown) is hashed on threads. On a single core, they would only take turns. */
export function threadsPay(bytes: number | null): boolean {
  return (bytes ?? Number.POSITIVE_INFINITY) > FEW_BYTES && availableParallelism() > 1;
}

/**
 * A digester that computes each algorithm on a thread of its own, if the content has more than a few bytes. Of content of
 * unknown size (null), it keeps the blocks until it knows. With a single core, it computes on the caller's thread.
 */
export function createParallelDigester(
  algorithms: Iterable<Algorithm>,
  size: number | null = null,
): ParallelDigester {
  const names = [...new Set(algorithms)];
  const own = createDigester(names);
  // More bytes than expected are refused before their digests are compared.
  const needsNone = !threadsPay(size);
  let few: Uint8Array[] = [];
  let threads: ReturnType<typeof copyInto> | null = null;
  let bytes = 0;

  function takeFew(): readonly Uint8Array[] {
    const taken = few;
    few = [];
    return taken;
  }

  async function begin(): Promise<void> {
    const copy = copyInto(startHashThreads(names));
    threads = copy;
    for (const block of takeFew()) await copy.update(block);
  }

  return {
    update(block) {
      bytes += block.length;
      if (threads) return threads.update(block);
      if (needsNone) return void own.update(block);
      few.push(block);
      return threadsPay(bytes) ? begin() : undefined;
    },
    get bytes() {
      return bytes;
    },
    async finish() {
      if (threads) return digestsByName(names, await threads.finish());
      for (const block of takeFew()) own.update(block);
      return own.finish();
    },
    close() {
      few = [];
      threads?.close();
    },
  };
}

/** Reads a stream for its digests alone. `onBlock` sees each block. `size` in bytes; null: unknown. */
export async function digestStream(
  stream: AsyncIterable<Uint8Array>,
  algorithms: Iterable<Algorithm>,
  onBlock: (block: Uint8Array) => void = () => {},
  size: number | null = null,
): Promise<Digests> {
  const digester = createParallelDigester(algorithms, size);
  try {
    for await (const block of stream) {
      const room = digester.update(block);
      onBlock(block);
      if (room) await room;
    }
    return await digester.finish();
  } finally {
    digester.close();
  }
}

/**
 * Reads content of `size` bytes for its digests alone, straight into the memory that the threads share. `readInto` fills
 * a part of the memory and returns how many bytes; 0 at the end. `onBlock` gets the length of each block.
 */
export async function digestInPlace(
  readInto: (memory: Buffer) => Promise<number>,
  algorithms: Iterable<Algorithm>,
  size: number,
  onBlock: (length: number) => void = () => {},
): Promise<Digests> {
  const names = [...new Set(algorithms)];
  if (!threadsPay(size)) {
    const own = createDigester(names);
    const memory = Buffer.allocUnsafeSlow(Math.min(size + 1, FEW_BYTES));
    for (let length = await readInto(memory); length > 0; length = await readInto(memory)) {
      own.update(memory.subarray(0, length));
      onBlock(length);
    }
    return own.finish();
  }
  const threads = startHashThreads(names);
  try {
    for (;;) {
      const length = await readInto(await threads.block());
      if (length === 0) return digestsByName(names, await threads.finish());
      threads.hand(length);
      onBlock(length);
    }
  } finally {
    threads.close(true);
  }
}

/** Gathers bytes into the blocks of the threads. */
function copyInto(threads: HashThreads) {
  let block: Buffer | null = null;
  let filled = 0;

  /** Returns the bytes that found no room in the block. */
  function copy(bytes: Uint8Array, into: Buffer): Uint8Array {
    const taken = bytes.subarray(0, into.length - filled);
    into.set(taken, filled);
    filled += taken.length;
    block = into;
    if (filled === into.length) handOver();
    return bytes.subarray(taken.length);
  }

  function handOver(): void {
    if (filled > 0) threads.hand(filled);
    block = null;
    filled = 0;
  }

  async function copyLater(bytes: Uint8Array, next: Promise<Buffer>): Promise<void> {
    await update(copy(bytes, await next));
  }

  function update(bytes: Uint8Array): Promise<void> | undefined {
    for (let rest = bytes; rest.length > 0; ) {
      const into = block ?? threads.block();
      if (into instanceof Promise) return copyLater(rest, into);
      rest = copy(rest, into);
    }
    return undefined;
  }

  return {
    update,
    finish() {
      handOver();
      return threads.finish();
    },
    // The blocks were copied into the ring.
    close: () => threads.close(true),
  };
}

/** Digests by the names of their algorithms, both in the same order. */
export function digestsByName(names: readonly Algorithm[], digests: readonly string[]): Digests {
  return Object.fromEntries(names.map((name, index) => [name, digests[index]]));
}
