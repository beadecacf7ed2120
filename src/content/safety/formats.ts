import type { DetectedFormat, RecognisedFormat } from '../detect-format.ts';
import { type Finding, finding } from './finding.ts';
import { readIso } from './iso.ts';
import { readLuks } from './luks.ts';
import { readPartitionTable } from './partition-table.ts';
import { readQcow2 } from './qcow2.ts';
import { readQed } from './qed.ts';
import type { Reading, Sheet } from './reading.ts';
import { readVdi } from './vdi.ts';
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
