import { Worker } from 'node:worker_threads';
import type { Algorithm } from '../model/digest.ts';

/** Bytes of a block of the ring, and blocks of a ring: measured in docs/decisions/0037-bytes-at-wire-speed.md. */
const BLOCK = 1024 * 1024;
const BLOCKS = 8;

/** The words that both sides share: from `LENGTHS` on, the bytes in each block; then each thread's count of hashed blocks. */
const SIGNAL = 0;
const WRITTEN = 1;
const STATE = 2;
const LENGTHS = 3;
const FIRST_HASHED = LENGTHS + BLOCKS;
/** The values of `STATE`; 0 while blocks come. The caller has handed over its last block, or has left and wants no digest. */
const ENDED = 1;
const LEFT = 2;

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
  /** Frees the threads, without a result unless `finish` was called. `keepRing`: the blocks are not in use any more. */
  close(keepRing?: boolean): void;
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
  readonly signal: number;
  readonly written: number;
  readonly state: number;
  readonly lengths: number;
  readonly block: number;
  readonly blocks: number;
  readonly ended: number;
  readonly left: number;
}): void {
  const { parentPort } = process.getBuiltinModule('node:worker_threads');
  const { createHash } = process.getBuiltinModule('node:crypto');
  parentPort?.on('message', ({ algorithm, ring, words, own }: Order) => {
    const bytes = new Uint8Array(ring);
    const shared = new Int32Array(words);
    const hash = createHash(algorithm);
    for (let hashed = 0; ; ) {
      // Read in this order: the caller changes the signal after each write, so no write goes unnoticed during the wait.
      const signal = Atomics.load(shared, layout.signal);
      const state = Atomics.load(shared, layout.state);
      const written = Atomics.load(shared, layout.written);
      if (state === layout.left) return parentPort.postMessage(null);
      if (hashed === written) {
        if (state === layout.ended) return parentPort.postMessage(hash.digest('hex'));
        Atomics.wait(shared, layout.signal, signal);
        continue;
      }
      const slot = hashed % layout.blocks;
      const length = Atomics.load(shared, layout.lengths + slot);
      hash.update(bytes.subarray(slot * layout.block, slot * layout.block + length));
      hashed += 1;
      Atomics.store(shared, own, hashed);
      Atomics.notify(shared, own);
    }
  });
}

const LAYOUT = {
  signal: SIGNAL,
  written: WRITTEN,
  state: STATE,
  lengths: LENGTHS,
  block: BLOCK,
  blocks: BLOCKS,
  ended: ENDED,
  left: LEFT,
};
const TEXT = `(${program.toString()})(${JSON.stringify(LAYOUT)})`;

/** Threads without work. They do not keep the process alive. */
const idle: Worker[] = [];
/** Rings without use. Shared memory that is dropped stays for long, because threads seldom collect garbage. */
const rings: SharedArrayBuffer[] = [];

function startThread(): Worker {
  const worker = new Worker(TEXT, {
    eval: true,
    // Without the secrets and the settings of this process.
    env: {},
    execArgv: [],
    name: 'reconcile digest',
    resourceLimits: { maxOldGenerationSizeMb: 16, maxYoungGenerationSizeMb: 2, stackSizeMb: 1 },
  });
  // An idle thread may end; `hashOnThread` sees the end of a busy thread.
  worker
    .on('error', () => {})
    .once('exit', () => {
      const place = idle.indexOf(worker);
      if (place >= 0) idle.splice(place, 1);
    });
  return worker;
}

/** Starts threads ahead of their work, because starting one takes longer than a request. */
export function warmHashThreads(count: number): void {
  while (idle.length < count) {
    const worker = startThread();
    worker.unref();
    idle.push(worker);
  }
}

/** Gives a thread its order. The promise has the digest, or null when the caller left; it rejects when the thread dies. */
function hashOnThread(order: Order): Promise<string | null> {
  const worker = idle.pop() ?? startThread();
  worker.ref();
  return new Promise((resolve, reject) => {
    function broken(cause: unknown): void {
      reject(cause instanceof Error ? cause : new Error(`a digest thread ended with exit code ${cause}`));
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
  const ring = rings.pop() ?? new SharedArrayBuffer(BLOCK * BLOCKS);
  const words = new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT * (FIRST_HASHED + algorithms.length));
  const shared = new Int32Array(words);
  const counters = algorithms.map((_, index) => FIRST_HASHED + index);
  let written = 0;
  let isOver = false;
  let isClosed = false;
  let broken: { readonly error: unknown } | null = null;
  const digests = algorithms.map(async (algorithm, index) => {
    try {
      return await hashOnThread({ algorithm, ring, words, own: FIRST_HASHED + index });
    } catch (error) {
      broken = { error };
      // Wakes `room`, which would wait for a dead thread.
      Atomics.notify(shared, FIRST_HASHED + index);
      return null;
    }
  });

  function throwIfBroken(): void {
    if (broken) throw broken.error;
  }

  function signal(): void {
    Atomics.add(shared, SIGNAL, 1);
    Atomics.notify(shared, SIGNAL);
  }

  function end(state: number): void {
    isOver = true;
    Atomics.store(shared, STATE, state);
    signal();
  }

  /** The counters of the threads that have not freed the next block yet. */
  function late(): readonly number[] {
    return counters.filter((own) => written - Atomics.load(shared, own) >= BLOCKS);
  }

  /** Waits until every thread has freed the next block. */
  async function room(): Promise<void> {
    for (let [own] = late(); own !== undefined && !isOver; [own] = late()) {
      throwIfBroken();
      const waiting = Atomics.waitAsync(shared, own, Atomics.load(shared, own));
      if (waiting.async && late().includes(own)) await waiting.value;
    }
    throwIfBroken();
    if (isOver) throw new Error('the caller of the digest threads has left');
  }

  function next(): Buffer {
    return Buffer.from(ring, (written % BLOCKS) * BLOCK, BLOCK);
  }

  return {
    block: () => (late().length === 0 && !broken && !isOver ? next() : room().then(next)),
    hand(length) {
      // A read that was under way when its caller left.
      if (isOver) return;
      Atomics.store(shared, LENGTHS + (written % BLOCKS), length);
      written += 1;
      Atomics.store(shared, WRITTEN, written);
      signal();
    },
    async finish() {
      end(ENDED);
      const found = await Promise.all(digests);
      throwIfBroken();
      return found.map((digest) => digest ?? '');
    },
    close(keepRing = false) {
      if (isClosed) return;
      isClosed = true;
      if (isOver) {
        if (keepRing) void Promise.all(digests).then(() => broken ?? rings.push(ring));
        return;
      }
      end(LEFT);
      // Wakes `room`, which would wait for threads that have left too.
      for (const own of counters) Atomics.notify(shared, own);
    },
  };
}
