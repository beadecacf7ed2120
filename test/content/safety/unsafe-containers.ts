import { gzipSync } from 'node:zlib';
import {
  be64,
  bootSector,
  disk,
  fixedVhd,
  GPT_HEADER,
  hex,
  image,
  iso,
  LINUX,
  luks,
  PROTECTIVE,
  qcow2,
  text,
  vdi,
  vhd,
  vhdFooter,
  vhdx,
  vmdk,
} from './build.ts';
import { member, OVF, ova, pax, tar, xenServer } from './build-tar.ts';
import { type UnsafeSpecimen, unsafe } from './specimen.ts';

const BACKED = qcow2(3, [8, be64(512n)]);
const DISKS: readonly (readonly [what: string, format: string, bytes: Buffer])[] = [
  ['qcow2', 'qcow2', qcow2(3)],
  ['VMDK', 'vmdk', vmdk()],
  ['VHD', 'vhd', vhd({})],
  ['fixed VHD', 'vhd', fixedVhd(disk())],
  ['VHDX', 'vhdx', vhdx()],
  ['VDI', 'vdi', vdi()],
  ['ISO', 'iso', iso()],
  ['LUKS', 'raw', luks()],
  ['MBR', 'raw', bootSector(LINUX)],
  ['GPT', 'raw', bootSector(PROTECTIVE, GPT_HEADER)],
  ['disk of zeros', 'raw', disk()],
];

function inside(container: string, specimen: UnsafeSpecimen): UnsafeSpecimen {
  return { ...specimen, what: `${specimen.what} (${container})`, container };
}

/** A member of an OVA, behind the descriptor. */
function withMember(what: string, rule: string, ...members: readonly Buffer[]): UnsafeSpecimen {
  return inside('ova', unsafe(`OVA with ${what}`, 'vmdk', ova(...members), rule));
}

const DATA = text('data');
const LARGE = ova(member('disk.vmdk', Buffer.alloc(300_000)));
const ZEROS = Buffer.alloc(100_000);

/** A tar archive whose first member's name is a qcow2 header. */
function tarThatIsQcow2(): Buffer {
  const bytes = tar(member('QFI\xfb', DATA));
  bytes.set(qcow2(3).subarray(0, 100));
  const header = bytes.subarray(0, 512).fill(0x20, 148, 156);
  const sum = header.reduce((total, byte) => total + byte, 0);
  header.write(`${sum.toString(8).padStart(7, '0')}\0`, 148, 'latin1');
  return bytes;
}

export const UNSAFE_CONTAINERS: readonly UnsafeSpecimen[] = [
  ...['ova', 'docker', 'compressed'].flatMap((container) =>
    DISKS.map(([what, format, bytes]) =>
      inside(container, unsafe(what, format, bytes, 'container-mismatch')),
    ),
  ),
  ...['ova', 'docker', 'compressed'].map((container) =>
    inside(
      container,
      unsafe('qcow2 with a backing file', 'qcow2', BACKED, 'container-mismatch', 'qcow2-backing-file'),
    ),
  ),
  ...['ovf', 'of-its-own'].map((container) =>
    inside(container, unsafe('qcow2 with a backing file', 'qcow2', BACKED, 'qcow2-backing-file')),
  ),
  ...['ami', 'aki', 'ari'].map((format) =>
    inside(
      format,
      unsafe('qcow2 with a backing file', format, BACKED, 'format-mismatch', 'qcow2-backing-file'),
    ),
  ),
  unsafe('a format of the service with a backing file', 'qcow-of-its-own', BACKED, 'qcow2-backing-file'),
  unsafe('a format of the service: a web page', 'root-tar', text('<html>'), 'format-mismatch'),
  unsafe('a format of the service: a fixed VHD', 'root-tar', fixedVhd(disk()), 'format-mismatch'),
  inside('ovf', unsafe('qcow2, declared vmdk', 'vmdk', qcow2(3), 'format-mismatch')),
  inside('docker', unsafe('a web page', 'raw', text('<html>'), 'container-mismatch', 'format-mismatch')),
  inside('docker', unsafe('a zip file', 'raw', text('PK\x03\x04'), 'container-mismatch', 'format-mismatch')),
  inside('docker', unsafe('one byte', 'raw', text('x'), 'container-mismatch')),
  inside('ova', unsafe('a gzip file', 'vmdk', hex('1f 8b 08 00'), 'container-mismatch', 'format-mismatch')),
  inside('compressed', unsafe('an OVA', 'vmdk', ova(), 'container-mismatch', 'format-mismatch')),
  inside(
    'ova',
    unsafe(
      'an archive that is a qcow2 as well',
      'qcow2',
      tarThatIsQcow2(),
      'ambiguous-format',
      'container-mismatch',
      'ova-descriptor',
      'qcow2-header',
    ),
  ),
  inside(
    'compressed',
    unsafe(
      'a gzip file that ends as a fixed VHD',
      'vhd',
      Buffer.concat([hex('1f 8b 08 00'), Buffer.alloc(3000), vhdFooter(2, 3000, 0n)]),
      'container-mismatch',
    ),
  ),

  withMember(
    'a symbolic link',
    'ova-member',
    member('disk.vmdk', undefined, { type: '2', link: '/etc/passwd' }),
  ),
  withMember('a hard link', 'ova-member', member('disk.vmdk', undefined, { type: '1', link: 'disk.ovf' })),
  withMember('a device', 'ova-member', member('disk.vmdk', undefined, { type: '4' })),
  withMember('a pipe', 'ova-member', member('disk.vmdk', undefined, { type: '6' })),
  withMember('a folder', 'ova-member', member('disks', undefined, { type: '5' })),
  withMember('a folder as they once were', 'ova-member', member('disks/', undefined, { type: '\0' })),
  withMember('a sparse file', 'ova-member', member('disk.vmdk', DATA, { type: 'S' })),
  withMember('a header for all members', 'ova-member', pax({ path: 'disk.vmdk' }, 'g')),
  withMember('an absolute name', 'ova-member', member('/etc/passwd', DATA)),
  withMember('an absolute prefix', 'ova-member', member('passwd', DATA, { prefix: '/etc' })),
  withMember('a name that leads up', 'ova-member', member('../disk.vmdk', DATA)),
  withMember('a name that leads up at its end', 'ova-member', member('a/..', DATA)),
  withMember('a name that leads up on Windows', 'ova-member', member('..\\disk.vmdk', DATA)),
  withMember('a drive’s name', 'ova-member', member('C:disk.vmdk', DATA)),
  withMember('a name with a terminal escape', 'ova-member', member('a\x1b[2J', DATA)),
  withMember('a member without a name', 'ova-member', member('', DATA)),
  withMember(
    'a long name that leads up',
    'ova-member',
    pax({ path: '../../etc/cron.d/x' }),
    member('a', DATA),
  ),
  withMember(
    'a long name of GNU tar that leads up',
    'ova-member',
    member('././@LongLink', text('../../etc/cron.d/x\0'), { type: 'L' }),
    member('a', DATA),
  ),
  withMember('an unsafe name behind a long one', 'ova-member', pax({ path: 'fine' }), member('/etc/x', DATA)),
  withMember(
    'a link in an extension header',
    'ova-member',
    pax({ linkpath: '/etc/passwd' }),
    member('a', DATA),
  ),
  withMember('a sparse map', 'ova-member', pax({ 'GNU.sparse.major': '1' }), member('a', DATA)),
  withMember('a size that is none', 'ova-member', pax({ size: '-1' }), member('a', DATA)),
  withMember('two sizes of a member', 'ova-archive', pax({ size: '1024' }), member('a', DATA)),
  withMember('a size past the archive’s end', 'ova-archive', member('a', DATA, { size: 10_000_000 })),
  withMember(
    'a size past all numbers',
    'ova-archive',
    member('a', DATA, { size: hex('80 ff ff ff ff ff ff ff ff ff ff ff') }),
  ),
  withMember(
    'the largest size',
    'ova-archive',
    member('a', DATA, { size: hex('80 00 00 00 00 1f ff ff ff ff ff ff') }),
  ),
  withMember('a negative size', 'ova-archive', member('a', DATA, { size: hex('ff '.repeat(12)) })),
  withMember('a size that is no number', 'ova-archive', member('a', DATA, { size: text('0000000000 9') })),
  withMember('a wrong checksum', 'ova-archive', member('a', DATA, { checksum: 1 })),
  withMember('a header of another time', 'ova-archive', member('a', DATA, { magic: '' })),
  withMember('a huge extension header', 'ova-archive', member('x', Buffer.alloc(200_000), { type: 'x' })),
  withMember('an empty extension header', 'ova-archive', member('x', undefined, { type: 'x' })),
  withMember('a damaged extension header', 'ova-archive', member('x', text('99 path=a\n'), { type: 'x' })),
  withMember('a record without a value', 'ova-archive', member('x', text('9 paths \n'), { type: 'x' })),
  withMember('a second descriptor', 'ova-descriptor', member('other.OVF', DATA)),
  inside('ova', unsafe('OVA without a descriptor', 'vmdk', tar(member('disk.vmdk')), 'ova-descriptor')),
  inside(
    'ova',
    unsafe('OVA that begins with its disk', 'vmdk', tar(member('disk.vmdk'), OVF), 'ova-descriptor'),
  ),
  inside('ova', unsafe('OVA of extensions alone', 'vmdk', tar(pax({ path: 'a.ovf' })), 'ova-descriptor')),
  inside('ova', unsafe('OVA that is cut in a member', 'vmdk', ova().subarray(0, 700), 'ova-archive')),
  inside(
    'ova',
    unsafe('OVA that is cut in a header', 'vmdk', Buffer.concat([OVF, Buffer.from('x')]), 'ova-archive'),
  ),
  inside('ova', unsafe('OVA with more behind its end', 'vmdk', Buffer.concat([ova(), ova()]), 'ova-archive')),
  inside(
    'ova',
    unsafe(
      'OVA of a disk with more far behind its end',
      'vmdk',
      Buffer.concat([LARGE, ZEROS, LARGE]),
      'ova-archive',
    ),
  ),
  inside(
    'ova',
    unsafe('OVA with a byte behind its end', 'vmdk', Buffer.concat([ova(), hex('00 01')]), 'ova-archive'),
  ),
  inside(
    'ova',
    unsafe(
      'OVA with a link far in it',
      'vmdk',
      ova(member('disk.vmdk', Buffer.alloc(300_000)), member('x', undefined, { type: '2', link: '/' })),
      'ova-member',
    ),
  ),
  inside('ova', unsafe('nothing but the signature', 'vmdk', image(512, [257, text('ustar')]), 'ova-archive')),
  inside(
    'ovf',
    unsafe('OVA with a link', 'vmdk', ova(member('x', undefined, { type: '2', link: '/' })), 'ova-member'),
  ),

  ...[
    unsafe('gzip file of a disk', 'vhd', gzipSync(vhd({})), 'container-mismatch'),
    unsafe('gzip file that is damaged', 'vhd', hex('1f 8b 08 00 00 00'), 'container-mismatch'),
    unsafe('archive of another file', 'vhd', xenServer(member('./a.qcow2', qcow2(3))), 'container-mismatch'),
    unsafe('archive of nothing', 'vhd', xenServer(), 'container-mismatch'),
    unsafe('VHD that is a link', 'vhd', xenServer(link('./0.vhd')), 'container-mismatch'),
    unsafe(
      'VHD at a path that leads up',
      'vhd',
      xenServer(member('../0.vhd', vhd({}))),
      'container-mismatch',
    ),
    unsafe('VHD that is none', 'vhd', xenServer(member('./0.vhd', qcow2(3))), 'format-mismatch'),
    unsafe(
      'VHD that is cut',
      'vhd',
      xenServer(member('./0.vhd', vhd({}).subarray(0, 99))),
      'format-mismatch',
    ),
    unsafe('VHD that is damaged', 'vhd', xenServer(member('./0.vhd', damagedVhd())), 'vhd-header'),
    unsafe('archive, declared qcow2', 'qcow2', xenServer(member('./0.vhd', vhd({}))), 'format-mismatch'),
    unsafe(
      'archive that ends as a fixed VHD',
      'vhd',
      Buffer.concat([xenServer(member('./0.vhd', vhd({}))), vhdFooter(2, 3000, 0n)]),
      'container-mismatch',
    ),
  ].map((specimen) => inside('ovf', { ...specimen, what: `XenServer: ${specimen.what}` })),
];

function link(name: string): Buffer {
  return member(name, undefined, { type: '2', link: '/etc/passwd' });
}

function damagedVhd(): Buffer {
  const bytes = vhd({});
  bytes.writeUInt32BE(1, 64);
  return bytes;
}
