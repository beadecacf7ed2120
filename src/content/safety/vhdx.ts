import { bytesAt, type Reading, type Sheet } from './reading.ts';

const KIB = 1024;
const HEADERS = [64 * KIB, 128 * KIB];
const REGION_TABLES = [192 * KIB, 256 * KIB];
const TABLE_BYTES = 64 * KIB;
const LONGEST_TABLE = 2047;

/** GUIDs as the file stores them: the first three groups little-endian. */
const BAT = guid('2DC27766-F623-4200-9D64-115E9BFD4A08');
const METADATA = guid('8B7CA206-4790-4B9A-B8FE-575F050F886E');
const FILE_PARAMETERS = guid('CAA16737-FA36-4D43-B3B6-33F0AA44E76B');
const DISK_SIZE = guid('2FA54224-CD1B-4876-B211-5DBED83BF4B8');
const PARENT_LOCATOR = guid('A8D35F2D-B30B-454D-ABF7-D3D84834AB0C');
const KNOWN_ITEMS = [
  FILE_PARAMETERS,
  DISK_SIZE,
  PARENT_LOCATOR,
  guid('BECA12AB-B2E6-4523-93EF-C309E000C746'), // page 83 data
  guid('8141BF1D-A96F-4709-BA47-F233A8FAAB5F'), // logical sector size
  guid('CDA348C7-445D-4471-9CC9-E9885251C556'), // physical sector size
];
const HAS_PARENT = 2;
const REQUIRED_ITEM = 4;

interface Item {
  readonly id: string;
  readonly offset: number;
  readonly length: number;
  readonly required: boolean;
}

/** VHDX (MS-VHDX), little-endian: headers, then two region tables, which lead to the metadata. */
export function* readVhdx(sheet: Sheet): Reading {
  let headers = 0;
  for (const at of HEADERS) {
    const header = yield* bytesAt(at, 80);
    if (!header) return truncated(sheet);
    const valid = header.toString('latin1', 0, 4) === 'head';
    if (valid) headers += 1;
    if (valid && header.subarray(48, 64).some((byte) => byte !== 0)) {
      sheet.find('vhdx-log', 'it has a log, which must be replayed before the disk can be read');
    }
  }
  if (headers === 0)
    sheet.find('vhdx-header', 'it has neither of the two headers that say which of its parts count');
  const places: (bigint | null)[] = [];
  for (const at of REGION_TABLES) {
    const table = yield* bytesAt(at, TABLE_BYTES);
    if (!table) return truncated(sheet);
    places.push(readRegions(table, sheet));
  }
  const [place = null, second = null] = places;
  if (place === null || (second !== null && second !== place)) {
    return sheet.find('vhdx-header', 'its region tables are damaged or disagree');
  }
  yield* readMetadata(place, sheet);
}

/** The place of the metadata; null for an invalid table. */
function readRegions(table: Buffer, sheet: Sheet): bigint | null {
  if (table.toString('latin1', 0, 4) !== 'regi') return null;
  const count = table.readUInt32LE(8);
  if (count > LONGEST_TABLE) return null;
  const entries = Array.from({ length: count }, (_, index) => table.subarray(16 + index * 32));
  const ofMetadata = entries.filter((entry) => idOf(entry) === METADATA);
  if (entries.some((entry) => ![BAT, METADATA].includes(idOf(entry)) && (entry.readUInt32LE(28) & 1) !== 0)) {
    sheet.find('vhdx-unknown-feature', 'it has an unknown required region');
  }
  return ofMetadata.length === 1 ? ofMetadata[0]!.readBigUInt64LE(16) : null;
}

function* readMetadata(place: bigint, sheet: Sheet): Reading {
  const table = yield* bytesAt(place, TABLE_BYTES);
  const items = table && readItems(table);
  if (!items) return sheet.find('vhdx-header', 'its metadata are not where its region table says');
  if (items.some((item) => item.required && !KNOWN_ITEMS.includes(item.id))) {
    sheet.find('vhdx-unknown-feature', 'it has an unknown required metadata item');
  }
  let parent = items.some(({ id }) => id === PARENT_LOCATOR);
  const wanted = items.filter(({ id }) => id === FILE_PARAMETERS || id === DISK_SIZE);
  const ids = wanted.map(({ id }) => id);
  if (!ids.includes(FILE_PARAMETERS) || new Set(ids).size !== ids.length) {
    sheet.find('vhdx-header', 'its metadata lack the file parameters, or have them twice');
  }
  for (const item of wanted.sort((a, b) => a.offset - b.offset)) {
    const value = yield* bytesAt(Number(place) + item.offset, 8);
    if (!value || item.length !== 8) {
      sheet.find('vhdx-header', 'its metadata are damaged');
    } else if (item.id === DISK_SIZE) sheet.size(Number(value.readBigUInt64LE(0)));
    else if ((value.readUInt32LE(4) & HAS_PARENT) !== 0) parent = true;
  }
  if (parent) sheet.find('vhdx-parent', 'it holds only the difference to a parent image');
}

function readItems(table: Buffer): Item[] | null {
  if (table.toString('latin1', 0, 8) !== 'metadata') return null;
  const count = table.readUInt16LE(10);
  if (count > LONGEST_TABLE) return null;
  return Array.from({ length: count }, (_, index) => {
    const entry = table.subarray(32 + index * 32);
    return {
      id: idOf(entry),
      offset: entry.readUInt32LE(16),
      length: entry.readUInt32LE(20),
      required: (entry.readUInt32LE(24) & REQUIRED_ITEM) !== 0,
    };
  });
}

function truncated(sheet: Sheet): void {
  sheet.find('truncated-header', 'it is VHDX, but ends within its headers');
}

function idOf(entry: Buffer): string {
  return entry.toString('hex', 0, 16);
}

function guid(text: string): string {
  const [a = '', b = '', c = '', ...rest] = text.toLowerCase().split('-');
  const reversed = [a, b, c].map((group) => Buffer.from(group, 'hex').reverse().toString('hex'));
  return [...reversed, ...rest].join('');
}
