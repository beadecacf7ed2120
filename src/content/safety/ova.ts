import { bytesAt, LONGEST_READ, type Reading, type Sheet, tail } from './reading.ts';
import { LARGEST_OCTAL, readPaxRecords, readTarHeader, TAR_BLOCK, type TarExtension } from './tar-header.ts';

const PAX = 'x';
const LONG_NAME = 'L';
const ZEROS = Buffer.alloc(TAR_BLOCK);
const NOTHING: TarExtension = { strange: false };

/**
 * An OVA: a tar archive of plain files, the descriptor first (DMTF DSP0243, "OVA"). Reads every header of the archive,
 * but not the files' data.
 */
export function* readOva(sheet: Sheet): Reading {
  let at = 0;
  let descriptors = 0;
  let extension: TarExtension = NOTHING;
  for (;;) {
    const block = yield* bytesAt(at, TAR_BLOCK);
    if (!block || isZero(block)) {
      if (descriptors === 0) foundNoDescriptor(sheet);
      return yield* block ? readPadding(at + TAR_BLOCK, sheet) : readEnd(at, sheet);
    }
    const header = readTarHeader(block);
    if (!header) return damaged(sheet);
    if (header.type === PAX || header.type === LONG_NAME) {
      const read = yield* readExtension(at + TAR_BLOCK, header.size, header.type);
      if (!read) return damaged(sheet);
      extension = { ...extension, ...read, strange: extension.strange || read.strange };
      at += TAR_BLOCK + padded(header.size);
      continue;
    }
    const { name = header.name, size = header.size } = extension;
    // A reader that ignores extension headers would look for the next member elsewhere.
    if (size !== header.size && size <= LARGEST_OCTAL) return damaged(sheet);
    if (header.type !== '0' || extension.strange || header.name.endsWith('/')) {
      sheet.find(
        'ova-member',
        'its archive has a member that is not a plain file (a link, a folder, a device)',
      );
    }
    if (!isPlainName(name) || !isPlainName(header.name)) {
      sheet.find('ova-member', 'its archive has a member whose name leads out of the archive');
    }
    if (/\.ovf$/i.test(name)) descriptors += 1;
    if (descriptors !== 1) foundNoDescriptor(sheet);
    extension = NOTHING;
    at += TAR_BLOCK + padded(size);
  }
}

function* readExtension(at: number, size: number, type: string): Reading<TarExtension | null> {
  if (size === 0 || size > LONGEST_READ) return null;
  const data = yield* bytesAt(at, size);
  if (!data) return null;
  if (type === PAX) return readPaxRecords(data);
  return { name: data.toString('utf8').replace(/\0+$/, ''), strange: false };
}

/** Whether a name is relative and only leads down, on every system that may unpack it. */
export function isPlainName(name: string): boolean {
  if (name === '' || /^[/~]|[\\:]|\p{Cc}/u.test(name)) return false;
  return !name.split('/').includes('..');
}

/** An archive may lack the blocks of zeros at its end, but must not end within a member. */
function* readEnd(at: number, sheet: Sheet): Reading {
  const { total } = yield* tail();
  if (at !== total) damaged(sheet);
}

/** Only zeros may follow the end of the archive, as some readers look for more members there. */
function* readPadding(from: number, sheet: Sheet): Reading {
  let at = from;
  for (;;) {
    const block = yield* bytesAt(at, TAR_BLOCK);
    if (!block) break;
    if (!isZero(block)) return damaged(sheet);
    at += TAR_BLOCK;
  }
  const { bytes, total } = yield* tail();
  const rest = total - at;
  if (rest > 0 && !isZero(bytes.subarray(-rest))) damaged(sheet);
}

function isZero(bytes: Buffer): boolean {
  return bytes.equals(ZEROS.subarray(0, bytes.length));
}

function padded(size: number): number {
  return Math.ceil(size / TAR_BLOCK) * TAR_BLOCK;
}

function foundNoDescriptor(sheet: Sheet): void {
  sheet.find('ova-descriptor', 'its archive does not begin with its only .ovf descriptor');
}

function damaged(sheet: Sheet): void {
  sheet.find('ova-archive', 'its archive is cut, damaged, or continues after its end');
}
