import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { afterAll, beforeAll, expect } from 'vitest';
import { openSpool, type Spool } from '../../src/content/spool.ts';
import { readManifest } from '../../src/content/unpack/one-disk.ts';
import { disksOfOvf } from '../../src/content/unpack/ovf.ts';
import { unpack } from '../../src/content/unpack/unpack.ts';
import { member, pax, tar } from '../content/safety/build-tar.ts';
import { zip } from '../content/unpack/build-zip.ts';
import { collect, streamOf } from '../content/unpack/harness.ts';
import { editedBytes } from './arbitraries.ts';
import { describeParser } from './harness.ts';

const DISK = Buffer.alloc(3000, 7);
const DESCRIPTOR =
  '<Envelope xmlns:ovf="x"><References><File ovf:id="f" ovf:href="disk.vmdk"/></References>' +
  '<DiskSection><Disk ovf:fileRef="f"/></DiskSection></Envelope>';
const SPARSE_1_0 = {
  'GNU.sparse.major': '1',
  'GNU.sparse.minor': '0',
  'GNU.sparse.name': 'disk.raw',
  'GNU.sparse.realsize': '9000',
};

/** What an old GNU header has from the place of the prefix on: four pieces, no more of them, the real size. */
const GNU_PIECES = ['0', '1000', '4000', '2000', '11000', '0']
  .map((number) => `${number.padStart(11, '0')}\0`)
  .join('');
const OLD_GNU = `${'\0'.repeat(41)}${GNU_PIECES.padEnd(97, '\0')}00000011000\0`;
const ARCHIVES = [
  tar(
    member('vm.ovf', Buffer.from(DESCRIPTOR)),
    member('disk.vmdk', DISK),
    member('vm.mf', Buffer.from('SHA1(a)= b')),
  ),
  tar(pax({ path: 'long/disk.raw', size: '3000' }), member('disk.raw', DISK)),
  tar(
    pax(SPARSE_1_0),
    member('x', Buffer.concat([Buffer.from('2\n0\n1000\n5000\n2000\n'.padEnd(512, '\0')), DISK])),
  ),
  tar(
    pax({
      'GNU.sparse.size': '9000',
      'GNU.sparse.numblocks': '2',
      'GNU.sparse.map': '0,1000,5000,2000',
    }),
    member('disk.raw', DISK),
  ),
  tar(member('disk.raw', DISK.subarray(0, 1536), { type: 'S', magic: 'ustar  \0', prefix: OLD_GNU })),
  zip({ name: 'disk.raw', data: DISK }),
  zip({ name: 'disk.vmdk', data: DISK }, { name: 'vm.ovf', data: Buffer.from(DESCRIPTOR) }),
  zip({ name: 'folder/', stored: true }, { name: 'disk.raw', data: DISK, stored: true }),
  gzipSync(tar(member('disk.raw.gz', gzipSync(DISK)))),
];

let folder = '';
let spool: Spool | null = null;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'reconcile-fuzz-'));
  spool = await openSpool({ directory: folder });
});
afterAll(async () => {
  await spool?.remove();
  await rm(folder, { recursive: true, force: true });
});

describeParser('archives', (fuzz) => {
  fuzz(
    'edited archives, for any split into blocks',
    fc.tuple(fc.constantFrom(...ARCHIVES).chain(editedBytes), fc.integer({ min: 1, max: 5000 })),
    async ([bytes, length]) => {
      const options = { label: 'disk.ova', size: null, spool: async () => spool as Spool };
      const out = await collect(unpack(streamOf(bytes, length), 'auto', options));
      expect(out.length).toBeLessThan(10_000_000);
    },
  );
});

const xmlPieces = fc.constantFrom(
  '<File ',
  'id="f"',
  ' href="disk"',
  '/>',
  '<a>',
  '</a>',
  '<!--',
  ']]>',
  '&amp;',
  '&',
  '\0',
);

describeParser('OVF descriptors', (fuzz) => {
  fuzz('edited descriptors', editedBytes(Buffer.from(DESCRIPTOR)), (bytes) => {
    const disks = disksOfOvf(Buffer.from(bytes).toString('utf8'));
    expect(disks === null || disks.every(({ name }) => typeof name === 'string')).toBe(true);
  });
  fuzz('repeated pieces of XML', fc.array(fc.tuple(xmlPieces, fc.nat(3000)), { maxLength: 8 }), (pieces) => {
    disksOfOvf(pieces.map(([piece, times]) => piece.repeat(times)).join(''));
  });
});

const manifestPieces = fc.constantFrom(
  'SHA1',
  'SHA256',
  '(',
  ')',
  '= ',
  ' ',
  '\n',
  'a'.repeat(64),
  'f'.repeat(40),
  '__proto__',
);

describeParser('OVA manifests', (fuzz) => {
  fuzz(
    'repeated pieces of lines',
    fc.array(fc.tuple(manifestPieces, fc.nat(2000)), { maxLength: 10 }),
    (pieces) => {
      const found = readManifest(pieces.map(([piece, times]) => piece.repeat(times)).join(''));
      for (const digests of found.values()) {
        for (const hex of Object.values(digests)) expect(hex).toMatch(/^[0-9a-f]{40,128}$/);
      }
    },
  );
});
