import { bytesAt, type Reading, type Sheet, type Tail, tail } from './reading.ts';

/** Bytes of the footer, and of its copy at the beginning of a dynamic VHD. */
export const FOOTER_BYTES = 512;
const DYNAMIC_HEADER_BYTES = 1024;
const TYPES = { fixed: 2, dynamic: 3, differencing: 4 } as const;
const LOCATORS = { at: 576, bytes: 24, count: 8 } as const;

/** Place of a footer's checksum, whose own four bytes the sum leaves out. */
const CHECKSUM_AT = 64;
/** A fixed VHD has no header to point at: the specification's value, its lower 32 bits, and zero all occur. */
const NO_HEADER = [0xffffffffffffffffn, 0xffffffffn, 0n];

interface Footer {
  readonly headerAt: bigint;
  /** Bytes. */
  readonly size: number;
  readonly type: number;
  /** Whether its checksum is right. */
  readonly intact: boolean;
}

/**
 * A dynamic VHD (Microsoft's Virtual Hard Disk Image Format Specification), big-endian. It ends with a footer and
 * begins with a copy of that footer. Readers differ in which of the two they believe, so both must agree.
 */
export function* readVhd(sheet: Sheet): Reading {
  const copy = yield* bytesAt(0, FOOTER_BYTES);
  if (!copy) {
    sheet.find('truncated-header', `it is VHD, but ends within the first ${FOOTER_BYTES} bytes`);
    return;
  }
  const head = readFooter(copy);
  sheet.size(head.size);
  if (!head.intact) foundDamage(sheet);
  if (head.type === TYPES.differencing) foundParent(sheet);
  else if (head.type !== TYPES.dynamic) {
    sheet.find('vhd-header', `it begins as a VHD of type ${head.type}, not dynamic (3)`);
  }
  const header = yield* bytesAt(head.headerAt, DYNAMIC_HEADER_BYTES);
  if (header?.toString('latin1', 0, 8) !== 'cxsparse') {
    sheet.find('vhd-header', 'its dynamic disk header is not where it says');
  } else if (head.type !== TYPES.differencing && namesParent(header)) foundParent(sheet);

  const { bytes } = yield* tail();
  const footer = vhdFooter(bytes);
  if (!footer) return;
  if (!footer.intact) foundDamage(sheet);
  if (footer.type === TYPES.differencing && head.type !== TYPES.differencing) foundParent(sheet);
  if (footer.type !== head.type || footer.headerAt !== head.headerAt || footer.size !== head.size) {
    sheet.find('vhd-header', 'its footer and the copy at its beginning disagree');
  }
}

/** The footer at the end of a stream; null when there is none. A fixed VHD has no other structure. */
function vhdFooter(end: Buffer): Footer | null {
  if (end.length < FOOTER_BYTES) return null;
  const footer = end.subarray(end.length - FOOTER_BYTES);
  return footer.toString('latin1', 0, 8) === 'conectix' ? readFooter(footer) : null;
}

/** A fixed VHD: the raw disk, with the footer behind it. Takes the end of the content. */
export function checkFixedVhd({ bytes, total }: Tail, sheet: Sheet): void {
  const footer = vhdFooter(bytes);
  if (!footer) return;
  sheet.size(footer.size);
  if (!footer.intact) foundDamage(sheet);
  if (footer.type === TYPES.differencing) foundParent(sheet);
  else if (footer.type !== TYPES.fixed) {
    sheet.find('vhd-header', `it ends as a VHD of type ${footer.type}, but does not begin as one`);
  } else if (!NO_HEADER.includes(footer.headerAt)) {
    sheet.find(
      'vhd-header',
      'it is a fixed VHD, but its footer points to a header, as only a dynamic VHD may',
    );
  } else if (footer.size > total - FOOTER_BYTES) {
    sheet.find('truncated-header', 'it is a fixed VHD, but shorter than the disk that its footer describes');
  }
}

/** Reads a footer, or its copy: 512 bytes that begin with `conectix`. */
export function readFooter(bytes: Buffer): Footer {
  return {
    headerAt: bytes.readBigUInt64BE(16),
    size: Number(bytes.readBigUInt64BE(48)),
    type: bytes.readUInt32BE(60),
    intact: bytes.readUInt32BE(CHECKSUM_AT) === checksumOf(bytes),
  };
}

/** The ones' complement of the sum of all other bytes. */
function checksumOf(footer: Buffer): number {
  let sum = 0;
  for (const [at, byte] of footer.entries()) if (at < CHECKSUM_AT || at >= CHECKSUM_AT + 4) sum += byte;
  return ~sum >>> 0;
}

/** Whether the header gives the id of a parent, its name, or its place. */
function namesParent(header: Buffer): boolean {
  const identified = header.subarray(40, 56).some((byte) => byte !== 0);
  const named = header.subarray(64, 576).some((byte) => byte !== 0);
  const located = Array.from({ length: LOCATORS.count }, (_, index) =>
    header.readUInt32BE(LOCATORS.at + index * LOCATORS.bytes),
  ).some((platform) => platform !== 0);
  return identified || named || located;
}

function foundDamage(sheet: Sheet): void {
  sheet.find('vhd-header', 'the checksum of its footer, or of the copy at its beginning, is wrong');
}

function foundParent(sheet: Sheet): void {
  sheet.find('vhd-parent', 'it holds only the difference to a parent image, or names one');
}
