import type { DetectedFormat, RecognisedFormat } from '../detect-format.ts';
import { type Finding, finding } from './finding.ts';
import { readPartitionTable } from './partition-table.ts';
import { readQcow2 } from './qcow2.ts';
import { bytesAt, type Reading, type Sheet, tail } from './reading.ts';
import { readVhd } from './vhd.ts';
import { readVhdx } from './vhdx.ts';
import { readVmdk } from './vmdk.ts';

export type MakeReading = (sheet: Sheet) => Reading;

const READINGS: Readonly<Partial<Record<RecognisedFormat, MakeReading>>> = {
  qcow2: readQcow2,
  qcow: readQcow2,
  qed: readQed,
  vmdk: readVmdk,
  vhd: readVhd,
  vhdx: readVhdx,
  vdi: readVdi,
  iso: readIso,
  luks: readLuks,
};

/** Content without a container of its own: the bytes are the disk's. */
const PLAIN: readonly RecognisedFormat[] = ['gpt', 'mbr', 'luks'];
const COMPRESSED: readonly RecognisedFormat[] = ['gzip', 'bzip2', 'xz', 'zstd', 'lz4', 'lzip'];

/** What may stand under a declared format; absent: that format alone. `null` is content without any signature. */
const ACCEPTED: Readonly<Record<string, readonly (RecognisedFormat | null)[]>> = {
  raw: [null, ...PLAIN],
  // A fixed VHD shows itself only at the end; what comes before is the disk as it is.
  vhd: ['vhd', null, ...PLAIN],
  ploop: ['ploop', null],
  ami: [null, ...PLAIN],
  // A kernel and a ramdisk come compressed as well; a kernel's boot sector only looks like one of a disk.
  aki: [null, ...PLAIN, ...COMPRESSED],
  ari: [null, ...PLAIN, ...COMPRESSED],
};

/** What the content is from its beginning. An ISO made to boot from a USB stick has a partition table as well. */
export function formatsOf({ recognised }: DetectedFormat): readonly RecognisedFormat[] {
  if (!recognised.includes('iso')) return recognised;
  return recognised.filter((format) => format !== 'gpt' && format !== 'mbr');
}

/** The readings that this content needs, each with the format that it looks at. */
export function readingsFor(formats: readonly RecognisedFormat[], declared: string | null): MakeReading[] {
  const own = formats.flatMap((format) => READINGS[format] ?? []);
  const plain = formats.every((format) => format === 'gpt' || format === 'mbr');
  // A boot sector that makes too little sense to be recognised is looked at all the same.
  return plain && declared !== 'aki' ? [...own, readPartitionTable] : own;
}

/**
 * Whether the content's beginning is what Glance is told that it is. `actualFormat` is Glance's own name for what it
 * is, null when there is none.
 */
export function compareFormat(
  formats: readonly RecognisedFormat[],
  declared: string | null,
  actualFormat: string | null,
): readonly Finding[] {
  const actual = formats.length === 0 ? [null] : formats;
  const findings: Finding[] = [];
  if (formats.length > 1) {
    findings.push(finding('ambiguous-format', `its first bytes could be ${formats.join(' and ')}`));
  }
  if (declared !== null && !actual.some((format) => accepts(declared, format))) {
    findings.push(
      finding(
        'format-mismatch',
        `it is declared ${declared}, but ${describeActual(actual[0] ?? null)}`,
        formats.length === 1 ? actualFormat : null,
      ),
    );
  }
  return findings;
}

function accepts(declared: string, actual: RecognisedFormat | null): boolean {
  return ACCEPTED[declared]?.includes(actual) ?? declared === actual;
}

function describeActual(actual: RecognisedFormat | null): string {
  if (actual === null) return 'its first bytes are those of no disk format: they would be raw';
  if (actual === 'html') return 'its first bytes are those of a web page';
  return `its first bytes are those of ${actual}`;
}

/** Whether the file is the disk, byte for byte. */
export function isPlain(formats: readonly RecognisedFormat[]): boolean {
  return formats.every((format) => format === 'gpt' || format === 'mbr');
}
const FIRST_DESCRIPTOR = 0x8000;
const PRIMARY = 1;

/** ISO 9660 (ECMA-119, 8.4) and UDF: nothing in them refers to other files. */
export function* readIso(sheet: Sheet): Reading {
  const descriptor = yield* bytesAt(FIRST_DESCRIPTOR, 132);
  if (!descriptor) {
    sheet.find('truncated-header', 'it is an ISO image, but ends within its first volume descriptor');
    return;
  }
  if (descriptor[0] !== PRIMARY || descriptor.toString('latin1', 1, 6) !== 'CD001') return;
  sheet.size(descriptor.readUInt32LE(80) * descriptor.readUInt16LE(128));
}

/** Bytes of a LUKS version 1 header. */
const LUKS_HEADER_BYTES = 592;
const SECTOR = 512;

/** LUKS, all numbers big-endian (LUKS1 On-Disk Format Specification). Version 2 cannot be checked. */
export function* readLuks(sheet: Sheet): Reading {
  const start = yield* bytesAt(6, 2);
  const version = start?.readUInt16BE(0);
  if (version !== undefined && version !== 1) {
    sheet.find('luks-version', `it is LUKS of version ${version}; only version 1 can be checked`);
    return;
  }
  const header = yield* bytesAt(0, LUKS_HEADER_BYTES);
  if (!header) {
    sheet.find('truncated-header', `it is LUKS, but ends within the first ${LUKS_HEADER_BYTES} bytes`);
    return;
  }
  const payload = header.readUInt32BE(104) * SECTOR;
  if (payload < LUKS_HEADER_BYTES) {
    sheet.find('luks-payload', 'its LUKS header belongs to data that is kept elsewhere');
    return;
  }
  const { total } = yield* tail();
  if (payload > total) sheet.find('luks-payload', 'its LUKS header points past its end');
  else sheet.size(total - payload);
}

/** QED was given up by QEMU; no part of OpenStack takes it, and nobody checks it. */
// biome-ignore lint/correctness/useYield: there is nothing to read
export function* readQed(sheet: Sheet): Reading {
  sheet.find('qed', 'it is QED, a format that is never accepted');
}
const VDI_HEADER_BYTES = 512;
const VERSION_1_1 = 0x00010001;
const TYPES = { dynamic: 1, fixed: 2, undo: 3, differencing: 4 } as const;

/** Identity of the image that this one is linked to, and of that one's last change. */
const PARENT_IDS = [0x1a8, 0x1b8];

/** VirtualBox's VDI, all numbers little-endian (VirtualBox's VDICore.h; QEMU's block/vdi.c). */
export function* readVdi(sheet: Sheet): Reading {
  const header = yield* bytesAt(0, VDI_HEADER_BYTES);
  if (!header) {
    sheet.find('truncated-header', `it is VDI, but ends within the first ${VDI_HEADER_BYTES} bytes`);
    return;
  }
  const version = header.readUInt32LE(0x44);
  if (version !== VERSION_1_1) {
    sheet.find('vdi-version', `it is VDI of version 0x${version.toString(16)}; only 1.1 can be checked`);
    return;
  }
  sheet.size(Number(header.readBigUInt64LE(0x170)));
  const type = header.readUInt32LE(0x4c);
  const linked = PARENT_IDS.some((at) => header.subarray(at, at + 16).some((byte) => byte !== 0));
  if (type === TYPES.undo || type === TYPES.differencing || linked) {
    sheet.find('vdi-parent', 'it holds only the difference to a parent image');
  } else if (type !== TYPES.dynamic && type !== TYPES.fixed) {
    sheet.find('vdi-image-type', `its image type is ${type}, neither dynamic (1) nor fixed (2)`);
  }
}
