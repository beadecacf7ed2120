import { createHash, randomBytes } from 'node:crypto';
import { setImmediate as turn } from 'node:timers/promises';
import type { Worker } from 'node:worker_threads';
import { describe, expect, it, vi } from 'vitest';
import { type HashThreads, startHashThreads, warmHashThreads } from '../../src/content/hash-threads.ts';

const started = vi.hoisted(() => ({ threads: 0 }));
/** Orders that a test holds back, so that the threads hash nothing until it sends them; null: they go out at once. */
const orders = vi.hoisted(() => ({ held: null as (() => void)[] | null }));
vi.mock('node:worker_threads', async (original) => {
  const real = await original<typeof import('node:worker_threads')>();
  class Counted extends real.Worker {
    constructor(...args: ConstructorParameters<typeof Worker>) {
      super(...args);
      started.threads += 1;
    }
    override postMessage(...order: Parameters<Worker['postMessage']>) {
      if (orders.held) orders.held.push(() => super.postMessage(...order));
      else super.postMessage(...order);
    }
  }
  return { ...real, Worker: Counted };
});

const MIB = 1024 * 1024;

const sha256 = (content: Uint8Array) => createHash('sha256').update(content).digest('hex');

async function hand(threads: HashThreads, block: Uint8Array): Promise<void> {
  (await threads.block()).set(block);
  threads.hand(block.length);
}

describe('threads that hash', () => {
  it('a thread that is woken without a block hashes none', async () => {
    const notify = vi.spyOn(Atomics, 'notify');
    try {
      const content = randomBytes(20 * MIB);
      const threads = startHashThreads(['sha256']);
      for (let at = 0; at < content.length; at += MIB) {
        await hand(threads, content.subarray(at, at + MIB));
        const [words, word] = notify.mock.lastCall!;
        // Zero until the thread sleeps, because it has hashed all that was handed over.
        while (Atomics.notify(words as unknown as Int32Array<SharedArrayBuffer>, word) === 0) await turn();
      }
      expect(await threads.finish()).toEqual([sha256(content)]);
      threads.close();
    } finally {
      notify.mockRestore();
    }
  });

  it('a caller who leaves gives its thread back, even if its read ends later', async () => {
    const before = started.threads;
    for (let round = 0; round < 20; round += 1) {
      const left = startHashThreads(['sha256']);
      const memory = await left.block();
      left.close();
      left.hand(memory.length);
      const content = randomBytes(round + 1);
      const next = startHashThreads(['sha256']);
      await hand(next, content);
      expect(await next.finish()).toEqual([sha256(content)]);
      next.close();
    }
    // One thread may still be leaving when the next content begins.
    expect(started.threads - before).toBeLessThan(5);
  });

  it('threads that are started ahead take the next content', async () => {
    warmHashThreads(3);
    const before = started.threads;
    const threads = startHashThreads(['md5', 'sha256', 'sha512']);
    await hand(threads, randomBytes(5));
    await threads.finish();
    threads.close();
    expect(started.threads).toBe(before);
  });

  it('a caller who waits for a block and leaves meanwhile waits no longer', async () => {
    orders.held = [];
    const threads = startHashThreads(['sha512', 'sha256']);
    let coming = threads.block();
    while (!(coming instanceof Promise)) {
      threads.hand(MIB);
      coming = threads.block();
    }
    threads.close();
    await expect(coming).rejects.toThrow('has left');
    for (const send of orders.held.splice(0)) send();
    orders.held = null;
  });
});
