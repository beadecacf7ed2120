import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { createDigester, createParallelDigester } from '../../src/content/digesting.ts';
import { startHashThreads } from '../../src/content/hash-threads.ts';

const MIB = 1024 * 1024;
const NAMES = ['md5', 'sha256', 'sha512'] as const;

/** Digests of the blocks, each taken in order, as the thread of the test computes them. */
function expected(blocks: readonly Uint8Array[]) {
  const digester = createDigester(NAMES);
  for (const block of blocks) digester.update(block);
  return digester.finish();
}

/** Content of random bytes, cut at the given lengths. */
function cut(...lengths: readonly number[]): readonly Uint8Array[] {
  return lengths.map((length) => randomBytes(length));
}

async function inParallel(blocks: readonly Uint8Array[]) {
  const digester = createParallelDigester(NAMES);
  for (const block of blocks) await digester.update(block);
  const digests = await digester.finish();
  digester.close();
  return { digests, bytes: digester.bytes };
}

describe('digests on threads', () => {
  it.each([
    ['nothing', []],
    ['a few bytes', [5]],
    ['the most that needs no thread', [4 * MIB]],
    ['one byte more than that', [4 * MIB, 1]],
    ['one long block that is several rings', [40 * MIB + 3]],
    ['blocks that end in the middle of a block of the ring', Array(97).fill(333_333)],
    ['blocks that fill blocks of the ring exactly', Array(24).fill(MIB)],
    ['blocks of a few bytes after long ones', [9 * MIB, 1, 2, 3, MIB - 6, 7]],
  ])('digests on threads are those of one thread, for %s', async (_what, lengths) => {
    const blocks = cut(...(lengths as readonly number[]));
    const bytes = blocks.reduce((sum, { length }) => sum + length, 0);
    expect(await inParallel(blocks)).toEqual({ digests: expected(blocks), bytes });
  });

  it('digests on threads of several contents at once do not mix', async () => {
    const contents = [1, 2, 3, 4].map((count) => cut(...Array(count * 6).fill(MIB + count)));
    const found = await Promise.all(contents.map(inParallel));
    expect(found.map(({ digests }) => digests)).toEqual(contents.map(expected));
  });

  it('digests on threads make a caller wait who is a whole ring ahead, and lose nothing', async () => {
    const threads = startHashThreads(['sha512']);
    const blocks = cut(...Array(30).fill(MIB));
    let waits = 0;
    for (const block of blocks) {
      const memory = threads.block();
      if (memory instanceof Promise) waits += 1;
      (await memory).set(block);
      threads.hand(block.length);
    }
    expect(waits).toBeGreaterThan(0);
    expect(await threads.finish()).toEqual([expected(blocks).sha512]);
  });

  it('a caller who leaves gives its threads back, and the next content is right', async () => {
    const left = createParallelDigester(NAMES);
    await left.update(randomBytes(20 * MIB));
    left.close();
    const blocks = cut(20 * MIB);
    expect((await inParallel(blocks)).digests).toEqual(expected(blocks));
  });
});
