import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import type { MemberChoice } from '../../../src/content/unpack/unpack-failure.ts';
import { VerificationError } from '../../../src/model/errors.ts';
import type { Packing } from '../../../src/model/preparation.ts';
import { member, tar } from '../safety/build-tar.ts';
import { zip } from './build-zip.ts';
import { collect, streamOf, useUnpacking } from './harness.ts';

const { choosing } = useUnpacking();

const QCOW2 = Buffer.concat([Buffer.from('QFI\xfb\0\0\0\x03', 'latin1'), Buffer.alloc(100_000, 1)]);
const VMDK = Buffer.concat([Buffer.from('KDMV'), Buffer.alloc(100_000, 2)]);
const OTHER_VMDK = Buffer.concat([Buffer.from('KDMV'), Buffer.alloc(50_000, 3)]);
const RAW = Buffer.alloc(100_000, 4);
const README = Buffer.from('read me');

/** The bytes that come out of an archive; the archive is unpacked by `auto` unless said otherwise. */
function taken(archive: Buffer, choice: MemberChoice, packing: Packing | 'auto' = 'auto'): Promise<Buffer> {
  return collect(choosing(choice, streamOf(archive), packing));
}

async function refusal(archive: Buffer, choice: MemberChoice): Promise<VerificationError> {
  const error = await taken(archive, choice).catch((failure: unknown) => failure);
  if (error instanceof VerificationError) return error;
  throw new Error('nothing was refused');
}

function ovf(...disks: readonly string[]): Buffer {
  const files = disks.map((name, index) => `<File id="file${index}" href="${name}"/>`);
  const references = disks.map((_, index) => `<Disk fileRef="file${index}"/>`);
  return Buffer.from(
    `<Envelope><References>${files.join('')}</References><DiskSection>${references.join('')}</DiskSection></Envelope>`,
  );
}

const TAR = tar(member('a/disk.qcow2', QCOW2), member('a/disk.vmdk', VMDK), member('README', README));
const ZIP = zip(
  { name: 'a/disk.qcow2', data: QCOW2 },
  { name: 'a/disk.vmdk', data: VMDK },
  { name: 'README', data: README },
);
const OVA = tar(
  member('vm.ovf', ovf('system.vmdk', 'data.vmdk')),
  member('system.vmdk', VMDK),
  member('data.vmdk', OTHER_VMDK),
);

describe('a member that the file names', () => {
  it.each([
    ['tar', TAR],
    ['tar in gzip', gzipSync(TAR)],
    ['zip', ZIP],
  ])('the member is taken by its path, its name alone, or a glob: %s', async (_, archive) => {
    for (const name of ['a/disk.vmdk', 'disk.vmdk', '*.vmdk', 'a/*.vmdk', 'disk.vm?k'])
      expect((await taken(archive, { member: name })).equals(VMDK)).toBe(true);
  });

  it('the member needs no name of a disk', async () => {
    const archive = tar(member('boot.bin', RAW), member('disk.qcow2', QCOW2));
    expect((await taken(archive, { member: 'boot.bin' })).equals(RAW)).toBe(true);
  });

  it('the member may be one of several disks of an appliance', async () => {
    expect((await taken(OVA, { member: 'data.vmdk' }, 'ova')).equals(OTHER_VMDK)).toBe(true);
    const zipped = zip(
      { name: 'vm.ovf', data: ovf('system.vmdk', 'data.vmdk') },
      { name: 'system.vmdk', data: VMDK },
      { name: 'data.vmdk', data: OTHER_VMDK },
    );
    expect((await taken(zipped, { member: 'system.vmdk' }, 'zip')).equals(VMDK)).toBe(true);
  });

  it('the member of an appliance must match the manifest', async () => {
    const wrong = createHash('sha256').update(VMDK).digest('hex');
    const listed = tar(
      member('vm.ovf', ovf('system.vmdk', 'data.vmdk')),
      member('vm.mf', Buffer.from(`SHA256(data.vmdk)= ${wrong}\n`)),
      member('system.vmdk', VMDK),
      member('data.vmdk', OTHER_VMDK),
    );
    expect((await refusal(listed, { member: 'data.vmdk' })).message).toContain('its manifest says');
  });

  it('the member is unpacked when it is compressed itself', async () => {
    const archive = tar(member('disk.qcow2.gz', gzipSync(QCOW2)), member('disk.vmdk', VMDK));
    expect((await taken(archive, { member: 'disk.qcow2.gz' })).equals(QCOW2)).toBe(true);
  });

  it.each([
    ['tar', TAR],
    ['zip', ZIP],
  ])('no member of that name is an error that lists the members: %s', async (_, archive) => {
    const error = await refusal(archive, { member: 'disk.vdi' });
    expect(error.message).toContain('it contains no "disk.vdi"; it contains "a/disk.qcow2", "a/disk.vmdk"');
    expect(error.hint).toContain('`member`');
  });

  it.each([
    ['tar', TAR],
    ['zip', ZIP],
  ])('a glob that several members match is an error that offers the first: %s', async (_, archive) => {
    const error = await refusal(archive, { member: 'disk.*' });
    expect(error.message).toContain('several of its members match "disk.*": "a/disk.qcow2", "a/disk.vmdk"');
    expect(error.hint).toContain('`member: "a/disk.qcow2"`');
  });

  it('a member of a file that is no archive is an error', async () => {
    expect((await refusal(QCOW2, { member: 'disk.vmdk' })).message).toContain('it is no archive');
    expect((await refusal(gzipSync(QCOW2), { member: 'disk.vmdk' })).message).toContain('it is no archive');
  });
});

describe('several disks, and no member in the file', () => {
  it.each([
    ['tar', TAR],
    ['zip', ZIP],
  ])('the only disk of the declared format is taken: %s', async (_, archive) => {
    expect((await taken(archive, { format: 'qcow2' })).equals(QCOW2)).toBe(true);
    expect((await taken(archive, { format: 'vmdk' })).equals(VMDK)).toBe(true);
  });

  it('the format is that of the first bytes, whatever the name says', async () => {
    const archive = tar(member('one.img', VMDK), member('two.img', QCOW2), member('three.img', RAW));
    expect((await taken(archive, { format: 'qcow2' })).equals(QCOW2)).toBe(true);
    expect((await taken(archive, { format: 'raw' })).equals(RAW)).toBe(true);
  });

  it('the format of a compressed disk is that of its name', async () => {
    const archive = tar(member('d.vmdk.gz', gzipSync(VMDK)), member('d.qcow2.gz', gzipSync(QCOW2)));
    expect((await taken(archive, { format: 'qcow2' })).equals(QCOW2)).toBe(true);
  });

  it.each([
    ['tar', tar(member('a.vmdk', VMDK), member('b.vmdk', OTHER_VMDK))],
    ['zip', zip({ name: 'a.vmdk', data: VMDK }, { name: 'b.vmdk', data: OTHER_VMDK })],
    [
      'ova',
      tar(member('vm.ovf', ovf('a.vmdk', 'b.vmdk')), member('a.vmdk', VMDK), member('b.vmdk', OTHER_VMDK)),
    ],
  ])(
    'two disks of the declared format are an error that offers the first as member: %s',
    async (_, archive) => {
      const error = await refusal(archive, { format: 'vmdk' });
      expect(error.message).toContain('more than one disk: "a.vmdk", "b.vmdk"');
      expect(error.hint).toContain('`member: "a.vmdk"`');
    },
  );

  it.each([
    ['tar', TAR],
    ['zip', ZIP],
  ])('no disk of the declared format is an error that lists the formats: %s', async (_, archive) => {
    const error = await refusal(archive, { format: 'vdi' });
    expect(error.message).toContain(
      'it contains no disk of the format vdi; it contains "a/disk.qcow2" (qcow2), "a/disk.vmdk" (vmdk)',
    );
  });

  it('the only disk of an archive, in another format, gets a hint to convert it', async () => {
    const error = await refusal(tar(member('disk.vmdk', VMDK)), { format: 'qcow2' });
    expect(error.hint).toContain('`convert: {from: vmdk, to: qcow2}`');
  });

  it.each([
    ['tar', TAR],
    ['zip', ZIP],
    ['ova', OVA],
  ])('without a declared format, several disks are an error that offers a member: %s', async (_, archive) => {
    expect((await refusal(archive, {})).hint).toContain('`member: ');
  });
});
