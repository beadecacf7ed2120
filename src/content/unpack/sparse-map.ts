import { type PaxRecord, readTarNumber, TAR_BLOCK } from '../safety/tar-header.ts';
import type { ByteReader } from './byte-reader.ts';

/** More pieces than any genuine disk has; a map of so many takes about 20 MB of an archive. */
const MOST_PIECES = 1_000_000;
const ZEROS = Buffer.alloc(1024 * 1024);

/** A run of bytes that a sparse file stores; between the pieces are holes. */
interface Piece {
  readonly at: number;
  readonly length: number;
}

/** The size and the stored pieces of a sparse file. */
export interface SparseFile {
  /** Bytes with the holes. */
  readonly size: number;
  readonly pieces: readonly Piece[];
}

/** A sparse file as a pax header describes it; `pieces` is null when the map precedes the data. */
interface PaxSparse {
  readonly size: number;
  readonly pieces: readonly Piece[] | null;
}

/** Offsets in an old GNU header: the first four pieces, the mark for further blocks, and the real size. */
const GNU_HEADER = { pieces: 386, count: 4, more: 482, size: 483 } as const;
const GNU_EXTENSION = { pieces: 0, count: 21, more: 504 } as const;
const GNU_PIECE = 24;
const GNU_NUMBER = 12;

/**
 * Reads the map of a sparse member in the old GNU format, type `S`, with its further blocks. Null: damaged. Format: the
 * GNU tar manual, "Storing Sparse Files", and its tar.h.
 */
export async function readGnuMap(header: Buffer, bytes: ByteReader): Promise<SparseFile | null> {
  const size = readTarNumber(header.subarray(GNU_HEADER.size, GNU_HEADER.size + GNU_NUMBER));
  if (size === null) return null;
  const pieces: Piece[] = [];
  let block: Buffer | null = header;
  let layout: { readonly pieces: number; readonly count: number; readonly more: number } = GNU_HEADER;
  for (;;) {
    const isFull = addGnuPieces(block, layout, pieces);
    const more = block[layout.more] !== 0;
    if (isFull === null || (more && !isFull) || pieces.length > MOST_PIECES) return null;
    if (!more) return { size, pieces };
    layout = GNU_EXTENSION;
    block = await bytes.take(TAR_BLOCK);
    if (block === null) return null;
  }
}

/** Adds a block's pieces. Returns whether the block is full; null: a piece is damaged. */
function addGnuPieces(
  block: Buffer,
  { pieces: start, count }: { readonly pieces: number; readonly count: number },
  pieces: Piece[],
): boolean | null {
  for (let index = 0; index < count; index++) {
    const place = start + index * GNU_PIECE;
    // An empty length ends the map.
    if (block[place + GNU_NUMBER] === 0) return false;
    const at = readTarNumber(block.subarray(place, place + GNU_NUMBER));
    const length = readTarNumber(block.subarray(place + GNU_NUMBER, place + GNU_PIECE));
    if (at === null || length === null) return null;
    pieces.push({ at, length });
  }
  return true;
}

/**
 * Reads the records of a pax header about a sparse file, in GNU tar's three versions: 0.0 (a record for each number),
 * 0.1 (one record for all numbers) and 1.0 (the map before the data). Null: the file is not sparse. `damaged`: the
 * records contradict each other.
 */
export function sparseOfPax(records: readonly PaxRecord[]): PaxSparse | null | 'damaged' {
  const said = records.filter(([key]) => key.startsWith('GNU.sparse.'));
  if (said.length === 0) return null;
  const values = new Map(said.map(([key, value]) => [key.slice('GNU.sparse.'.length), value]));
  const version = `${values.get('major') ?? 0}.${values.get('minor') ?? 0}`;
  const size = readDecimal(values.get(version === '1.0' ? 'realsize' : 'size') ?? '');
  if (size === null) return 'damaged';
  if (version === '1.0') return { size, pieces: null };
  if (version !== '0.0' && version !== '0.1') return 'damaged';
  const map = values.get('map');
  const numbers = map === undefined ? numbersOf(said) : map === '' ? [] : map.split(',').map(readDecimal);
  const pieces = numbers === null ? null : pair(numbers);
  const isWhole = pieces !== null && readDecimal(values.get('numblocks') ?? '') === pieces.length;
  return isWhole ? { size, pieces } : 'damaged';
}

/** The numbers of version 0.0, where a length follows each offset. */
function numbersOf(said: readonly PaxRecord[]): readonly (number | null)[] | null {
  const found = said.filter(([key]) => key === 'GNU.sparse.offset' || key === 'GNU.sparse.numbytes');
  const inTurn = found.every(([key], index) => key.endsWith(index % 2 === 0 ? '.offset' : '.numbytes'));
  return inTurn ? found.map(([, value]) => readDecimal(value)) : null;
}

/** Reads the map before the data (version 1.0): decimal lines, filled up to a block. Null: damaged. */
export async function readMapBeforeData(bytes: ByteReader, most: number): Promise<readonly Piece[] | null> {
  const numbers: number[] = [];
  let wanted = 1;
  for await (const line of linesOf(bytes, most)) {
    const number = readDecimal(line);
    if (number === null) return null;
    numbers.push(number);
    if (numbers.length === 1 && number > MOST_PIECES) return null;
    if (numbers.length === 1) wanted += 2 * number;
    if (numbers.length === wanted) return pair(numbers.slice(1));
  }
  return null;
}

/** Lines, read block by block as the caller asks for them. */
async function* linesOf(bytes: ByteReader, most: number): AsyncGenerator<string, void, undefined> {
  let rest = '';
  for (let read = 0; read + TAR_BLOCK <= most; read += TAR_BLOCK) {
    const block = await bytes.take(TAR_BLOCK);
    if (block === null) return;
    const lines = (rest + block.toString('latin1')).split('\n');
    rest = lines.pop() ?? '';
    if (rest.length > TAR_BLOCK) return;
    yield* lines;
  }
}

/** Whether a map is valid: ascending, without overlaps, within the file, and with as many bytes as are stored. */
export function isSound({ size, pieces }: SparseFile, stored: number): boolean {
  let end = 0;
  let held = 0;
  for (const { at, length } of pieces) {
    if (at < end || at + length > size) return false;
    end = at + length;
    held += length;
  }
  return held === stored;
}

/** Writes the whole file out: its stored pieces, with zeros for the holes. */
export async function* writeOut(
  { size, pieces }: SparseFile,
  bytes: ByteReader,
): AsyncGenerator<Uint8Array, void, undefined> {
  let at = 0;
  for (const piece of pieces) {
    yield* zeros(piece.at - at);
    yield* bytes.pass(piece.length);
    at = piece.at + piece.length;
  }
  yield* zeros(size - at);
}

function* zeros(length: number): Generator<Uint8Array, void, undefined> {
  for (let left = length; left > 0; left -= ZEROS.length) yield ZEROS.subarray(0, left);
}

function pair(numbers: readonly (number | null)[]): readonly Piece[] | null {
  if (numbers.length % 2 !== 0 || numbers.length > 2 * MOST_PIECES) return null;
  const pieces: Piece[] = [];
  for (let index = 0; index < numbers.length; index += 2) {
    const at = numbers[index];
    const length = numbers[index + 1];
    if (at == null || length == null) return null;
    pieces.push({ at, length });
  }
  return pieces;
}

/** A whole number of at most 15 digits; null for any other text. */
function readDecimal(text: string): number | null {
  return /^\d{1,15}$/.test(text) ? Number(text) : null;
}
