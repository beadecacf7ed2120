import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { gathered, type InPlace } from '../../src/content/hashed-blocks.ts';
import { verifiedBlocks } from '../../src/content/verified-stream.ts';
import { VerificationError } from '../../src/model/errors.ts';
import { digest } from '../support/digest.ts';

const MIB = 1024 * 1024;

/** Content in memory that gives at most `most` bytes at once. */
function inMemory(content: Uint8Array, most = MIB): InPlace {
  let at = 0;
  return {
    async readInto(memory) {
      const piece = content.subarray(at, at + Math.min(most, memory.length));
      memory.set(piece);
      at += piece.length;
      return piece.length;
    },
  };
}

async function* pieces(content: Uint8Array, length: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < content.length; at += length) yield content.subarray(at, at + length);
}

/** Takes the blocks as a connection does: a block is copied out before the next one is asked for. */
async function drain(source: InPlace, expect: Parameters<typeof verifiedBlocks>[1]['expect']) {
  const verified = verifiedBlocks(source, { expect, algorithms: ['sha512'] });
  const taken: Buffer[] = [];
  let error: unknown = null;
  try {
    for await (const block of verified.blocks) taken.push(Buffer.from(block));
  } catch (thrown) {
    error = thrown;
  }
  return { taken: Buffer.concat(taken), error, result: () => verified.result() };
}

describe('content that is read in place', () => {
  it.each([
    ['a few bytes', randomBytes(5), MIB],
    ['exactly a ring', randomBytes(8 * MIB), MIB],
    ['several rings and a bit', randomBytes(21 * MIB + 7), MIB],
    ['short reads', randomBytes(3 * MIB), 50_000],
  ])('content that is read in place arrives whole, with its digests: %s', async (_what, content, most) => {
    const digests = { sha256: digest('sha256', content) };
    const { taken, error, result } = await drain(inMemory(content, most), { digests, size: content.length });
    expect(error).toBeNull();
    expect(taken.equals(content)).toBe(true);
    expect(result()).toEqual({
      bytes: content.length,
      digests: { ...digests, sha512: digest('sha512', content) },
    });
  });

  it('content that is read in place keeps its last block when a digest is wrong', async () => {
    const content = randomBytes(9 * MIB + 1);
    const { taken, error } = await drain(inMemory(content), {
      digests: { sha256: '0'.repeat(64) },
      size: content.length,
    });
    expect(error).toBeInstanceOf(VerificationError);
    expect(taken.length).toBe(9 * MIB);
  });

  it('an error of the source takes the place of the block that it did not bring', async () => {
    const content = randomBytes(2 * MIB);
    const whole = inMemory(content);
    let reads = 0;
    const breaking: InPlace = {
      async readInto(memory) {
        reads += 1;
        if (reads > 2) throw new Error('the disk is gone');
        return whole.readInto(memory);
      },
    };
    const { taken, error } = await drain(breaking, { digests: {}, size: null });
    expect(error).toMatchObject({ message: 'the disk is gone' });
    expect(taken.equals(content.subarray(0, MIB))).toBe(true);
  });

  it('a block that was taken stays as it is while the reader asks for two more', async () => {
    const content = randomBytes(20 * MIB);
    const verified = verifiedBlocks(inMemory(content), {
      expect: { digests: {}, size: null },
      algorithms: ['sha256'],
    });
    const kept: Uint8Array[] = [];
    let seen = 0;
    for await (const block of verified.blocks) {
      kept.push(block);
      const [oldest] = kept.length > 3 ? kept.splice(0, 1) : [];
      if (!oldest) continue;
      expect(Buffer.compare(oldest, content.subarray(seen, seen + oldest.length))).toBe(0);
      seen += oldest.length;
    }
    expect(seen).toBe(17 * MIB);
  });

  it('a short block stays as it is, because a connection may keep it while it asks for more', async () => {
    const content = randomBytes(2 * MIB);
    const verified = verifiedBlocks(inMemory(content, 1000), {
      expect: { digests: {}, size: null },
      algorithms: ['sha256'],
    });
    const kept: Uint8Array[] = [];
    for await (const block of verified.blocks) kept.push(block);
    expect(Buffer.concat(kept).equals(content)).toBe(true);
  });
});

describe('a stream that is gathered', () => {
  it.each([1000, 64 * 1024, 3 * MIB])('a stream in pieces of %i bytes is read whole', async (length) => {
    const content = randomBytes(7 * MIB + 3);
    const { taken, error } = await drain(gathered(pieces(content, length)), { digests: {}, size: null });
    expect(error).toBeNull();
    expect(taken.equals(content)).toBe(true);
  });

  it('a stream without bytes is empty content', async () => {
    const { error } = await drain(gathered(pieces(Buffer.alloc(0), 1)), { digests: {}, size: null });
    expect(error).toMatchObject({ message: expect.stringContaining('is empty') });
  });
});
