import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { describe, expect, it, test } from 'vitest';
import { VerificationError } from '../../../src/model/errors.ts';
import { member, pax, tar } from '../safety/build-tar.ts';
import { zip } from './build-zip.ts';
import { collect, streamOf, useUnpacking } from './harness.ts';

const { open, unpacked, refusal, leftovers } = useUnpacking();

const DISK = Buffer.concat([Buffer.from('KDMV disk'), Buffer.alloc(100_000, 7)]);
const OTHER = Buffer.from('another disk');

/** A descriptor as virtualisers write it: the disks by reference to the files, with further attributes of these. */
function ovf(...disks: readonly string[]): Buffer {
  return ovfOf('', ...disks);
}

function ovfOf(attributes: string, ...disks: readonly string[]): Buffer {
  const files = disks.map((name, index) => `<File ovf:id="file${index}" ovf:href="${name}" ${attributes}/>`);
  const references = disks.map(
    (_, index) => `<Disk ovf:diskId="vmdisk${index}" ovf:fileRef="file${index}"/>`,
  );
  const xmlns = 'http://schemas.dmtf.org/ovf/envelope/1';
  return Buffer.from(
    `<?xml version="1.0" encoding="UTF-8"?>\n<Envelope xmlns="${xmlns}" xmlns:ovf="${xmlns}"><References>${files.join('')}<File ovf:id="n" ovf:href="seed.iso"/></References><DiskSection><Info>Disks</Info>${references.join('')}<Disk ovf:diskId="empty"/></DiskSection></Envelope>`,
  );
}

function manifest(algorithm: 'SHA1' | 'SHA256', members: Readonly<Record<string, Buffer>>): Buffer {
  const lines = Object.entries(members).map(
    ([name, data]) => `${algorithm}(${name})= ${createHash(algorithm).update(data).digest('hex')}\n`,
  );
  return Buffer.from(lines.join(''));
}

/** The refusal of a member whose SHA-256 differs from the one in the manifest. */
function differs(name: string, data: Buffer, listed: Buffer): RegExp {
  const [found, wanted] = [data, listed].map((bytes) => createHash('sha256').update(bytes).digest('hex'));
  return new RegExp(`"${name}" has sha256 ${found}, .* ${wanted}$`);
}

describe('an OVA', () => {
  it('an OVA gives its one disk', async () => {
    const ova = tar(member('vm.ovf', ovf('vm-disk1.vmdk')), member('vm-disk1.vmdk', DISK));
    expect((await unpacked(ova, 'ova')).equals(DISK)).toBe(true);
    expect((await unpacked(ova, 'auto', 100)).equals(DISK)).toBe(true);
    expect((await unpacked(ova, 'tar', ova.length)).equals(DISK)).toBe(true);
    expect((await unpacked(gzipSync(ova), 'ova')).equals(DISK)).toBe(true);
  });

  it('an OVA may name its disk in any equivalent way, and contain it compressed', async () => {
    const names = tar(member('./VM.OVF', ovf('my%20disk.VMDK')), member('./my disk.VMDK', DISK));
    expect((await unpacked(names, 'ova')).equals(DISK)).toBe(true);
    const compressed = tar(member('vm.ovf', ovf('disk.vmdk.gz')), member('disk.vmdk.gz', gzipSync(DISK)));
    expect((await unpacked(compressed, 'ova')).equals(DISK)).toBe(true);
    const odd = tar(
      member('vm.ovf', ovf('system.bin')),
      member('system.bin', DISK),
      member('seed.iso', OTHER),
    );
    expect((await unpacked(odd, 'ova')).equals(DISK)).toBe(true);
  });

  it('an OVA may have its descriptor after the disk, or a descriptor that names no disk', async () => {
    const late = tar(member('disk.vmdk', DISK), member('vm.ovf', ovf('disk.vmdk')));
    expect((await unpacked(late, 'ova')).equals(DISK)).toBe(true);
    const silent = tar(member('vm.ovf', ovf()), member('disk.vmdk', DISK));
    expect((await unpacked(silent, 'ova')).equals(DISK)).toBe(true);
  });

  it('an OVA may have a descriptor with a byte order mark, in UTF-8 or UTF-16', async () => {
    const text = ovf('a.vmdk').toString();
    const marked = (descriptor: Buffer) =>
      tar(member('vm.ovf', descriptor), member('x.bin', OTHER), member('a.vmdk', DISK));
    const utf16 = Buffer.from(`\ufeff${text.replace('UTF-8', 'UTF-16')}`, 'utf16le');
    const descriptors = [Buffer.from(`\ufeff${text}`), utf16, Buffer.from(utf16).swap16()];
    for (const descriptor of descriptors) {
      expect((await unpacked(marked(descriptor), 'ova')).equals(DISK)).toBe(true);
    }
  });

  it('an OVA is refused with two disks, which the message names, wherever they are', async () => {
    const both = tar(
      member('vm.ovf', ovf('a.vmdk', 'b.vmdk')),
      member('a.vmdk', DISK),
      member('b.vmdk', OTHER),
    );
    expect(await refusal(both, 'ova')).toContain('it contains more than one disk: "a.vmdk", "b.vmdk"');
    const hidden = tar(member('vm.ovf', ovf('a.vmdk')), member('a.vmdk', DISK), member('b.qcow2', OTHER));
    expect(await refusal(hidden, 'ova')).toContain('more than one disk: "a.vmdk", "b.qcow2"');
    const behindItsEnd = Buffer.concat([hidden.subarray(0, hidden.length), tar(member('c.vmdk', OTHER))]);
    expect(await refusal(behindItsEnd, 'ova')).toContain('more than one disk');
    const twice = tar(member('vm.ovf', ovf('a.vmdk')), member('a.vmdk', DISK), member('a.vmdk', OTHER));
    expect(await refusal(twice, 'ova')).toContain('more than one disk');
  });

  it('an OVA is refused without the disk that its descriptor names', async () => {
    const another = tar(member('vm.ovf', ovf('a.vmdk')), member('b.vmdk', DISK));
    const missing = 'it does not contain its disk "a.vmdk"; it contains "vm.ovf", "b.vmdk"';
    expect(await refusal(another, 'ova')).toContain(missing);
    const before = tar(member('b.vmdk', DISK), member('vm.ovf', ovf('a.vmdk')));
    expect(await refusal(before, 'ova')).toContain('it does not contain its disk "a.vmdk"');
    const hidden = tar(member('vm.ovf', ovf('a.vmdk')), member('b.vmdk', OTHER), member('a.vmdk', DISK));
    expect(await refusal(hidden, 'ova')).toMatch(/^disk\.packed [^"]*: "b\.vmdk", "a\.vmdk"$/);
    const gone = tar(member('vm.ovf', ovf('a.vmdk')), member('readme', OTHER));
    expect(await refusal(gone, 'ova')).toContain(
      'it does not contain its disk "a.vmdk"; it contains "vm.ovf", "readme"',
    );
  });

  it('an OVA is refused without exactly one readable descriptor', async () => {
    expect(await refusal(tar(member('disk.vmdk', DISK)), 'ova')).toContain('it has no .ovf');
    const two = tar(member('a.ovf', ovf()), member('b.ovf', ovf()), member('disk.vmdk', DISK));
    expect(await refusal(two, 'ova')).toContain('more than one .ovf: "a.ovf" and "b.ovf"');
    const broken = tar(member('a.ovf', Buffer.from('<Envelope><References>')), member('disk.vmdk', DISK));
    expect(await refusal(broken, 'ova')).toContain('"a.ovf" cannot be read as XML');
    const bomb = Buffer.from(`<!DOCTYPE x [<!ENTITY a "${'a'.repeat(1000)}">]><Envelope>&a;</Envelope>`);
    expect(await refusal(tar(member('a.ovf', bomb), member('disk.vmdk', DISK)), 'ova')).toContain(
      'cannot be read as XML',
    );
    const huge = tar(member('a.ovf', Buffer.alloc(2 ** 20 + 1)), member('disk.vmdk', DISK));
    expect(await refusal(huge, 'ova')).toContain('more than 1048576 bytes');
  });

  it.each(['SHA1', 'SHA256'] as const)(
    'an OVA is refused when it does not match its %s manifest, before or after the disk',
    async (algorithm) => {
      const descriptor = ovf('disk.vmdk');
      const members = [member('vm.ovf', descriptor), member('disk.vmdk', DISK)] as const;
      const right = member('vm.mf', manifest(algorithm, { 'vm.ovf': descriptor, 'disk.vmdk': DISK }));
      expect((await unpacked(tar(...members, right), 'ova')).equals(DISK)).toBe(true);
      expect((await unpacked(tar(members[0], right, members[1]), 'ova')).equals(DISK)).toBe(true);
      const wrong = member('vm.mf', manifest(algorithm, { 'vm.ovf': descriptor, 'disk.vmdk': OTHER }));
      expect(await refusal(tar(...members, wrong), 'ova')).toMatch(
        /"disk.vmdk" has sha\d+ [0-9a-f]+, and its manifest says/,
      );
      expect(await refusal(tar(members[0], wrong, members[1]), 'ova')).toContain('its manifest says');
      const complete = { 'vm.ovf': OTHER, 'disk.vmdk': DISK };
      const wrongDescriptor = member('vm.mf', manifest(algorithm, complete));
      expect(await refusal(tar(...members, wrongDescriptor), 'ova')).toContain('"vm.ovf" has sha');
    },
  );

  it('an OVA is refused when its manifest does not list the disk', async () => {
    const descriptor = ovf('disk.vmdk');
    const members = [member('vm.ovf', descriptor), member('disk.vmdk', DISK)] as const;
    const uncovered = 'its manifest "vm.mf" lists no digest of its disk "disk.vmdk"';
    for (const text of [manifest('SHA256', { 'vm.ovf': descriptor }), Buffer.from('\n')]) {
      expect(await refusal(tar(...members, member('vm.mf', text)), 'ova')).toContain(uncovered);
      expect(await refusal(tar(members[0], member('vm.mf', text), members[1]), 'ova')).toContain(uncovered);
    }
  });

  it('an OVA is refused when its descriptor gives another size of the disk', async () => {
    const of = (size: number | string) =>
      tar(member('vm.ovf', ovfOf(`ovf:size="${size}"`, 'disk.vmdk')), member('disk.vmdk', DISK));
    expect((await unpacked(of(DISK.length), 'ova')).equals(DISK)).toBe(true);
    expect((await unpacked(of('unknown'), 'ova')).equals(DISK)).toBe(true);
    expect(await refusal(of(1234), 'ova')).toContain(
      `its "disk.vmdk" has ${DISK.length} bytes, and its descriptor says 1234`,
    );
  });

  it('an OVA is refused with a disk in chunks, and the hint joins them', async () => {
    const descriptor = ovfOf('ovf:chunkSize="60000"', 'disk-0.vmdk');
    const chunks = [0, 1].map((index) =>
      member(`disk-0.vmdk.00000000${index}`, DISK.subarray(index * 60_000, (index + 1) * 60_000)),
    );
    for (const members of [
      [member('vm.ovf', descriptor), ...chunks],
      [...chunks, member('vm.ovf', descriptor)],
    ]) {
      const failure = await collect(open(streamOf(tar(...members)), 'ova')).catch((error: unknown) => error);
      expect(failure).toBeInstanceOf(VerificationError);
      const { message, hint } = failure as VerificationError;
      expect(message).toContain('cut into chunks (such as "disk-0.vmdk.000000000")');
      expect(hint).toContain('cat disk.vmdk.0* > disk.vmdk');
    }
  });

  it('an OVA may be in a folder and name its files from there', async () => {
    const descriptor = ovf('disk.vmdk');
    const sums = manifest('SHA256', { 'vm.ovf': descriptor, 'disk.vmdk': DISK });
    const of = (disk: Buffer) =>
      tar(member('box/vm.ovf', descriptor), member('box/vm.mf', sums), member('box/disk.vmdk', disk));
    expect((await unpacked(of(DISK), 'ova')).equals(DISK)).toBe(true);
    expect(await refusal(of(OTHER), 'ova')).toMatch(differs('box/disk.vmdk', OTHER, DISK));
  });
});

const ONE_PIECE = { 'GNU.sparse.size': '0', 'GNU.sparse.numblocks': '1', 'GNU.sparse.map': '0,0' };

describe('a zip file of an appliance', () => {
  const descriptor = ovf('disk.vmdk');
  const files = [
    { name: 'box/', stored: true },
    { name: 'box/disk.vmdk', data: DISK },
    { name: 'box/seed.iso', data: OTHER },
    { name: 'box/vm.ovf', data: ovf('box/disk.vmdk') },
  ];

  it('a zip file of an appliance gives its one disk, wherever the descriptor is', async () => {
    expect((await unpacked(zip(...files), 'zip')).equals(DISK)).toBe(true);
    expect((await unpacked(zip(...files), 'auto')).equals(DISK)).toBe(true);
    const odd = zip({ name: 'system.bin', data: DISK }, { name: 'vm.ovf', data: ovf('system.bin') });
    expect((await unpacked(odd, 'zip')).equals(DISK)).toBe(true);
    expect(await leftovers()).toEqual([]);
  });

  it('a zip file of an appliance is refused when it does not match its manifest', async () => {
    const members = [
      { name: 'disk.vmdk', data: DISK },
      { name: 'vm.ovf', data: descriptor },
    ];
    const sums = (disk: Buffer) => manifest('SHA256', { 'vm.ovf': descriptor, 'disk.vmdk': disk });
    const right = zip(...members, { name: 'vm.mf', data: sums(DISK) });
    expect((await unpacked(right, 'zip')).equals(DISK)).toBe(true);
    const wrong = zip(...members, { name: 'vm.mf', data: sums(OTHER) });
    expect(await refusal(wrong, 'zip')).toMatch(differs('disk.vmdk', DISK, OTHER));
  });

  it.each([
    ['a second disk', zip(...files, { name: 'b.vmdk', data: OTHER }), ': "box/disk.vmdk", "b.vmdk"'],
    ['no disk', zip({ name: 'a.ovf', data: descriptor }), ' "disk.vmdk"; it contains "a.ovf"'],
    [
      'a disk that is a link',
      zip({ name: 'a.ovf', data: descriptor }, { name: 'disk.vmdk', mode: 0o120777 }),
      'is a link',
    ],
    [
      'an encrypted disk',
      zip({ name: 'a.ovf', data: descriptor }, { name: 'disk.vmdk', encrypted: true }),
      'is encrypted',
    ],
    ['two descriptors', zip(...files, { name: 'b.ovf', data: descriptor }), ': "box/vm.ovf" and "b.ovf"'],
  ])('a zip file of an appliance is refused with %s', async (_, bytes, why) => {
    expect(await refusal(bytes, 'zip')).toContain(why);
    expect(await leftovers()).toEqual([]);
  });
});

test('a refusal of a disk outside of the archive names its place without secrets', async () => {
  const href = 'https://user:s3cret@images.example/disks/a.vmdk?token=s3cret';
  const archives = [
    [tar(member('vm.ovf', ovf(href)), member('a.vmdk', DISK)), 'ova'],
    [zip({ name: 'vm.ovf', data: ovf(href) }), 'zip'],
  ] as const;
  for (const [archive, packing] of archives) {
    const why = await refusal(archive, packing);
    expect(why).toContain(
      '"vm.ovf" places the disk outside of the archive, at "https://images.example/disks/a.vmdk"',
    );
  }
});

describe('a tar archive', () => {
  it('a tar archive gives its one disk image, with any other files beside it', async () => {
    const archive = tar(
      member('image/', Buffer.alloc(0), { type: '5' }),
      member('image/README', OTHER),
      member('image/._disk.raw', OTHER),
      pax({ path: `image/${'long'.repeat(40)}.raw` }),
      member('short.raw', DISK),
    );
    expect((await unpacked(archive, 'tar')).equals(DISK)).toBe(true);
  });

  it.each([
    [
      'a link',
      member('disk.raw', Buffer.alloc(0), { type: '2', link: '/etc/passwd' }),
      'is not a plain file',
    ],
    ['a hard link', member('disk.raw', Buffer.alloc(0), { type: '1', link: 'x' }), 'is not a plain file'],
    ['a device', member('disk.raw', Buffer.alloc(0), { type: '3' }), 'is not a plain file'],
    [
      'a link that claims to be sparse',
      Buffer.concat([pax(ONE_PIECE), member('disk.raw', Buffer.alloc(0), { type: '2', link: 'x' })]),
      'the map of its sparse member "disk.raw" is damaged',
    ],
    ['one name for all members', pax({ path: 'disk.raw' }, 'g'), 'it gives all its members one name'],
    ['an extension of nothing', pax({ path: 'disk.raw' }), 'it ends after an extension header'],
    ['a damaged extension', member('x', Buffer.from('9 path'), { type: 'x' }), 'extension header is damaged'],
    ['a name that leads up', member('../disk.raw', DISK), 'leads out of the archive'],
    ['an absolute name', member('/disk.raw', DISK), 'leads out of the archive'],
    [
      'a name in an extension',
      Buffer.concat([pax({ path: '../../x.raw' }), member('a.raw', DISK)]),
      'leads out of the archive',
    ],
    [
      'a name to deceive a terminal',
      member('\x1b[2Jdisk.raw', DISK),
      '"\\u001b[2Jdisk.raw" leads out of the archive',
    ],
  ])('a tar archive is refused with %s', async (_, entry, why) => {
    expect(await refusal(tar(member('good.raw', DISK), entry), 'tar')).toContain(why);
  });

  it('a tar archive is refused when it is cut short or damaged', async () => {
    const archive = tar(member('disk.raw', DISK));
    for (const bytes of [600, 50_000, 512 + DISK.length]) {
      expect(await refusal(archive.subarray(0, bytes), 'tar')).toContain('damaged or incomplete');
    }
    expect(await refusal(Buffer.concat([archive, Buffer.from('x'.repeat(512))]), 'tar')).toContain('damaged');
  });

  it('a tar archive is refused with too many members, or without a disk', async () => {
    const many = Array.from({ length: 101 }, (_, index) => member(`file${index}`));
    expect(await refusal(tar(...many), 'tar')).toContain('more than 100 members');
    expect(await refusal(tar(member('notes.txt', OTHER)), 'tar')).toMatch(
      /^disk\.packed [^"]* a disk image; [^"]* "notes\.txt"$/,
    );
  });

  it('a tar archive gives its last bytes only when its source has ended well', async () => {
    const archive = tar(member('disk.raw', DISK));
    async function* refusedAtItsEnd() {
      yield* streamOf(archive);
      throw new VerificationError('the digest is another');
    }
    await expect(collect(open(refusedAtItsEnd(), 'tar'))).rejects.toThrow('the digest is another');
  });
});

describe('a zip file', () => {
  it('a zip file gives its one file, with metadata of macOS beside it', async () => {
    const folder = { name: '__MACOSX/', stored: true };
    const beside = { name: '__MACOSX/._disk.raw', data: OTHER };
    const mac = zip({ name: 'disk.raw', data: DISK }, folder, beside);
    expect((await unpacked(mac, 'zip')).equals(DISK)).toBe(true);
    const hidden = zip({ name: 'disk.raw', data: DISK }, { name: '__MACOSX/disk.raw', data: OTHER });
    expect(await refusal(hidden, 'zip')).toContain('it contains 2 files');
  });

  it('a zip file gives its one file, with folders beside it', async () => {
    const folder = { name: 'image/', stored: true };
    expect((await unpacked(zip(folder, { name: 'image/disk.raw', data: DISK }), 'zip')).equals(DISK)).toBe(
      true,
    );
    expect((await unpacked(zip({ name: 'disk.raw', data: DISK, stored: true }), 'auto')).equals(DISK)).toBe(
      true,
    );
    expect(await leftovers()).toEqual([]);
  });

  it.each([
    [
      'several files',
      zip({ name: 'a.raw', data: DISK }, { name: 'b', data: OTHER }),
      '2 files, not one: "a.raw", "b"',
    ],
    ['no file', zip({ name: 'folder/', stored: true }), 'it contains no file'],
    ['an encrypted file', zip({ name: 'a.raw', data: DISK, encrypted: true }), '"a.raw" in it is encrypted'],
    [
      'a link',
      zip({ name: 'a.raw', data: Buffer.from('/etc/passwd'), mode: 0o120777 }),
      '"a.raw" in it is a link',
    ],
    ['a name that leads up', zip({ name: '../a.raw', data: DISK }), 'invalid relative path'],
    ['an absolute name', zip({ name: '/a.raw', data: DISK }), 'absolute path'],
    ['another CRC', zip({ name: 'a.raw', data: DISK, crc: 1 }), 'does not match its size and CRC-32'],
    ['more in it than it says', zip({ name: 'a.raw', data: DISK, size: 100 }), 'too many bytes'],
    ['less in it than it says', zip({ name: 'a.raw', data: DISK, size: 1e6 }), 'not enough bytes'],
    ['its end cut off', zip({ name: 'a.raw', data: DISK }).subarray(0, -10), 'End of central directory'],
    [
      'too many members',
      zip(...Array.from({ length: 101 }, (_, i) => ({ name: `${i}/`, stored: true }))),
      'more than 100',
    ],
  ])('a zip file is refused with %s', async (_, bytes, why) => {
    expect(await refusal(bytes, 'zip')).toContain(why);
    expect(await leftovers()).toEqual([]);
  });
});
