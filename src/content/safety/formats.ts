import { DISK_FORMATS } from '../../model/image.ts';
import type { DetectedFormat, RecognisedFormat } from '../detect-format.ts';
import { type Finding, finding } from './finding.ts';
import { readIso, readLuks, readQed, readVdi } from './one-header-formats.ts';
import { readPartitionTable } from './partition-table.ts';
import { readQcow2 } from './qcow2.ts';
import type { Reading, Sheet } from './reading.ts';
import { readVhd } from './vhd.ts';
import { readVhdx } from './vhdx.ts';
import { readVmdk } from './vmdk.ts';

/** Starts a reading that notes its findings on the sheet. */
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

/** Content without a container format: the bytes are the disk's own. */
const PLAIN: readonly RecognisedFormat[] = ['gpt', 'mbr', 'luks'];
const COMPRESSED: readonly RecognisedFormat[] = ['gzip', 'bzip2', 'xz', 'zstd', 'lz4', 'lzip'];

/** The content that a declared format may hold; absent: only that format. `null`: content without a signature. */
const ACCEPTED: Readonly<Record<string, readonly (RecognisedFormat | null)[]>> = {
  raw: [null, ...PLAIN],
  // Only the end of a fixed VHD has a signature; the bytes before it are the raw disk.
  vhd: ['vhd', null, ...PLAIN],
  ploop: ['ploop', null],
  ami: [null, ...PLAIN],
  // Kernels and ramdisks may be compressed; a kernel's boot sector only looks like that of a disk.
  aki: [null, ...PLAIN, ...COMPRESSED],
  ari: [null, ...PLAIN, ...COMPRESSED],
};

/** The formats that the content's first bytes show. An ISO that boots from a USB stick has a partition table too. */
export function formatsOf({ recognised }: DetectedFormat): readonly RecognisedFormat[] {
  if (!recognised.includes('iso')) return recognised;
  return recognised.filter((format) => format !== 'gpt' && format !== 'mbr');
}

/** The readings that content of these formats needs. */
export function readingsFor(formats: readonly RecognisedFormat[], declared: string | null): MakeReading[] {
  const own = formats.flatMap((format) => READINGS[format] ?? []);
  const plain = formats.every((format) => format === 'gpt' || format === 'mbr');
  // Also reads a boot sector that makes too little sense to be recognised.
  return plain && declared !== 'aki' ? [...own, readPartitionTable] : own;
}

/**
 * Compares the first bytes with the disk format that Glance will store (`declared`; null: no disk is expected).
 * `actualFormat` is Glance's name for the recognised format; null when Glance has none.
 */
export function compareFormat(
  formats: readonly RecognisedFormat[],
  declared: string | null,
  actualFormat: string | null,
): readonly Finding[] {
  const findings: Finding[] = [];
  if (formats.length > 1) {
    findings.push(finding('ambiguous-format', `its first bytes could be ${formats.join(' and ')}`));
  }
  if (declared !== null && !acceptsContent(declared, formats)) {
    findings.push(
      finding(
        'format-mismatch',
        `it is declared ${declared}, but ${describeActual(formats[0] ?? null)}`,
        formats.length === 1 ? actualFormat : null,
      ),
    );
  }
  return findings;
}

/** Whether content with these formats may be stored under the declared one. */
export function acceptsContent(declared: string, formats: readonly RecognisedFormat[]): boolean {
  const actual = formats.length === 0 ? [null] : formats;
  return actual.some((format) => accepts(declared, format));
}

/** Content that is a disk image in no service. */
const NOWHERE: readonly (RecognisedFormat | null)[] = ['html', 'bochs', 'cloop'];

function accepts(declared: string, actual: RecognisedFormat | null): boolean {
  // A format that this Glance adds: reconcile cannot know its content, but a disk keeps the rules for disks.
  if (!DISK_FORMATS.some((format) => format === declared)) return !NOWHERE.includes(actual);
  return ACCEPTED[declared]?.includes(actual) ?? declared === actual;
}

function describeActual(actual: RecognisedFormat | null): string {
  if (actual === null) return 'its first bytes are those of no disk format: they would be raw';
  if (actual === 'html') return 'its first bytes are those of a web page';
  return `its first bytes are those of ${actual}`;
}

/** Whether the file is the disk, byte for byte: a raw disk, with or without a partition table. */
export function isPlain(formats: readonly RecognisedFormat[]): boolean {
  return formats.every((format) => format === 'gpt' || format === 'mbr');
}
