import { Worker } from 'node:worker_threads';
import type { Algorithm } from '../model/digest.ts';

/** Bytes of a block of the ring, and blocks of a ring: measured in docs/decisions/0037-bytes-at-wire-speed.md. */
const BLOCK = 1024 * 1024;
const BLOCKS = 8;

/** Where the ring's words say how far each side is. From `LENGTHS` on: the bytes in each block. */
const WRITTEN = 0;
const LENGTHS = 1;
const FIRST_HASHED = LENGTHS + BLOCKS;
/** Instead of a length: no block follows. */
const END = -1;
/** Instead of a length: the caller has left, and wants no digest. */
const LEFT = -2;

/** Threads that hash the same bytes, an algorithm each, while the caller's thread goes on. */
export interface HashThreads {
  /**
   * The memory of the next block. A promise only when the caller must wait, because the threads are a whole ring behind.
   * A block that was handed over keeps its bytes until the caller has asked for `BLOCKS` - 1 more.
   */
  block(): Buffer | Promise<Buffer>;
  /** Hands the first `length` bytes of that block to the threads. */
  hand(length: number): void;
  /** Lower-case hexadecimal, in the order of the algorithms. Call it once, after the last block. */
  finish(): Promise<readonly string[]>;
  /** Frees the threads without a result; after `finish`, it does nothing. */
  close(): void;
}

/** One order to a thread: hash what comes into this ring. */
interface Order {
  readonly algorithm: Algorithm;
  readonly ring: SharedArrayBuffer;
  readonly words: SharedArrayBuffer;
  /** The word that counts the blocks that this thread has hashed. */
  readonly own: number;
}

/**
 * The program of a thread. It runs from its text, so it names nothing outside of itself; bundles and tests need no second
 * file. The thread sleeps in `Atomics.wait` between blocks, without a message for each.
 */
function program(layout: {
  readonly written: number;
  readonly lengths: number;
  readonly block: number;
  readonly blocks: number;
  readonly end: number;
}): void {
  const { parentPort } = process.getBuiltinModule('node:worker_threads');
  const { createHash } = process.getBuiltinModule('node:crypto');
  parentPort?.on('message', ({ algorithm, ring, words, own }: Order) => {
    const bytes = new Uint8Array(ring);
    const state = new Int32Array(words);
    const hash = createHash(algorithm);
    for (let hashed = 0; ; hashed += 1) {
      Atomics.wait(state, layout.written, hashed);
      const slot = hashed % layout.blocks;
      const length = Atomics.load(state, layout.lengths + slot);
      if (length < 0) return parentPort.postMessage(length === layout.end ? hash.digest('hex') : null);
      hash.update(bytes.subarray(slot * layout.block, slot * layout.block + length));
      Atomics.store(state, own, hashed + 1);
      Atomics.notify(state, own);
    }
  });
}

const LAYOUT = { written: WRITTEN, lengths: LENGTHS, block: BLOCK, blocks: BLOCKS, end: END };
const TEXT = `(${program.toString()})(${JSON.stringify(LAYOUT)})`;

/** Threads without work. They do not keep the process alive. */
const idle: Worker[] = [];

function takeThread(): Worker {
  return (
    idle.pop() ??
    new Worker(TEXT, {
      eval: true,
      // Without the secrets and the settings of this process.
      env: {},
      execArgv: [],
      name: 'reconcile digest',
      resourceLimits: { maxOldGenerationSizeMb: 16, maxYoungGenerationSizeMb: 2, stackSizeMb: 1 },
    })
  );
}

/** Gives a thread its order. The promise has the digest, or null when the caller left; it rejects when the thread dies. */
function hashOnThread(order: Order): Promise<string | null> {
  const worker = takeThread();
  worker.ref();
  return new Promise((resolve, reject) => {
    function broken(cause: unknown): void {
      reject(cause instanceof Error ? cause : new Error(`a thread that hashes ended with ${cause}`));
    }
    worker.once('error', broken).once('exit', broken);
    worker.once('message', (digest: string | null) => {
      worker.off('error', broken).off('exit', broken).unref();
      idle.push(worker);
      resolve(digest);
    });
    worker.postMessage(order);
  });
}

/** Begins to hash on other threads: takes idle ones, and starts the others. */
export function startHashThreads(algorithms: readonly Algorithm[]): HashThreads {
  const ring = new SharedArrayBuffer(BLOCK * BLOCKS);
  const words = new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT * (FIRST_HASHED + algorithms.length));
  const state = new Int32Array(words);
  const counters = algorithms.map((_, index) => FIRST_HASHED + index);
  let written = 0;
  let isOver = false;
  let broken: { readonly error: unknown } | null = null;
  const digests = algorithms.map(async (algorithm, index) => {
    try {
      return await hashOnThread({ algorithm, ring, words, own: FIRST_HASHED + index });
    } catch (error) {
      broken = { error };
      // Wakes `room`, which would wait for a dead thread.
      Atomics.notify(state, FIRST_HASHED + index);
      return null;
    }
  });

  function throwIfBroken(): void {
    if (broken) throw broken.error;
  }

  function hand(length: number): void {
    Atomics.store(state, LENGTHS + (written % BLOCKS), length);
    written += 1;
    Atomics.store(state, WRITTEN, written);
    Atomics.notify(state, WRITTEN);
  }

  /** The counters of the threads that have not freed the next block yet. */
  function late(): readonly number[] {
    return counters.filter((own) => written - Atomics.load(state, own) >= BLOCKS);
  }

  /** Waits until every thread has freed the next block. */
  async function room(): Promise<void> {
    for (let [own] = late(); own !== undefined; [own] = late()) {
      throwIfBroken();
      const waiting = Atomics.waitAsync(state, own, Atomics.load(state, own));
      if (waiting.async && late().includes(own)) await waiting.value;
    }
    throwIfBroken();
  }

  function next(): Buffer {
    return Buffer.from(ring, (written % BLOCKS) * BLOCK, BLOCK);
  }

  return {
    block: () => (late().length === 0 && !broken ? next() : room().then(next)),
    hand,
    async finish() {
      isOver = true;
      await room();
      hand(END);
      const found = await Promise.all(digests);
      throwIfBroken();
      return found.map((digest) => digest ?? '');
    },
    close() {
      if (isOver) return;
      isOver = true;
      // The threads may still read this block, but their result is not wanted any more.
      Atomics.store(state, LENGTHS + (written % BLOCKS), LEFT);
      Atomics.store(state, WRITTEN, written + 1);
      Atomics.notify(state, WRITTEN);
    },
  };
}
