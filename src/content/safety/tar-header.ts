/** Bytes of a header, and the unit that data are padded to. */
export const TAR_BLOCK = 512;

/** One header of a tar archive. */
interface TarHeader {
  /** With its prefix. */
  readonly name: string;
  /** One character; `0` for a regular file of any age. */
  readonly type: string;
  /** Bytes of the data behind it. */
  readonly size: number;
  /** Whether it has GNU tar's older form, with other fields in place of the prefix. */
  readonly isGnu: boolean;
}

/** What an extension header says of the member behind it. */
export interface TarExtension {
  readonly name?: string;
  readonly size?: number;
  /** Whether it describes a member that is not a plain file. */
  readonly strange: boolean;
}

/** Largest size that the octal field of a header holds. */
export const LARGEST_OCTAL = 0o77777777777;

/** Reads a header (POSIX.1-2001, "ustar Interchange Format"); null when the block is not a header or is damaged. */
export function readTarHeader(block: Buffer): TarHeader | null {
  const magic = block.toString('latin1', 257, 263);
  const size = readTarNumber(block.subarray(124, 136));
  if (!magic.startsWith('ustar') || size === null || !hasChecksum(block)) return null;
  const name = readText(block, 0, 100);
  // GNU tar's own headers end their magic with a space and have other fields in place of the prefix.
  const prefix = magic === 'ustar\0' ? readText(block, 345, 155) : '';
  const type = readText(block, 156, 1) || '0';
  const isGnu = magic === 'ustar ';
  return { name: prefix === '' ? name : `${prefix}/${name}`, type, size, isGnu };
}

/**
 * Reads a header as tar wrote it before POSIX (V7): the same fields, but no magic, no prefix, and no extensions. Only
 * its checksum and its numbers identify it. Null when the block is not such a header.
 */
export function readOldTarHeader(block: Buffer): TarHeader | null {
  if (block.length < TAR_BLOCK || !block.subarray(257, 265).every((byte) => byte === 0)) return null;
  const numbers = [block.subarray(100, 108), block.subarray(136, 148)].map(readTarNumber);
  const size = readTarNumber(block.subarray(124, 136));
  const name = readText(block, 0, 100);
  const type = readText(block, 156, 1) || '0';
  const isSound = name !== '' && size !== null && !numbers.includes(null) && /[0-7]/.test(type);
  return isSound && hasChecksum(block) ? { name, type, size, isGnu: false } : null;
}

/** What the records of a pax extended header say about a plain file. Null when they are damaged. */
export function readPaxRecords(bytes: Buffer): TarExtension | null {
  const records = paxRecords(bytes);
  if (records === null) return null;
  let extension: TarExtension = { strange: false };
  for (const [key, value] of records) extension = { ...extension, ...meaningOf(key, value) };
  return extension;
}

/** A keyword of a pax extended header, and its value. */
export type PaxRecord = readonly [key: string, value: string];

/**
 * The records of a pax extended header, in their order: `LENGTH KEY=VALUE` and a line feed (POSIX.1-2001, "pax
 * Extended Header"). Null when they are damaged.
 */
export function paxRecords(bytes: Buffer): readonly PaxRecord[] | null {
  const records: PaxRecord[] = [];
  for (let at = 0; at < bytes.length; ) {
    const [start = '', digits = ''] = /^([1-9]\d{0,8}) /.exec(bytes.toString('latin1', at, at + 10)) ?? [];
    const end = at + Number(digits);
    if (start === '' || end > bytes.length || end <= at + start.length || bytes[end - 1] !== 0x0a)
      return null;
    const record = bytes.toString('utf8', at + start.length, end - 1);
    const equals = record.indexOf('=');
    if (equals < 1) return null;
    records.push([record.slice(0, equals), record.slice(equals + 1)]);
    at = end;
  }
  return records;
}

function meaningOf(key: string, value: string): Partial<TarExtension> {
  if (key === 'path') return { name: value };
  if (key === 'size') return /^\d{1,15}$/.test(value) ? { size: Number(value) } : { strange: true };
  return key === 'linkpath' || key.startsWith('GNU.sparse') ? { strange: true } : {};
}

/** The checksum is the sum of all bytes, with those of the checksum field counted as spaces. */
function hasChecksum(block: Buffer): boolean {
  let sum = 8 * 0x20;
  for (let at = 0; at < TAR_BLOCK; at++) if (at < 148 || at >= 156) sum += block[at] ?? 0;
  return readTarNumber(block.subarray(148, 156)) === sum;
}

/** Reads octal digits or, for larger numbers, GNU tar's binary form, which a set first bit announces. */
export function readTarNumber(field: Buffer): number | null {
  if (field[0] === 0x80) {
    const value = BigInt(`0x${field.toString('hex', 1)}`);
    return value <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(value) : null;
  }
  const [, digits] = /^ *([0-7]+)[ \0]*$/.exec(field.toString('latin1')) ?? [];
  return digits === undefined ? null : Number.parseInt(digits, 8);
}

/** A field's text, up to its first NUL. */
function readText(block: Buffer, at: number, length: number): string {
  return block.toString('utf8', at, at + length).split('\0', 1)[0] ?? '';
}
