import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { SourceError, VerificationError } from '../../../src/model/errors.ts';
import { member, tar } from '../safety/build-tar.ts';
import { collect, streamOf, UNPACK_FAILURE, useUnpacking } from './harness.ts';

const { open, unpacked, refusal } = useUnpacking();

/** A disk with some data and long runs of zeros. */
const DISK = Buffer.concat([pseudoRandom(300_000), Buffer.alloc(3_000_000), pseudoRandom(1000)]);

function pseudoRandom(length: number): Buffer {
  return createHash('shake256', { outputLength: length }).update('disk').digest();
}

function pack(tool: string, bytes: Buffer, ...args: readonly string[]): Buffer {
  return execFileSync(tool, ['-c', ...args], { input: bytes, maxBuffer: 2 ** 28 });
}

const TOOLS = { gz: 'gzip', bz2: 'bzip2', xz: 'xz', zst: 'zstd' } as const;

describe.each(Object.entries(TOOLS) as [keyof typeof TOOLS, string][])('%s', (packing, tool) => {
  const packed = pack(tool, DISK);

  it('unpacking gives the packed bytes, however the stream is cut', async () => {
    expect((await unpacked(packed, packing)).equals(DISK)).toBe(true);
    expect((await unpacked(packed, packing, 1000)).equals(DISK)).toBe(true);
    expect((await unpacked(packed, 'auto', packed.length)).equals(DISK)).toBe(true);
  });

  it('unpacks several packed pieces, one after the other, as one', async () => {
    expect(await unpacked(Buffer.concat([packed, packed]), packing)).toHaveLength(2 * DISK.length);
  });

  it('refuses a packed file that is cut short at any place', async () => {
    for (const bytes of [20, packed.length >> 1, packed.length - 1]) {
      expect(await refusal(packed.subarray(0, bytes), packing)).toMatch(UNPACK_FAILURE);
    }
  });

  it('refuses bytes after the end of a packed file', async () => {
    const garbage = Buffer.from('and a little more');
    expect(await refusal(Buffer.concat([packed, garbage]), packing)).toMatch(UNPACK_FAILURE);
    // Also in a block of its own.
    async function* apart() {
      yield packed;
      yield garbage;
    }
    const refused = { name: 'VerificationError', message: expect.stringMatching(UNPACK_FAILURE) };
    await expect(collect(open(apart(), packing))).rejects.toMatchObject(refused);
  });

  it('refuses a packed file with a changed byte', async () => {
    const changed = Buffer.from(packed);
    changed[packed.length >> 1]! ^= 0x10;
    expect(await refusal(changed, packing)).toMatch(UNPACK_FAILURE);
  });

  it('unpacking throws an error of the source unchanged, and gives no more bytes', async () => {
    async function* broken() {
      yield packed.subarray(0, packed.length >> 1);
      throw new SourceError('the connection broke');
    }
    await expect(collect(open(broken(), packing))).rejects.toThrow('the connection broke');
    async function* refusedAtItsEnd() {
      yield packed;
      throw new SourceError('the digest is another');
    }
    await expect(collect(open(refusedAtItsEnd(), packing))).rejects.toThrow('the digest is another');
  });

  it('unpacking closes its source when the reader stops', async () => {
    let closed = false;
    async function* endless() {
      try {
        yield packed;
        for (;;) yield packed;
      } finally {
        closed = true;
      }
    }
    for await (const _ of open(endless(), packing)) break;
    await expect.poll(() => closed).toBe(true);
  });
});

describe('zeros behind a gzip file, which fill up a tape or a last block', () => {
  const packed = gzipSync(DISK);

  it.each([1, 512, 300_000])('zeros behind a gzip file are ignored: %i', async (zeros) => {
    const padded = Buffer.concat([packed, Buffer.alloc(zeros)]);
    expect((await unpacked(padded, 'gz')).equals(DISK)).toBe(true);
    expect((await unpacked(padded, 'auto', 100)).equals(DISK)).toBe(true);
    expect((await unpacked(padded, 'gz', packed.length)).equals(DISK)).toBe(true);
  });

  it('zeros behind a gzip file are read to their end, and other bytes after them are refused', async () => {
    const zeros = Buffer.alloc(200_000);
    for (const more of [Buffer.from('x'), packed]) {
      const bytes = Buffer.concat([packed, zeros, more]);
      expect(await refusal(bytes, 'gz')).toContain('more bytes follow its end');
    }
    async function* refusedAtItsEnd() {
      yield packed;
      yield zeros;
      yield zeros;
      throw new SourceError('the digest is another');
    }
    await expect(collect(open(refusedAtItsEnd(), 'gz'))).rejects.toThrow('the digest is another');
  });
});

describe('LZMA alone', () => {
  const packed = pack('xz', DISK, '--format=lzma');
  const greatest = pack('xz', DISK, '--format=lzma', '-9e');

  it('an LZMA file gives the packed bytes when it is declared', async () => {
    expect((await unpacked(packed, 'lzma', 1000)).equals(DISK)).toBe(true);
    expect((await unpacked(greatest, 'lzma')).equals(DISK)).toBe(true);
  });

  it('an LZMA file is recognised only by name and first bytes together, as it has no signature', async () => {
    const named = (bytes: Buffer, name: string) => collect(open(streamOf(bytes), 'auto', null, name));
    expect((await named(packed, 'https://mirror.example/disk.img.lzma')).equals(DISK)).toBe(true);
    expect((await named(pack('xz', tar(member('d.raw', DISK)), '--format=lzma'), 'd.tlz')).equals(DISK)).toBe(
      true,
    );
    expect((await named(packed, 'disk.img')).equals(packed)).toBe(true);
    const qcow2 = Buffer.concat([Buffer.from('QFI\xfb\0\0\0\x03', 'latin1'), DISK]);
    expect((await named(qcow2, 'disk.lzma')).equals(qcow2)).toBe(true);
  });

  it('an LZMA file is refused when it is cut short, or bytes follow it', async () => {
    for (const bytes of [10, 20, packed.length >> 1, packed.length - 1]) {
      expect(await refusal(packed.subarray(0, bytes), 'lzma')).toMatch(UNPACK_FAILURE);
    }
    expect(await refusal(Buffer.concat([packed, Buffer.from('more')]), 'lzma')).toMatch(UNPACK_FAILURE);
    for (const bytes of [DISK, pack('xz', DISK)]) {
      await expect(collect(open(streamOf(bytes), 'lzma'))).rejects.toMatchObject({
        name: 'VerificationError',
        message: expect.stringContaining(' lzma, '),
        hint: expect.stringContaining('`decompress: auto`'),
      });
    }
  });
});

test('names the packing of a file that is not packed as declared', async () => {
  expect(await refusal(pack('xz', DISK), 'gz')).toBe(
    'disk.packed cannot be unpacked: it is declared gz, but its first bytes are those of xz',
  );
  expect(await refusal(DISK, 'zst')).toContain('its first bytes are of no known format');
});

test('auto passes unpacked files on unchanged', async () => {
  expect((await unpacked(DISK, 'auto')).equals(DISK)).toBe(true);
  const qcow2 = Buffer.concat([Buffer.from('QFI\xfb\0\0\0\x03', 'latin1'), DISK]);
  expect((await unpacked(qcow2, 'auto')).equals(qcow2)).toBe(true);
});

test('auto undoes one layer after the other, up to a limit', async () => {
  const archive = tar(member('disk.raw.xz', pack('xz', DISK)));
  expect((await unpacked(gzipSync(archive), 'auto')).equals(DISK)).toBe(true);
  let bytes: Buffer = DISK.subarray(0, 1000);
  for (let layer = 0; layer < 5; layer++) bytes = gzipSync(bytes);
  expect(await refusal(bytes, 'auto')).toContain('it is packed more than 4 times');
  // A declared packing is one layer; the content below does not matter.
  expect((await unpacked(gzipSync(gzipSync(DISK)), 'gz')).equals(gzipSync(DISK))).toBe(true);
});

test('refuses a file that needs more memory than any disk image does', async () => {
  const greedy = pack('zstd', DISK, '--ultra', '-22', '--long=30', '-q');
  expect(await refusal(greedy, 'zst')).toMatch(/memory|window/i);
});

test('unpacks or refuses any bytes, without another outcome', async () => {
  const specimens = Object.values(TOOLS).map((tool) => pack(tool, DISK.subarray(0, 5000)));
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...specimens),
      fc.nat(),
      fc.nat(255),
      fc.nat(),
      fc.constantFrom('auto' as const, 'gz' as const),
      async (bytes, at, value, length, packing) => {
        const copy = Buffer.from(bytes.subarray(0, 1 + (length % bytes.length)));
        copy[at % copy.length] = value;
        const outcome = await collect(open(streamOf(copy, 777), packing)).catch((error: Error) => {
          expect(error).toBeInstanceOf(VerificationError);
          return error.message;
        });
        if (typeof outcome === 'string') expect(outcome).toMatch(UNPACK_FAILURE);
      },
    ),
    { numRuns: 60 },
  );
});
