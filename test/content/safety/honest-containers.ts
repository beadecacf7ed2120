import { gzipSync } from 'node:zlib';
import { disk, hex, image, MIB, qcow2, text, vhd, vmdk } from './build.ts';
import { member, OVF, ova, pax, tar, xenServer } from './build-tar.ts';
import { type HonestSpecimen, honest } from './specimen.ts';

function inside(container: string, specimen: HonestSpecimen): HonestSpecimen {
  return { ...specimen, what: `${specimen.what} (${container})`, container };
}

function honestOva(what: string, bytes: Buffer): HonestSpecimen {
  return inside('ova', honest(what, 'vmdk', bytes, null));
}

const DISK = member('disk.vmdk', vmdk());
const GNU = { magic: 'ustar  \0' } as const;
const LEAF = member('./0.vhd', vhd({ type: 4 }), GNU);
const PARENT = member('./1.vhd', vhd({}), GNU);
const MIB_IN_BINARY = hex('80 00 00 00 00 00 00 00 00 10 00 00');
const COMPRESSED = {
  gzip: '1f 8b 08 00',
  bzip2: '42 5a 68 39 31 41 59 26 53 59',
  xz: 'fd 37 7a 58 5a 00',
  zstd: '28 b5 2f fd',
  lz4: '04 22 4d 18',
  lzip: '4c 5a 49 50 01',
  zip: '50 4b 03 04',
  '7z': '37 7a bc af 27 1c',
  lha: '00 00 2d 6c 68 35 2d',
} as const;

export const HONEST_CONTAINERS: readonly HonestSpecimen[] = [
  honestOva('an OVA', ova(DISK)),
  honestOva('an OVA with many zeros at its end', Buffer.concat([ova(DISK), Buffer.alloc(100_000)])),
  honestOva('an OVA without zeros at its end', Buffer.concat([OVF, DISK])),
  honestOva('an OVA with one block at its end', Buffer.concat([OVF, DISK, Buffer.alloc(512)])),
  honestOva('an OVA with half a block at its end', Buffer.concat([OVF, DISK, Buffer.alloc(1300)])),
  honestOva(
    'an OVA with a manifest and a certificate',
    ova(member('disk.mf', text('SHA256(disk.ovf)= 00')), member('disk.cert', text('x')), DISK),
  ),
  honestOva('an OVA with a member in a folder', ova(member('disk.vmdk', vmdk(), { prefix: 'disks/one' }))),
  honestOva(
    'an OVA of a large disk',
    ova(member('disk.vmdk', Buffer.alloc(1024 ** 2), { size: MIB_IN_BINARY })),
  ),
  honestOva(
    'an OVA with extension headers',
    tar(
      pax({ mtime: '1.5', path: `${'long-'.repeat(30)}.ovf` }),
      OVF,
      pax({ size: '4', comment: 'x' }),
      member('a', text('data')),
    ),
  ),
  honestOva(
    'an OVA with long names as GNU tar writes them',
    ova(
      member('././@LongLink', text(`${'long-'.repeat(30)}.vmdk\0`), { type: 'L' }),
      member('long', text('data')),
    ),
  ),
  honestOva('an OVA in older headers of GNU tar', tar(member('a.ovf', text('x'), { magic: 'ustar  \0' }))),
  honestOva('an OVA whose first file is of the oldest kind', tar(member('a.ovf', text('x'), { type: '\0' }))),
  inside('ovf', honest('an OVA', 'vmdk', ova(DISK), null)),
  inside('ovf', honest('qcow2, as many have been published', 'qcow2', qcow2(3), 1024 ** 2)),
  inside('ovf', honest('a raw disk', 'raw', disk(), 70 * 1024)),
  inside('ovf', honest('one VHD of XenServer', 'vhd', xenServer(member('./0.vhd', vhd({}), GNU)), MIB)),
  inside('ovf', honest('a chain of VHDs of XenServer', 'vhd', xenServer(LEAF, PARENT), MIB)),
  inside('ovf', honest('the same, the parent first', 'vhd', xenServer(PARENT, LEAF), null)),
  inside(
    'ovf',
    honest('VHDs under their older names', 'vhd', xenServer(member('./image.vhd', vhd({}))), null),
  ),
  inside('ovf', honest('VHDs without their folder', 'vhd', gzipSync(tar(member('0.vhd', vhd({})))), MIB)),
  honest('a format of the service: an archive', 'root-tar', tar(member('a')), null),
  honest('a format of the service: a raw disk', 'root-tar', disk(), 70 * 1024),
  honest('a format of the service: a qcow2', 'qcow-of-its-own', qcow2(3), 1024 ** 2),
  inside('of-its-own', honest('an archive', 'raw', tar(member('a')), null)),
  inside('of-its-own', honest('a raw disk', 'raw', disk(), 70 * 1024)),
  inside(
    'docker',
    honest('layers, links and all', 'raw', tar(member('/x', undefined, { type: '2', link: '/' })), null),
  ),
  inside('docker', honest('layers, compressed', 'raw', image(600, [0, hex(COMPRESSED.gzip)]), null)),
  inside('ami', honest('a file system', 'ami', disk(), 70 * 1024)),
  inside('aki', honest('a kernel', 'aki', image(600, [0, hex(COMPRESSED.gzip)]), null)),
  inside('ari', honest('a ramdisk', 'ari', image(600, [0, hex(COMPRESSED.gzip)]), null)),
  ...Object.entries(COMPRESSED).map(([what, signature]) =>
    inside('compressed', honest(what, 'qcow2', image(600, [0, hex(signature)]), null)),
  ),
];
