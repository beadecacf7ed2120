import { execFileSync } from 'node:child_process';
import { mkdtempSync, openSync, readFileSync, rmSync, truncateSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it, test } from 'vitest';
import { VerificationError } from '../../../src/model/errors.ts';
import { member, pax, tar } from '../safety/build-tar.ts';
import { collect, streamOf, UNPACK_FAILURE, useUnpacking } from './harness.ts';

const { open, unpacked, refusal } = useUnpacking();

const MIB = 1024 * 1024;
const FORMS = {
  'old GNU': ['--format=gnu'],
  'pax 0.0': ['--format=pax', '--sparse-version=0.0'],
  'pax 0.1': ['--format=pax', '--sparse-version=0.1'],
  'pax 1.0': ['--format=pax', '--sparse-version=1.0'],
} as const;

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'reconcile-sparse-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A sparse disk of 4 KiB pieces that begin at these offsets, as GNU tar packs it. */
function packed(form: keyof typeof FORMS, name: string, size: number, ...offsets: readonly number[]): Buffer {
  const path = join(folder, name);
  const file = openSync(path, 'w');
  for (const at of offsets) writeSync(file, Buffer.alloc(4096, `${at} `), 0, 4096, at);
  truncateSync(path, size);
  const args = ['-C', folder, '--sparse', '--hole-detection=raw', ...FORMS[form], '-cf', '-', name];
  return execFileSync('tar', args, { maxBuffer: 2 ** 28 });
}

const original = (name: string) => readFileSync(join(folder, name));

describe.each(Object.keys(FORMS) as (keyof typeof FORMS)[])('a sparse tar archive, %s', (form) => {
  it.each([
    ['with holes between', 5 * MIB, [0, 2 * MIB, 3 * MIB]],
    ['with a hole at its beginning and its end', 3 * MIB + 12, [MIB]],
    ['that ends with data', 2 * MIB, [2 * MIB - 4096]],
    ['that is one hole', 3 * MIB, []],
    ['of more pieces than one header holds', 8 * MIB, Array.from({ length: 60 }, (_, i) => i * 131_072)],
  ])('a sparse tar archive gives the disk %s', async (_, size, offsets) => {
    const archive = packed(form, 'disk.raw', size, ...offsets);
    expect(archive.length).toBeLessThan(size);
    const disk = original('disk.raw');
    expect((await unpacked(archive, 'tar', 700)).equals(disk)).toBe(true);
    expect((await unpacked(gzipSync(archive), 'auto')).equals(disk)).toBe(true);
  });

  it('a sparse tar archive may have a long name, and other members beside the disk', async () => {
    const name = `${'long'.repeat(40)}.raw`;
    const long = packed(form, name, MIB, 65_536);
    const disk = original(name);
    const notes = packed(form, 'notes', MIB, 8192);
    // Each without the two blocks of zeros or more at its end.
    const both = tar(withoutEnd(notes), withoutEnd(long));
    expect((await unpacked(both, 'tar')).equals(disk)).toBe(true);
  });

  it('a sparse tar archive is refused when it is cut at any place', async () => {
    const archive = withoutEnd(packed(form, 'disk.raw', MIB, 0, 65_536, 500_000));
    for (let bytes = 512; bytes < archive.length; bytes += 1536) {
      expect(await refusal(archive.subarray(0, bytes), 'tar')).toContain('damaged');
    }
  });
});

function withoutEnd(archive: Buffer): Buffer {
  let end = archive.length;
  while (archive.subarray(end - 512, end).every((byte) => byte === 0)) end -= 512;
  return archive.subarray(0, end);
}

/** A disk of 512 bytes in a file of the size, with this map. */
function mapped(map: string, size = 2048, stored = Buffer.alloc(512, 1)): Buffer {
  const records = {
    'GNU.sparse.size': String(size),
    'GNU.sparse.numblocks': String(map.split(',').length / 2),
    'GNU.sparse.map': map,
    'GNU.sparse.name': 'disk.raw',
  };
  return tar(pax(records), member('GNUSparseFile.1/disk.raw', stored));
}

test('a sparse member has its pieces where its map says', async () => {
  const disk = await unpacked(mapped('1024,512,2048,0'), 'tar');
  expect(disk.equals(Buffer.concat([Buffer.alloc(1024), Buffer.alloc(512, 1), Buffer.alloc(512)]))).toBe(
    true,
  );
});

/** Only the hint for a damaged map names the tool that makes such archives. */
const DAMAGED_MAP = {
  name: 'VerificationError',
  message: expect.stringContaining('"disk.raw"'),
  hint: expect.stringContaining('GNU tar'),
};

test.each([
  ['goes back', '1024,256,0,256'],
  ['holds bytes twice', '0,256,128,256'],
  ['leads out of the file', '1792,512'],
  ['tells of less than is stored', '0,256'],
  ['tells of more than is stored', '0,1024'],
  ['is no numbers', '0,5e2,1,12'],
  ['is negative', '0,-512'],
  ['has an odd number of them', '0,512,1'],
])('refuses a sparse member whose map %s', async (_, map) => {
  await expect(collect(open(streamOf(mapped(map)), 'tar'))).rejects.toMatchObject(DAMAGED_MAP);
});

test('refuses a sparse member whose map does not end within the data, or has more pieces than any disk', async () => {
  const sparse = (data: string) => {
    const version = { 'GNU.sparse.major': '1', 'GNU.sparse.minor': '0', 'GNU.sparse.realsize': '2048' };
    return tar(pax({ ...version, 'GNU.sparse.name': 'disk.raw' }), member('x', Buffer.from(data)));
  };
  const good = `1\n0\n512\n${'\0'.repeat(504)}${'x'.repeat(512)}`;
  expect((await unpacked(sparse(good), 'tar')).toString('latin1')).toBe('x'.repeat(512) + '\0'.repeat(1536));
  for (const data of [
    '',
    '1',
    '1\n0\n',
    '99999999\n0\n512\n',
    '-1\n',
    `1\n0\n${'5'.repeat(2000)}`,
    good.slice(2),
  ]) {
    await expect(collect(open(streamOf(sparse(data)), 'tar'))).rejects.toMatchObject(DAMAGED_MAP);
  }
});

test('refuses an archive that claims a disk of petabytes before it gives a byte', async () => {
  const archive = mapped('0,512', 10 ** 14);
  expect(await refusal(archive, 'tar')).toContain(
    '"disk.raw" is 100000000000000 bytes: more than 1099511627776',
  );
});

test('refuses a name in a sparse header that leads out of the archive', async () => {
  const records = { 'GNU.sparse.size': '512', 'GNU.sparse.numblocks': '1', 'GNU.sparse.map': '0,512' };
  const archive = tar(pax({ ...records, 'GNU.sparse.name': '../x.raw' }), member('x.raw', Buffer.alloc(512)));
  expect(await refusal(archive, 'tar')).toMatch(/^disk\.packed [^"]* name [^"]*"\.\.\/x\.raw"/);
});

test('gives the disk of a sparse member with a damaged header, or refuses it', async () => {
  const archives = Object.keys(FORMS).map((form) =>
    packed(form as keyof typeof FORMS, 'disk.raw', 300_000, 0, 65_536, 131_072, 200_704, 262_144),
  );
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...archives),
      fc.array(fc.tuple(fc.nat(3000), fc.constantFrom(...Buffer.from('0123457 \0\n,\x80\xff', 'latin1'))), {
        maxLength: 6,
      }),
      async (archive, edits) => {
        const copy = Buffer.from(archive);
        for (const [at, value] of edits) copy[at] = value;
        const outcome = await unpacked(copy, 'tar').catch((error: Error) => {
          expect(error).toBeInstanceOf(VerificationError);
          return error.message;
        });
        if (typeof outcome === 'string') expect(outcome).toMatch(UNPACK_FAILURE);
        else expect(outcome.length).toBeLessThan(10 * MIB);
      },
    ),
    { numRuns: 300 },
  );
});
