import type { DiskFormat } from '../model/image.ts';
import { isWebPage } from './html-page.ts';
import { hasPartitionTable } from './safety/partition-table.ts';

/** Bytes of the head that suffice to recognise every format; more does no harm. */
export const HEAD_BYTES = 64 * 1024;

/**
 * Formats with a signature. `gpt` and `mbr` are partitioned raw disks; `html` is an error page or a login page that a
 * server sent in place of the file; the last ones are archives and compressed files.
 */
export type RecognisedFormat =
  | 'qcow2'
  | 'qcow'
  | 'qed'
  | 'vmdk'
  | 'vhd'
  | 'vhdx'
  | 'vdi'
  | 'iso'
  | 'ploop'
  | 'bochs'
  | 'cloop'
  | 'luks'
  | 'gpt'
  | 'mbr'
  | 'html'
  | 'gzip'
  | 'bzip2'
  | 'xz'
  | 'zstd'
  | 'lz4'
  | 'lzip'
  | 'zip'
  | 'lha'
  | '7z'
  | 'tar';

export interface DetectedFormat {
  /** Every format whose signature the head has, most specific first; empty when it has none. */
  readonly recognised: readonly RecognisedFormat[];
  /** Glance's name for the format; null when Glance has no name for it, or the head fits several formats. */
  readonly diskFormat: DiskFormat | null;
}

interface Signature {
  readonly format: RecognisedFormat;
  /** Null: Glance has no disk format for it. */
  readonly diskFormat: DiskFormat | null;
  readonly matches: (head: Buffer) => boolean;
}

/** Sources: the formats' own descriptions and oslo.utils' format_inspector, which Glance runs on uploads. */
const SIGNATURES: readonly Signature[] = [
  { format: 'qcow2', diskFormat: 'qcow2', matches: (head) => isQcow(head) && head.readUInt32BE(4) >= 2 },
  { format: 'qcow', diskFormat: null, matches: (head) => isQcow(head) && head.readUInt32BE(4) < 2 },
  { format: 'qed', diskFormat: null, matches: (head) => hasAt(head, 0, 'QED\0') },
  { format: 'vmdk', diskFormat: 'vmdk', matches: isVmdk },
  // A fixed VHD has its only signature in the last 512 bytes: by its head it is raw, for Glance too.
  { format: 'vhd', diskFormat: 'vhd', matches: (head) => hasAt(head, 0, 'conectix') },
  { format: 'vhdx', diskFormat: 'vhdx', matches: (head) => hasAt(head, 0, 'vhdxfile') },
  { format: 'vdi', diskFormat: 'vdi', matches: (head) => hasAt(head, 0x40, '\x7f\x10\xda\xbe') },
  { format: 'iso', diskFormat: 'iso', matches: isOpticalDisc },
  { format: 'ploop', diskFormat: 'ploop', matches: isPloop },
  // QEMU recognises these two as well; no part of OpenStack takes them.
  { format: 'bochs', diskFormat: null, matches: (head) => hasAt(head, 0, 'Bochs Virtual HD Image') },
  { format: 'cloop', diskFormat: null, matches: (head) => hasAt(head, 0, '#!/bin/sh\n#V2.0 Format\n') },
  { format: 'luks', diskFormat: 'raw', matches: (head) => hasAt(head, 0, 'LUKS\xba\xbe') },
  { format: 'gpt', diskFormat: 'raw', matches: (head) => partitionTable(head) === 'gpt' },
  { format: 'mbr', diskFormat: 'raw', matches: (head) => partitionTable(head) === 'mbr' },
  { format: 'html', diskFormat: null, matches: isWebPage },
  { format: 'gzip', diskFormat: null, matches: (head) => hasAt(head, 0, '\x1f\x8b\x08') },
  { format: 'bzip2', diskFormat: null, matches: (head) => hasAt(head, 0, 'BZh') && hasAt(head, 4, '1AY&SY') },
  { format: 'xz', diskFormat: null, matches: (head) => hasAt(head, 0, '\xfd7zXZ\0') },
  { format: 'zstd', diskFormat: null, matches: (head) => hasAt(head, 0, '\x28\xb5\x2f\xfd') },
  // The frame format, and its older form, which Linux kernels use.
  { format: 'lz4', diskFormat: null, matches: isLz4 },
  { format: 'lzip', diskFormat: null, matches: (head) => hasAt(head, 0, 'LZIP\x01') },
  { format: 'lha', diskFormat: null, matches: isLha },
  { format: '7z', diskFormat: null, matches: (head) => hasAt(head, 0, '7z\xbc\xaf\x27\x1c') },
  { format: 'zip', diskFormat: null, matches: (head) => hasAt(head, 0, 'PK\x03\x04') },
  { format: 'tar', diskFormat: null, matches: (head) => hasAt(head, 257, 'ustar') },
];

/** Formats of a whole disk that no reader takes for a partitioned one. An ISO may well be one. */
const DISKS: ReadonlySet<RecognisedFormat> = new Set([
  'qcow2',
  'qcow',
  'qed',
  'vmdk',
  'vhd',
  'vhdx',
  'vdi',
  'ploop',
  'bochs',
  'cloop',
  'luks',
]);

/**
 * Recognises a disk format by a file's first bytes (64 KiB suffice, see {@link HEAD_BYTES}). Content without a
 * signature is raw. Recognised content may still be unsafe.
 */
export function detectFormat(head: Uint8Array): DetectedFormat {
  const bytes = Buffer.from(head.buffer, head.byteOffset, head.byteLength);
  const found = SIGNATURES.filter((signature) => signature.matches(bytes));
  const recognised = found.map((signature) => signature.format);
  // oslo.utils counts the bare signature of a boot sector as a second format, without a look at its entries.
  if (recognised.some((format) => DISKS.has(format)) && hasPartitionTable(bytes)) {
    return { recognised: [...new Set([...recognised, 'mbr' as const])], diskFormat: null };
  }
  if (found.length === 0) return { recognised, diskFormat: 'raw' };
  // An ISO that boots from a USB stick has a partition table as well.
  const specific = recognised.includes('iso')
    ? found.filter(({ format }) => format !== 'gpt' && format !== 'mbr')
    : found;
  return { recognised, diskFormat: specific.length === 1 ? specific[0]!.diskFormat : null };
}

/** `text` is read as Latin-1: one character a byte. */
function hasAt(head: Buffer, offset: number, text: string): boolean {
  return head.toString('latin1', offset, offset + text.length) === text;
}

function isQcow(head: Buffer): boolean {
  return head.length >= 8 && hasAt(head, 0, 'QFI\xfb');
}

/** A sparse extent, hosted or one of ESX's own two kinds. */
function isVmdk(head: Buffer): boolean {
  if (hasAt(head, 0, '\xbe\xba\xfe\xca\0\0\0\0')) return true;
  return hasAt(head, 0, 'KDMV') || hasAt(head, 0, 'COWD') || isVmdkDescriptor(head);
}

/** A VMDK may be a text file that describes its extents. QEMU wants a version before anything but comments. */
function isVmdkDescriptor(head: Buffer): boolean {
  const end = head.indexOf(0);
  const text = head.toString('latin1', 0, end === -1 ? head.length : end);
  if (/^\s*#\s*disk descriptorfile/i.test(text)) return true;
  if (/^(?:(?:#[^\n]*| *\r?)\n)*version=[123]\r?\n/.test(text)) return true;
  const [ascii = ''] = /^[\t\n\v\f\r\x20-\x7e]*/.exec(text) ?? [];
  return /^[ \t\v\f]*createtype[ \t]*=/im.test(ascii);
}

/** ISO 9660 (ECMA-119) or UDF (ECMA-167): volume descriptors from 32 KiB on, 2 KiB apart. */
function isOpticalDisc(head: Buffer): boolean {
  if (['CD001', 'NSR02', 'NSR03'].some((id) => hasAt(head, 0x8001, id))) return true;
  return hasAt(head, 0x8001, 'BEA01') && ['NSR02', 'NSR03'].some((id) => hasAt(head, 0x8801, id));
}

function isLz4(head: Buffer): boolean {
  return hasAt(head, 0, '\x04\x22\x4d\x18') || hasAt(head, 0, '\x02\x21\x4c\x18');
}

function isLha(head: Buffer): boolean {
  return /^-lh[0-9ds]-$/.test(head.toString('latin1', 2, 7));
}

function isPloop(head: Buffer): boolean {
  return hasAt(head, 0, 'WithoutFreeSpace') || hasAt(head, 0, 'WithouFreSpacExt');
}

/** A boot sector whose four entries make sense; a protective entry announces a GPT (UEFI specification, 5.2.3). */
function partitionTable(head: Buffer): 'gpt' | 'mbr' | null {
  if (!hasPartitionTable(head)) return null;
  const entries = [446, 462, 478, 494].map((at) => ({ boot: head[at], type: head[at + 4] }));
  if (entries.some(({ boot }) => boot !== 0 && boot !== 0x80)) return null;
  if (entries.every(({ type }) => type === 0)) return null;
  return entries.some(({ type }) => type === 0xee) ? 'gpt' : 'mbr';
}
