import fc from 'fast-check';
import { expect, test } from 'vitest';
import { rechunk } from '../../src/content/rechunk.ts';
import { type VerifyOptions, verifiedBlocks } from '../../src/content/verified-stream.ts';
import { VerificationError } from '../../src/model/errors.ts';
import { digest } from '../support/digest.ts';

const HELLO = Buffer.from('hello');
const HELLO_SHA1 = 'aaf4c61ddcc5e8a2dabede0f3b482cd9aea9434d';

async function* blocksOf(...pieces: readonly Uint8Array[]) {
  yield* pieces;
}

/** The bytes that got through, and the error that stopped them. */
async function drain(source: AsyncIterable<Uint8Array>, options: VerifyOptions) {
  const stream = verifiedBlocks(source, options);
  const received: Uint8Array[] = [];
  let error: unknown = null;
  try {
    for await (const block of stream.blocks) received.push(block);
  } catch (thrown) {
    error = thrown;
  }
  return { received: Buffer.concat(received), blocks: received.length, error, stream };
}

test('a verified stream passes every byte on and computes the expected and the requested digests', async () => {
  const { received, error, stream } = await drain(blocksOf(HELLO), {
    expect: { digests: { sha1: HELLO_SHA1 }, size: 5 },
    algorithms: ['sha384'],
  });
  expect(error).toBeNull();
  expect(received).toEqual(HELLO);
  const { bytes, digests } = stream.result();
  expect(bytes).toBe(5);
  expect(Object.keys(digests).sort()).toEqual(['sha1', 'sha384']);
  expect(digests.sha1).toBe(HELLO_SHA1);
});

test('a verified stream names algorithm, digests and bytes when a digest is wrong', async () => {
  const wrong = '0'.repeat(40);
  const { received, error } = await drain(blocksOf(HELLO), {
    expect: { digests: { sha1: wrong }, size: null },
    label: 'http://mirror.example/disk.img',
  });
  expect(received).toHaveLength(0);
  expect(error).toBeInstanceOf(VerificationError);
  expect((error as Error).message).toBe(
    'http://mirror.example/disk.img does not have the expected digest: ' +
      `its 5 bytes have sha1 ${HELLO_SHA1}, expected ${wrong}`,
  );
});

test('a verified stream demands that every given digest agrees, and the hint names those that do', async () => {
  const { error } = await drain(blocksOf(HELLO), {
    expect: { digests: { sha1: HELLO_SHA1, sha256: '1'.repeat(64) }, size: null },
  });
  expect(error).toBeInstanceOf(VerificationError);
  expect((error as VerificationError).hint).toContain('sha1 agreed');
});

test('an empty source is an error, also when it yields empty blocks', async () => {
  const { error } = await drain(blocksOf(new Uint8Array(0)), { expect: { digests: {}, size: null } });
  expect((error as Error).message).toMatch(/is empty/);
});

test('a verified stream throws at the first block past the expected size, without reading on', async () => {
  let asked = 0;
  async function* endless() {
    for (;;) {
      asked += 1;
      yield Buffer.alloc(64 * 1024);
    }
  }
  const { received, error } = await drain(endless(), { expect: { digests: {}, size: 128 * 1024 } });
  expect(error).toBeInstanceOf(VerificationError);
  expect(asked).toBe(3);
  expect(received.length).toBeLessThan(128 * 1024);
});

test('a verified stream refuses a source that ends before the expected size', async () => {
  const { received, error } = await drain(blocksOf(HELLO), { expect: { digests: {}, size: 6 } });
  expect((error as Error).message).toMatch(/ended after 5 bytes, expected 6/);
  expect(received).toHaveLength(0);
});

test('a verified stream throws an error of the source unchanged, before the last block', async () => {
  const failure = new Error('cable cut');
  async function* breaking() {
    yield HELLO;
    throw failure;
  }
  const { received, error } = await drain(breaking(), { expect: { digests: {}, size: null } });
  expect(error).toBe(failure);
  expect(received).toHaveLength(0);
});

test('an inspector of a verified stream sees every byte and can stop the last block', async () => {
  const seen: Uint8Array[] = [];
  const { received, error } = await drain(blocksOf(Buffer.alloc(40_000, 1), Buffer.alloc(40_000, 2)), {
    expect: { digests: {}, size: null },
    inspect: {
      update: (block) => void seen.push(block),
      finish() {
        throw new VerificationError('has a backing file');
      },
    },
  });
  expect((error as Error).message).toBe('has a backing file');
  expect(Buffer.concat(seen)).toHaveLength(80_000);
  expect(received).toHaveLength(40_000);
});

test('a verified stream reports the bytes passed on, ending with all of them', async () => {
  const progress: number[] = [];
  await drain(blocksOf(Buffer.alloc(100)), {
    expect: { digests: {}, size: null },
    blockSize: 30,
    onBlock: (bytes) => progress.push(bytes),
  });
  expect(progress).toEqual([30, 60, 90, 100]);
});

test('a verified stream gives the result with the last block, and not before', async () => {
  const stream = verifiedBlocks(blocksOf(Buffer.alloc(10)), {
    expect: { digests: {}, size: 10 },
    blockSize: 5,
  });
  const iterator = stream.blocks[Symbol.asyncIterator]();
  await iterator.next();
  expect(() => stream.result()).toThrow();
  await iterator.next();
  expect(stream.result().bytes).toBe(10);
});

test('a verified stream closes the source when its reader stops early', async () => {
  let closed = false;
  async function* source() {
    try {
      for (;;) yield Buffer.alloc(64 * 1024);
    } finally {
      closed = true;
    }
  }
  for await (const _ of verifiedBlocks(source(), { expect: { digests: {}, size: null } }).blocks) break;
  expect(closed).toBe(true);
});

test('a verified stream reads at most a few blocks ahead of its reader', async () => {
  const size = 64 * 1024;
  let handedIn = 0;
  async function* source() {
    for (let i = 0; i < 200; i++) {
      handedIn += size;
      yield Buffer.alloc(size);
    }
  }
  let received = 0;
  let furthestAhead = 0;
  for await (const block of verifiedBlocks(source(), { expect: { digests: {}, size: null } }).blocks) {
    received += block.length;
    furthestAhead = Math.max(furthestAhead, handedIn - received);
  }
  expect(received).toBe(200 * size);
  expect(furthestAhead).toBeLessThanOrEqual(2 * size);
});

/** Bytes cut anywhere, with block sizes around the cuts; long runs cross the gathering threshold. */
const bytes = fc.oneof(
  fc.uint8Array({ minLength: 1, maxLength: 300 }),
  fc.integer({ min: 15_000, max: 140_000 }).map((length) => Buffer.alloc(length, 'glance')),
);
const cuts = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 8 });
const blockSize = fc.constantFrom(1024 * 1024, 20_000, 64, 7);

function split(content: Uint8Array, at: readonly number[]) {
  const ends = [...at.map((part) => Math.floor(part * content.length)), content.length].sort((a, b) => a - b);
  let start = 0;
  return ends.map((end) => {
    const piece = content.subarray(start, end);
    start = end;
    return piece;
  });
}

test('a verified stream gives exactly the input for any split, in blocks of at most the requested size', async () => {
  await fc.assert(
    fc.asyncProperty(bytes, cuts, blockSize, async (content, at, size) => {
      const sizes: number[] = [];
      for await (const block of rechunk(blocksOf(...split(content, at)), size)) sizes.push(block.length);
      expect(sizes.every((length) => length > 0 && length <= size)).toBe(true);

      const { received, error, stream } = await drain(blocksOf(...split(content, at)), {
        expect: { digests: { sha256: digest('sha256', content) }, size: content.length },
        blockSize: size,
      });
      expect(error).toBeNull();
      expect(received.equals(content)).toBe(true);
      expect(stream.result().digests.sha256).toBe(digest('sha256', content));
    }),
    { numRuns: 60 },
  );
});

test('a verified stream never gives the last byte after a flipped byte, a truncation or an extension', async () => {
  const damage = fc.oneof(
    fc.record({ kind: fc.constant('flip'), at: fc.double({ min: 0, max: 0.999, noNaN: true }) }),
    fc.record({ kind: fc.constant('cut'), at: fc.double({ min: 0, max: 0.999, noNaN: true }) }),
    fc.record({ kind: fc.constant('extend'), at: fc.double({ min: 0.001, max: 1, noNaN: true }) }),
  );
  await fc.assert(
    fc.asyncProperty(bytes, cuts, blockSize, damage, fc.boolean(), async (content, at, size, harm, sized) => {
      const bad = damaged(content, harm);
      const { received, error } = await drain(blocksOf(...split(bad, at)), {
        expect: { digests: { sha256: digest('sha256', content) }, size: sized ? content.length : null },
        blockSize: size,
      });
      expect(error).toBeInstanceOf(VerificationError);
      expect(received.length).toBeLessThan(Math.max(1, bad.length));
      if (sized) expect(received.length).toBeLessThan(content.length);
    }),
    { numRuns: 150 },
  );
});

function damaged(content: Uint8Array, harm: { kind: string; at: number }): Uint8Array {
  const position = Math.floor(harm.at * content.length);
  if (harm.kind === 'cut') return content.subarray(0, position);
  if (harm.kind === 'extend') return Buffer.concat([content, content.subarray(0, Math.max(1, position))]);
  const flipped = Buffer.from(content);
  flipped[position] = flipped[position]! ^ 1;
  return flipped;
}
