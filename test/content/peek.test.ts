import fc from 'fast-check';
import { expect, test } from 'vitest';
import { peek } from '../../src/content/peek.ts';

async function collect(source: AsyncIterable<Uint8Array>) {
  const pieces: Uint8Array[] = [];
  for await (const piece of source) pieces.push(piece);
  return Buffer.concat(pieces);
}

test('peek returns the first bytes and loses none, for any split and any length', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.uint8Array({ maxLength: 9 })), fc.nat(40), async (pieces, wanted) => {
      const everything = Buffer.concat(pieces);
      const { head, whole } = await peek(
        (async function* () {
          yield* pieces;
        })(),
        wanted,
      );
      expect(Buffer.from(head)).toEqual(everything.subarray(0, wanted));
      expect(await collect(whole)).toEqual(everything);
    }),
  );
});

test('peek reads no block more than it needs', async () => {
  let read = 0;
  async function* endless() {
    for (;;) {
      read += 4;
      yield Buffer.alloc(4);
    }
  }
  await peek(endless(), 10);
  expect(read).toBe(12);
});

test('peek closes the source when its reader stops early', async () => {
  let closed = false;
  async function* source() {
    try {
      for (;;) yield Buffer.alloc(4);
    } finally {
      closed = true;
    }
  }
  const { whole } = await peek(source(), 4);
  for await (const _ of whole) break;
  expect(closed).toBe(true);
});

test('peek throws an error within the first bytes at once, and a later error in its place', async () => {
  async function* breaking() {
    yield Buffer.alloc(4);
    throw new Error('broken');
  }
  await expect(peek(breaking(), 8)).rejects.toThrow('broken');
  const { whole } = await peek(breaking(), 4);
  await expect(collect(whole)).rejects.toThrow('broken');
});
