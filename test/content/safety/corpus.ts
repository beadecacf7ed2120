import {
  BOOT_SIGNATURE,
  be32,
  be64,
  DESCRIPTOR,
  disk,
  GPT_HEADER,
  hex,
  image,
  iso,
  LINUX,
  le32,
  le64,
  luks,
  MIB,
  type Part,
  PROTECTIVE,
  qcow2,
  text,
  vdi,
  vhd,
  vhdFooter,
  vhdx,
  vmdk,
  vmdkWithFooter,
} from './build.ts';

/** An image as somebody might publish it. */
export interface Specimen {
  readonly what: string;
  /** As it is declared. */
  readonly format: string;
  readonly bytes: Buffer;
}

export interface UnsafeSpecimen extends Specimen {
  /** Every rule that it breaks, sorted. */
  readonly rules: readonly string[];
}

function unsafe(what: string, format: string, bytes: Buffer, ...rules: string[]): UnsafeSpecimen {
  return { what, format, bytes, rules: rules.sort() };
}

const descriptor = (from: string | RegExp, to: string) => vmdk(DESCRIPTOR.replace(from, to));
const bootSector = (...parts: readonly Part[]) => disk(BOOT_SIGNATURE, ...parts);
const FLAT =
  '# Disk DescriptorFile\nversion=1\nCID=1\nparentCID=ffffffff\ncreateType="monolithicFlat"\nRW 1 FLAT "/etc/passwd" 0\n';
const SECOND_ENTRY: Part = [462, hex('00 20 21 00 83 fe ff ff 00 08 00 00 00 08 00 00')];

/** Every class that oslo.utils' format inspector refuses, and what it lets through. */
export const UNSAFE: readonly UnsafeSpecimen[] = [
  unsafe(
    'qcow2 with a backing file',
    'qcow2',
    qcow2(3, [8, be64(0x200n)], [0x200, text('/etc/passwd')]),
    'qcow2-backing-file',
  ),
  unsafe(
    'qcow2 of version 2 with a backing file',
    'qcow2',
    qcow2(2, [8, be64(1n << 40n)]),
    'qcow2-backing-file',
  ),
  unsafe('qcow2 with a data file', 'qcow2', qcow2(3, [72, be64(4n)]), 'qcow2-data-file'),
  unsafe(
    'qcow2 that names a data file without the feature bit',
    'qcow2',
    qcow2(3, [104, be32(0x6803f857)], [108, be32(10)], [128, be32(0x44415441)], [132, be32(4)]),
    'qcow2-data-file',
  ),
  unsafe('qcow2 with extended L2 entries', 'qcow2', qcow2(3, [72, be64(16n)]), 'qcow2-unknown-feature'),
  unsafe(
    'qcow2 with the highest feature bit',
    'qcow2',
    qcow2(3, [72, be64(1n << 63n)]),
    'qcow2-unknown-feature',
  ),
  unsafe(
    'qcow2 with everything',
    'qcow2',
    qcow2(3, [8, be64(1n)], [72, be64(0xffn)]),
    'qcow2-backing-file',
    'qcow2-data-file',
    'qcow2-unknown-feature',
  ),
  unsafe('qcow2 of version 4', 'qcow2', qcow2(4), 'qcow2-version'),
  unsafe('qcow2 of 511 bytes', 'qcow2', qcow2(3).subarray(0, 511), 'truncated-header'),
  unsafe('qcow2 of 8 bytes', 'qcow2', qcow2(3).subarray(0, 8), 'truncated-header'),
  unsafe(
    'qcow2 of 511 bytes, declared raw',
    'raw',
    qcow2(3).subarray(0, 511),
    'format-mismatch',
    'truncated-header',
  ),
  unsafe('qcow, the older format', 'qcow2', qcow2(1), 'format-mismatch', 'qcow2-version'),
  unsafe('qcow, declared raw', 'raw', qcow2(1), 'format-mismatch', 'qcow2-version'),
  unsafe('qcow2, declared raw', 'raw', qcow2(3), 'format-mismatch'),
  unsafe(
    'qcow2 with a backing file, declared raw',
    'raw',
    qcow2(3, [8, be64(512n)]),
    'format-mismatch',
    'qcow2-backing-file',
  ),
  unsafe('qcow2, declared vhd', 'vhd', qcow2(3), 'format-mismatch'),
  unsafe('qcow2, declared as a kernel', 'aki', qcow2(3), 'format-mismatch'),
  unsafe('QED', 'qcow2', image(70_000, [0, text('QED\0')]), 'format-mismatch', 'qed'),
  unsafe('QED, declared raw', 'raw', image(600, [0, text('QED\0')]), 'format-mismatch', 'qed'),

  unsafe('VMDK of version 4', 'vmdk', vmdk(DESCRIPTOR, [4, le32(4)]), 'vmdk-version'),
  unsafe('VMDK of version 0', 'vmdk', vmdk(DESCRIPTOR, [4, le32(0)]), 'vmdk-version'),
  unsafe('VMDK of 300 bytes', 'vmdk', vmdk().subarray(0, 300), 'truncated-header'),
  unsafe('VMDK that ends in its descriptor', 'vmdk', vmdk().subarray(0, 1024), 'truncated-header'),
  unsafe('VMDK without a descriptor', 'vmdk', vmdk('', [28, le64(0n)], [36, le64(0n)]), 'vmdk-descriptor'),
  unsafe('VMDK whose descriptor is elsewhere', 'vmdk', vmdk(DESCRIPTOR, [28, le64(2n)]), 'vmdk-descriptor'),
  unsafe(
    'VMDK whose descriptor is far away',
    'vmdk',
    vmdk(DESCRIPTOR, [28, le64(1n << 62n)]),
    'vmdk-descriptor',
  ),
  unsafe('VMDK with a huge descriptor', 'vmdk', vmdk(DESCRIPTOR, [36, le64(1n << 60n)]), 'vmdk-descriptor'),
  unsafe('VMDK with an empty descriptor', 'vmdk', vmdk(''), 'vmdk-create-type', 'vmdk-extent'),
  unsafe(
    'VMDK with a strange line',
    'vmdk',
    descriptor('# Extent', 'include /etc/passwd\n# Extent'),
    'vmdk-descriptor',
  ),
  unsafe(
    'VMDK of type monolithicFlat',
    'vmdk',
    descriptor('monolithicSparse', 'monolithicFlat'),
    'vmdk-create-type',
  ),
  unsafe('VMDK of type vmfsRaw', 'vmdk', descriptor('monolithicSparse', 'vmfsRaw'), 'vmdk-create-type'),
  unsafe('VMDK without a type', 'vmdk', descriptor(/createType.*\n/, ''), 'vmdk-create-type'),
  unsafe(
    'VMDK with two types',
    'vmdk',
    descriptor('# Extent', 'CreateType="monolithicFlat"\n# Extent'),
    'vmdk-create-type',
  ),
  unsafe(
    'VMDK with another type in a comment',
    'vmdk',
    descriptor('# Disk', '# createType="monolithicFlat"\n# Disk'),
    'vmdk-create-type',
  ),
  unsafe('VMDK without an extent', 'vmdk', descriptor(/RW.*\n/, ''), 'vmdk-extent'),
  unsafe('VMDK with two extents', 'vmdk', descriptor('RW', 'RW 1 SPARSE "other.vmdk"\nRW'), 'vmdk-extent'),
  unsafe('VMDK with a flat extent', 'vmdk', descriptor('SPARSE', 'FLAT'), 'vmdk-extent'),
  unsafe('VMDK with an extent at a path', 'vmdk', descriptor('disk.vmdk', '/etc/passwd'), 'vmdk-extent-path'),
  unsafe(
    'VMDK with an extent at a path above',
    'vmdk',
    descriptor('disk.vmdk', '..\\..\\secret'),
    'vmdk-extent-path',
  ),
  unsafe(
    'VMDK with a flat extent at a path',
    'vmdk',
    descriptor('SPARSE "disk.vmdk"', 'FLAT "/etc/passwd" 0'),
    'vmdk-extent',
    'vmdk-extent-path',
  ),
  unsafe(
    'VMDK with a parent',
    'vmdk',
    descriptor('# Extent', 'parentFileNameHint="/etc/passwd"\n# Extent'),
    'vmdk-parent-hint',
  ),
  unsafe(
    'VMDK with a parent in a comment',
    'vmdk',
    descriptor('# Extent', '# PARENTFILENAMEHINT="x"\n# Extent'),
    'vmdk-parent-hint',
  ),
  unsafe(
    'VMDK with a parent by its content id',
    'vmdk',
    descriptor('ffffffff', 'dfc1c580'),
    'vmdk-parent-hint',
  ),
  unsafe(
    'VMDK, the description alone',
    'vmdk',
    text(FLAT),
    'vmdk-create-type',
    'vmdk-extent',
    'vmdk-extent-path',
    'vmdk-text-descriptor',
  ),
  unsafe(
    'VMDK, the description alone, of a type that is taken',
    'vmdk',
    text(DESCRIPTOR),
    'vmdk-text-descriptor',
  ),
  unsafe(
    'VMDK, the description alone, declared raw',
    'raw',
    image(1024, [0, text(FLAT)]),
    'format-mismatch',
    'vmdk-create-type',
    'vmdk-extent',
    'vmdk-extent-path',
    'vmdk-text-descriptor',
  ),
  unsafe(
    'VMDK, a description that only QEMU would take for one',
    'raw',
    text('# x\n\nversion=1\n'),
    'format-mismatch',
    'vmdk-create-type',
    'vmdk-extent',
    'vmdk-text-descriptor',
  ),
  unsafe('VMDK of ESX’s own kind', 'vmdk', image(70_000, [0, text('COWD')]), 'vmdk-create-type'),
  unsafe(
    'VMDK that ends before its footer',
    'vmdk',
    vmdk(DESCRIPTOR, [56, le64(0xffffffffffffffffn)]),
    'vmdk-footer',
  ),
  unsafe(
    'VMDK of one footer’s length',
    'vmdk',
    vmdk(DESCRIPTOR.padEnd(600, ' '), [36, le64(1n)], [56, le64(0xffffffffffffffffn)]).subarray(0, 1024),
    'vmdk-footer',
  ),
  unsafe(
    'VMDK whose footer has another descriptor',
    'vmdk',
    vmdkWithFooter([512 + 28, le64(7n)]),
    'vmdk-footer',
  ),
  unsafe('VMDK whose footer has another version', 'vmdk', vmdkWithFooter([512 + 4, le32(3)]), 'vmdk-footer'),
  unsafe(
    'VMDK whose footer points on',
    'vmdk',
    vmdkWithFooter([512 + 56, le64(0xffffffffffffffffn)]),
    'vmdk-footer',
  ),
  unsafe('VMDK without the footer’s marker', 'vmdk', vmdkWithFooter([12, le32(1)]), 'vmdk-footer'),
  unsafe('VMDK without an end', 'vmdk', vmdkWithFooter([1024 + 12, le32(2)]), 'vmdk-footer'),

  unsafe('VHD, differencing', 'vhd', vhd({ type: 4 }), 'vhd-parent'),
  unsafe('VHD with the identity of a parent', 'vhd', vhd({}, [40, hex('01')]), 'vhd-parent'),
  unsafe('VHD with the name of a parent', 'vhd', vhd({}, [64, hex('00 63')]), 'vhd-parent'),
  unsafe('VHD with a place to find its parent', 'vhd', vhd({}, [576 + 7 * 24, text('W2ku')]), 'vhd-parent'),
  unsafe(
    'VHD whose header is far in it',
    'vhd',
    vhd({ headerAt: 200_000 }, [576, text('W2ku')]),
    'vhd-parent',
  ),
  unsafe('VHD whose header is nowhere', 'vhd', vhd({}, [0, text('other')]), 'vhd-header'),
  unsafe(
    'VHD whose header is past its end',
    'vhd',
    image(70_000, [0, vhdFooter(3, MIB, 1n << 62n)]),
    'vhd-header',
  ),
  unsafe('VHD of an unknown type', 'vhd', vhd({ type: 5 }), 'vhd-header'),
  unsafe(
    'VHD whose footer alone is differencing',
    'vhd',
    vhd({ footer: vhdFooter(4, MIB, 512n) }),
    'vhd-header',
    'vhd-parent',
  ),
  unsafe('VHD whose footer points elsewhere', 'vhd', vhd({ footer: vhdFooter(3, MIB, 4096n) }), 'vhd-header'),
  unsafe('VHD of 511 bytes', 'vhd', vhd({}).subarray(0, 511), 'truncated-header'),
  unsafe(
    'fixed VHD that is differencing',
    'vhd',
    Buffer.concat([disk(), vhdFooter(4, 70 * 1024, 512n)]),
    'vhd-parent',
  ),
  unsafe(
    'fixed VHD that is dynamic',
    'vhd',
    Buffer.concat([disk(), vhdFooter(3, 70 * 1024, 512n)]),
    'vhd-header',
  ),
  unsafe('fixed VHD that is cut', 'vhd', Buffer.concat([disk(), vhdFooter(2, MIB, 0n)]), 'truncated-header'),
  unsafe(
    'fixed VHD, declared raw',
    'raw',
    Buffer.concat([disk(), vhdFooter(2, 70 * 1024, 0n)]),
    'format-mismatch',
  ),
  unsafe(
    'fixed VHD of a qcow2',
    'vhd',
    Buffer.concat([qcow2(3), vhdFooter(2, 70 * 1024, 0n)]),
    'ambiguous-format',
    'format-mismatch',
  ),
  unsafe(
    'qcow2 with a VHD’s end',
    'qcow2',
    Buffer.concat([qcow2(3), vhdFooter(2, 70 * 1024, 0n)]),
    'ambiguous-format',
  ),
  unsafe('raw, declared vhd', 'vhd', disk(), 'format-mismatch'),

  unsafe('VHDX with a parent', 'vhdx', vhdx({ flags: 2 }), 'vhdx-parent'),
  unsafe(
    'VHDX with a place to find its parent',
    'vhdx',
    vhdx({ items: ['fileParameters', 'diskSize', 'parentLocator'] }),
    'vhdx-parent',
  ),
  unsafe(
    'VHDX with a parent, its items in another order',
    'vhdx',
    vhdx({ flags: 3, items: ['diskSize', 'fileParameters'] }),
    'vhdx-parent',
  ),
  unsafe('VHDX without file parameters', 'vhdx', vhdx({ items: ['diskSize'] }), 'vhdx-header'),
  unsafe(
    'VHDX with file parameters twice',
    'vhdx',
    vhdx({ items: ['fileParameters', 'fileParameters'] }),
    'vhdx-header',
  ),
  unsafe(
    'VHDX with a required item that is not known',
    'vhdx',
    vhdx({ items: ['fileParameters', 'unknown'] }),
    'vhdx-unknown-feature',
  ),
  unsafe(
    'VHDX with a required region that is not known',
    'vhdx',
    vhdx({ regions: ['metadata', 'unknown'] }),
    'vhdx-unknown-feature',
  ),
  unsafe('VHDX without metadata', 'vhdx', vhdx({ regions: ['bat'] }), 'vhdx-header'),
  unsafe('VHDX with metadata twice', 'vhdx', vhdx({ regions: ['metadata', 'metadata'] }), 'vhdx-header'),
  unsafe(
    'VHDX whose metadata have passed already',
    'vhdx',
    vhdx({}, [196608 + 16 + 32 + 16, le64(70_000n)], [262144 + 16 + 32 + 16, le64(70_000n)]),
    'vhdx-header',
  ),
  unsafe(
    'VHDX whose metadata are past its end',
    'vhdx',
    vhdx({}, [196608 + 16 + 32 + 16, le64(1n << 62n)], [262144 + 16 + 32 + 16, le64(1n << 62n)]),
    'vhdx-header',
  ),
  unsafe('VHDX whose region tables disagree', 'vhdx', vhdx({ otherMetadataAt: 3 * MIB }), 'vhdx-header'),
  unsafe('VHDX without a region table', 'vhdx', vhdx({}, [196608, text('none')]), 'vhdx-header'),
  unsafe('VHDX with too many regions', 'vhdx', vhdx({}, [196608 + 8, le32(2048)]), 'vhdx-header'),
  unsafe('VHDX whose metadata are none', 'vhdx', vhdx({}, [MIB, text('metadatb')]), 'vhdx-header'),
  unsafe('VHDX with a log to replay', 'vhdx', vhdx({ log: true }), 'vhdx-log'),
  unsafe('VHDX of 100 KiB', 'vhdx', vhdx().subarray(0, 100 * 1024), 'truncated-header'),
  unsafe('VHDX of 9 bytes', 'vhdx', vhdx().subarray(0, 9), 'truncated-header'),

  unsafe('VDI, differencing', 'vdi', vdi([0x4c, le32(4)]), 'vdi-parent'),
  unsafe('VDI, undo', 'vdi', vdi([0x4c, le32(3)]), 'vdi-parent'),
  unsafe('VDI with the identity of a link', 'vdi', vdi([0x1a8 + 15, hex('01')]), 'vdi-parent'),
  unsafe('VDI with the identity of a parent', 'vdi', vdi([0x1b8, hex('01')]), 'vdi-parent'),
  unsafe('VDI of an unknown type', 'vdi', vdi([0x4c, le32(9)]), 'vdi-image-type'),
  unsafe('VDI of version 0', 'vdi', vdi([0x44, le32(2)]), 'vdi-version'),
  unsafe('VDI of 100 bytes', 'vdi', vdi().subarray(0, 100), 'truncated-header'),

  unsafe('LUKS of version 2', 'raw', luks(2), 'luks-version'),
  unsafe('LUKS whose data are elsewhere', 'raw', luks(1, 0), 'luks-payload'),
  unsafe('LUKS whose data are past its end', 'raw', luks(1, 1_000_000), 'luks-payload'),
  unsafe('LUKS of 8 bytes', 'raw', luks().subarray(0, 8), 'truncated-header'),
  unsafe('MBR with a strange boot flag', 'raw', bootSector([446, hex('12 00 02 00 83')]), 'mbr-boot-flag'),
  unsafe('MBR without partitions', 'raw', bootSector(), 'mbr-empty'),
  unsafe(
    'GPT beside partitions of the MBR',
    'raw',
    bootSector(PROTECTIVE, SECOND_ENTRY, GPT_HEADER),
    'gpt-hybrid-mbr',
  ),
  unsafe(
    'GPT protected by the second entry',
    'raw',
    bootSector([462, PROTECTIVE[1]], GPT_HEADER),
    'gpt-hybrid-mbr',
  ),
  unsafe(
    'GPT whose protection starts elsewhere',
    'raw',
    bootSector([446, hex('00 00 02 00 ee ff ff ff 3f 00 00 00 ff ff ff ff')], GPT_HEADER),
    'gpt-protective-mbr',
  ),
  unsafe(
    'GPT whose protection starts at another head',
    'raw',
    bootSector([446, hex('00 fe ff ff ee ff ff ff 01 00 00 00 ff ff ff ff')], GPT_HEADER),
    'gpt-protective-mbr',
  ),
  unsafe('GPT that is not there', 'raw', bootSector(PROTECTIVE), 'gpt-header'),

  unsafe('ISO, declared raw', 'raw', iso(), 'format-mismatch'),
  unsafe('ISO, declared qcow2', 'qcow2', iso(), 'format-mismatch'),
  unsafe('ISO that is a qcow2 as well', 'iso', iso([0, qcow2(3).subarray(0, 512)]), 'ambiguous-format'),
  unsafe('ISO that is cut in its descriptor', 'iso', iso().subarray(0, 0x8020), 'truncated-header'),
  unsafe('ploop, declared raw', 'raw', image(70_000, [0, text('WithoutFreeSpace')]), 'format-mismatch'),
  unsafe('Parallels, declared raw', 'raw', image(300, [0, text('WithouFreSpacExt')]), 'format-mismatch'),
  unsafe('Bochs, declared raw', 'raw', image(70_000, [0, text('Bochs Virtual HD Image')]), 'format-mismatch'),
  unsafe('cloop, declared raw', 'raw', text('#!/bin/sh\n#V2.0 Format\nmodprobe cloop\n'), 'format-mismatch'),
  unsafe('raw, declared qcow2', 'qcow2', disk(), 'format-mismatch'),
  unsafe('raw, declared iso', 'iso', disk(LINUX, BOOT_SIGNATURE), 'format-mismatch'),
  unsafe('a web page, declared qcow2', 'qcow2', text('<!doctype html><p>Sign in'), 'format-mismatch'),
  unsafe('a web page, declared raw', 'raw', text('<html>gone</html>'), 'format-mismatch'),
  unsafe('a compressed file, declared raw', 'raw', hex('1f 8b 08 00 00 00 00 00'), 'format-mismatch'),
  unsafe('an archive, declared qcow2', 'qcow2', image(10_240, [257, text('ustar')]), 'format-mismatch'),
];

export interface HonestSpecimen extends Specimen {
  readonly virtualSize: number | null;
}

function honest(what: string, format: string, bytes: Buffer, virtualSize: number | null): HonestSpecimen {
  return { what, format, bytes, virtualSize };
}

const GZIP = hex('1f 8b 08 00 00 00 00 00');
const KERNEL = bootSector([446, hex('12 34 56 78 9a')], [0x202, text('HdrS')]);

/** What no tool of this machine makes; the others are in honest.test.ts. */
export const HONEST: readonly HonestSpecimen[] = [
  honest(
    'qcow2 of version 2 with a header extension where version 3 has feature bits',
    'qcow2',
    qcow2(2, [72, be32(0x6803f857)], [76, be32(4)]),
    MIB,
  ),
  honest(
    'qcow2 of version 3, dirty, corrupt and compressed otherwise',
    'qcow2',
    qcow2(3, [72, be64(0b1011n)]),
    MIB,
  ),
  honest('VMDK', 'vmdk', vmdk(), MIB),
  honest('VMDK with a footer', 'vmdk', vmdkWithFooter(), MIB),
  honest('VMDK with lines as Windows has them', 'vmdk', vmdk(DESCRIPTOR.replaceAll('\n', '\r\n')), MIB),
  honest('VHD, dynamic', 'vhd', vhd({}), MIB),
  honest('VHD, dynamic, its header far in it', 'vhd', vhd({ headerAt: 200_000 }), MIB),
  honest('VHD, fixed', 'vhd', Buffer.concat([disk(), vhdFooter(2, 70 * 1024, 0n)]), 70 * 1024),
  honest(
    'VHD, fixed, of a disk with an MBR',
    'vhd',
    Buffer.concat([bootSector(LINUX), vhdFooter(2, 70 * 1024, 0n)]),
    70 * 1024,
  ),
  honest('VHDX', 'vhdx', vhdx(), MIB),
  honest('VHDX that keeps its blocks allocated', 'vhdx', vhdx({ flags: 1, metadataAt: 3 * MIB }), MIB),
  honest('VDI', 'vdi', vdi(), MIB),
  honest('VDI, static', 'vdi', vdi([0x4c, le32(2)]), MIB),
  honest('LUKS as raw', 'raw', luks(), 70 * 1024 - 8 * 512),
  honest('raw, empty', 'raw', disk(), 70 * 1024),
  honest('raw, one byte', 'raw', text('x'), 1),
  honest('raw with an MBR', 'raw', bootSector(LINUX), 70 * 1024),
  honest('raw with a GPT', 'raw', bootSector(PROTECTIVE, GPT_HEADER), 70 * 1024),
  honest(
    'raw with a GPT as GNU parted protects it',
    'raw',
    bootSector([446, hex('00 00 01 00 ee fe ff ff 01 00 00 00 ff ff ff ff')], GPT_HEADER),
    70 * 1024,
  ),
  honest(
    'raw with a GPT and sectors of 4 KiB',
    'raw',
    bootSector(PROTECTIVE, [4096, text('EFI PART')]),
    70 * 1024,
  ),
  honest('raw, a FAT file system', 'raw', bootSector([0x10, hex('02')], [0x15, hex('f8')]), 70 * 1024),
  honest('raw, a text', 'raw', text('#!/bin/sh\necho version=1\n'), 25),
  honest('ISO', 'iso', iso(), 40 * 2048),
  honest('ISO that boots from a USB stick', 'iso', iso(LINUX, BOOT_SIGNATURE), 40 * 2048),
  honest(
    'ISO that boots from a USB stick by a GPT of its own kind',
    'iso',
    iso(PROTECTIVE, SECOND_ENTRY, BOOT_SIGNATURE),
    40 * 2048,
  ),
  honest(
    'UDF without ISO 9660',
    'iso',
    image(70_000, [0x8000, text('\0BEA01')], [0x8800, text('\0NSR03')]),
    null,
  ),
  honest('ploop', 'ploop', image(70_000, [0, text('WithoutFreeSpace')]), null),
  honest('ploop without a signature', 'ploop', disk(), 70 * 1024),
  honest('ami, a file system', 'ami', disk(), 70 * 1024),
  honest('aki, a kernel, whose boot sector is one of its own kind', 'aki', KERNEL, 70 * 1024),
  honest('aki, compressed', 'aki', GZIP, null),
  honest('ari, compressed', 'ari', GZIP, null),
];
