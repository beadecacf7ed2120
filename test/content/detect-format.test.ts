import { expect, test } from 'vitest';
import { detectFormat, HEAD_BYTES } from '../../src/content/detect-format.ts';

/** A head of zeros with bytes (Latin-1 text or numbers) written at offsets. */
function head(parts: Readonly<Record<number, string | readonly number[]>>, length = HEAD_BYTES): Buffer {
  const bytes = Buffer.alloc(length);
  for (const [offset, part] of Object.entries(parts)) {
    bytes.set(typeof part === 'string' ? Buffer.from(part, 'latin1') : part, Number(offset));
  }
  return bytes;
}

const BOOT_SIGNATURE = { 510: [0x55, 0xaa] };
const LINUX_PARTITION = { 446: [0x80, 0, 2, 0, 0x83] };
const PROTECTIVE_PARTITION = { 446: [0, 0, 2, 0, 0xee] };
const ISO_DESCRIPTOR = { 32768: '\x01CD001' };

test.each([
  ['qcow2, version 2', head({ 0: 'QFI\xfb\0\0\0\x02' }), 'qcow2', 'qcow2'],
  ['qcow2, version 3', head({ 0: 'QFI\xfb\0\0\0\x03' }), 'qcow2', 'qcow2'],
  ['qcow2 of a few bytes', head({ 0: 'QFI\xfb\0\0\0\x03' }, 8), 'qcow2', 'qcow2'],
  ['VMDK, sparse', head({ 0: 'KDMV\x01' }), 'vmdk', 'vmdk'],
  [
    'VMDK, a text that describes extents',
    Buffer.from('# Disk DescriptorFile\nversion=1\ncreateType="monolithicFlat"\n'),
    'vmdk',
    'vmdk',
  ],
  ['VMDK, a text without its first line', Buffer.from('version=1\ncreateType="vmfs"\n'), 'vmdk', 'vmdk'],
  ['VMDK, of ESX’s own kind', head({ 0: 'COWD' }), 'vmdk', 'vmdk'],
  ['VMDK, a text as QEMU knows it', Buffer.from('# by hand\n\nversion=1\n'), 'vmdk', 'vmdk'],
  ['VHD, dynamic', head({ 0: 'conectix' }), 'vhd', 'vhd'],
  ['VHDX', head({ 0: 'vhdxfile' }), 'vhdx', 'vhdx'],
  ['VDI', head({ 0: '<<< Oracle VM VirtualBox Disk Image >>>', 64: [0x7f, 0x10, 0xda, 0xbe] }), 'vdi', 'vdi'],
  ['ISO 9660', head(ISO_DESCRIPTOR), 'iso', 'iso'],
  ['UDF without ISO 9660', head({ 32768: '\0BEA01', 34816: '\0NSR02' }), 'iso', 'iso'],
  ['ploop', head({ 0: 'WithoutFreeSpace' }), 'ploop', 'ploop'],
  ['ploop, version 2', head({ 0: 'WithouFreSpacExt' }), 'ploop', 'ploop'],
  ['LUKS', head({ 0: 'LUKS\xba\xbe\0\x01' }), 'luks', 'raw'],
  ['a disk with an MBR', head({ ...LINUX_PARTITION, ...BOOT_SIGNATURE }), 'mbr', 'raw'],
  ['a disk with a GPT', head({ ...PROTECTIVE_PARTITION, ...BOOT_SIGNATURE }), 'gpt', 'raw'],
])('recognises %s', (_, bytes, recognised, diskFormat) => {
  expect(detectFormat(bytes)).toEqual({ recognised: [recognised], diskFormat });
});

test.each([
  ['qcow, version 1', head({ 0: 'QFI\xfb\0\0\0\x01' }), 'qcow'],
  ['QED', head({ 0: 'QED\0' }), 'qed'],
  ['Bochs', head({ 0: 'Bochs Virtual HD Image' }), 'bochs'],
  ['cloop', Buffer.from('#!/bin/sh\n#V2.0 Format\n'), 'cloop'],
  ['a page in place of a file', Buffer.from('\n<!DOCTYPE html>\n<title>Log in</title>'), 'html'],
  ['gzip', head({ 0: '\x1f\x8b\x08' }), 'gzip'],
  ['bzip2', head({ 0: 'BZh91AY&SY' }), 'bzip2'],
  ['xz', head({ 0: '\xfd7zXZ\0' }), 'xz'],
  ['zstd', head({ 0: '\x28\xb5\x2f\xfd' }), 'zstd'],
  ['zip', head({ 0: 'PK\x03\x04' }), 'zip'],
  ['tar, e.g. an OVA', head({ 257: 'ustar' }), 'tar'],
])('recognises %s, for which Glance has no disk format', (_, bytes, recognised) => {
  expect(detectFormat(bytes)).toEqual({ recognised: [recognised], diskFormat: null });
});

test.each([
  ['zeros', head({})],
  [
    'a file system without partitions (FAT)',
    head({ 16: [2], 21: [0xf8], ...LINUX_PARTITION, ...BOOT_SIGNATURE }),
  ],
  ['a boot sector without partitions', head(BOOT_SIGNATURE)],
  ['a boot sector whose entries make no sense', head({ 446: [0x12, 0, 2, 0, 0x83], ...BOOT_SIGNATURE })],
  ['text that only mentions createType', Buffer.from('see createType= in the manual')],
  ['one byte', head({}, 1)],
  ['nothing', head({}, 0)],
])('treats %s as raw', (_, bytes) => {
  expect(detectFormat(bytes)).toEqual({ recognised: [], diskFormat: 'raw' });
});

test('takes an ISO that also boots as a disk for an ISO', () => {
  const hybrid = detectFormat(head({ ...LINUX_PARTITION, ...BOOT_SIGNATURE, ...ISO_DESCRIPTOR }));
  expect(hybrid).toEqual({ recognised: ['iso', 'mbr'], diskFormat: 'iso' });
});

test('gives no disk format to content that fits two formats', () => {
  const { recognised, diskFormat } = detectFormat(head({ 0: 'QFI\xfb\0\0\0\x03', ...ISO_DESCRIPTOR }));
  expect(recognised).toEqual(['qcow2', 'iso']);
  expect(diskFormat).toBeNull();
});

test('recognises a signature only in its place', () => {
  expect(detectFormat(head({ 1: 'QFI\xfb\0\0\0\x03', 32770: 'CD001' })).diskFormat).toBe('raw');
});
