import { createHash } from 'node:crypto';
import type { Algorithm, Digests } from '../model/digest.ts';
import { type HashThreads, startHashThreads, threadsPay } from './hash-threads.ts';

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

/** Up to this many bytes, starting threads costs more than it saves: 4 MiB are hashed in some 6 ms. */
const FEW_BYTES = 4 * 1024 * 1024;

/**
 * A digester that computes each algorithm on a thread of its own, once more than a few bytes have come. Until then it
 * keeps the blocks, so that small content needs no thread. With a single core, it computes on the caller's thread.
 */
export function createParallelDigester(algorithms: Iterable<Algorithm>): ParallelDigester {
  const names = [...new Set(algorithms)];
  const own = createDigester(names);
  const fewBytes = threadsPay() ? FEW_BYTES : 0;
  let few: Uint8Array[] = [];
  let threads: HashThreads | null = null;
  let bytes = 0;

  function takeFew(): readonly Uint8Array[] {
    const taken = few;
    few = [];
    return taken;
  }

  async function begin(started: HashThreads): Promise<void> {
    threads = started;
    for (const block of takeFew()) await started.update(block);
  }

  return {
    update(block) {
      bytes += block.length;
      if (threads) return threads.update(block);
      if (fewBytes === 0) return void own.update(block);
      few.push(block);
      return bytes <= fewBytes ? undefined : begin(startHashThreads(names));
    },
    get bytes() {
      return bytes;
    },
    async finish() {
      if (threads) return named(names, await threads.finish());
      for (const block of takeFew()) own.update(block);
      return own.finish();
    },
    close() {
      few = [];
      threads?.close();
    },
  };
}

function named(names: readonly Algorithm[], digests: readonly string[]): Digests {
  return Object.fromEntries(names.map((name, index) => [name, digests[index]]));
}
