import {
  BOOT_SIGNATURE,
  be32,
  be64,
  bootSector,
  DESCRIPTOR,
  disk,
  GPT_HEADER,
  hex,
  image,
  iso,
  LINUX,
  le32,
  luks,
  MIB,
  PROTECTIVE,
  qcow2,
  SECOND_ENTRY,
  text,
  vdi,
  vhd,
  vhdFooter,
  vhdx,
  vmdk,
  vmdkWithFooter,
} from './build.ts';
import type { Specimen } from './specimen.ts';

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
