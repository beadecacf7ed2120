import { bytesAt, type Reading, type Sheet } from './reading.ts';

const HEADER_BYTES = 512;
/** Bytes of a version 2 header; a version 3 header states its own length, a multiple of eight. */
const SHORT_HEADER = 72;
const LEAST_LONG_HEADER = 104;
/** Powers of two that QEMU takes for a cluster (`MIN_CLUSTER_BITS` and `MAX_CLUSTER_BITS` in its block/qcow2.h). */
const CLUSTER_BITS = { least: 9, most: 21 } as const;
const DATA_FILE_BIT = 1n << 2n;
/** Dirty, corrupt, data file, compression type. Glance does not take extended L2 entries (bit 4). */
const KNOWN_BITS = 0b1111n;
/** The header's encryption method: 0 is none, 1 is AES (which QEMU gave up), 2 is LUKS. */
const LUKS = 2;
/** Header extension that says where the LUKS header is. */
const ENCRYPTION_EXTENSION = 0x0537be77;
/** Header extension that names an external data file. */
const DATA_FILE_EXTENSION = 0x44415441;
/** In every image that a tool writes, extensions end before this: the longest is the feature table's 384 bytes. */
const EXTENSIONS_BYTES = 4096;

/**
 * qcow2 (QEMU's docs/interop/qcow2.rst), big-endian. Version 1 is the older format qcow, which no inspector checks.
 * Version 3 introduced the feature bits: in version 2, these bytes may hold a header extension.
 */
export function* readQcow2(sheet: Sheet): Reading {
  const start = yield* bytesAt(4, 4);
  const version = start?.readUInt32BE(0);
  if (version !== undefined && version !== 2 && version !== 3) {
    sheet.find('qcow2-version', `it is qcow2 of version ${version}; only versions 2 and 3 can be checked`);
    return;
  }
  const header = yield* bytesAt(0, HEADER_BYTES);
  if (!header || version === undefined) {
    sheet.find('truncated-header', `it is qcow2, but ends within the first ${HEADER_BYTES} bytes`);
    return;
  }
  sheet.size(Number(header.readBigUInt64BE(24)));
  if (header.readBigUInt64BE(8) !== 0n) {
    sheet.find(
      'qcow2-backing-file',
      'it has a backing file, so it shows data of the host that opens the image',
    );
  }
  if (version === 3) readFeatures(header.readBigUInt64BE(72), sheet);
  const encryption = header.readUInt32BE(32);
  if (encryption !== 0 && encryption !== LUKS) foundEncryption(sheet);
  const area = extensionArea(version, header, sheet);
  const keys = area && (yield* readExtensions(area, sheet));
  if (encryption === LUKS) yield* readEncryption(keys, sheet);
}

function readFeatures(bits: bigint, sheet: Sheet): void {
  if ((bits & DATA_FILE_BIT) !== 0n) {
    sheet.find('qcow2-data-file', 'it keeps its data in another file of the host that opens the image');
  }
  if ((bits & ~KNOWN_BITS) !== 0n) {
    const unknown = (bits & ~KNOWN_BITS).toString(16);
    sheet.find('qcow2-unknown-feature', `it sets unknown incompatible feature bits (0x${unknown})`);
  }
}

/** Where header extensions may be. */
interface ExtensionArea {
  readonly start: number;
  /** The end of the first cluster. */
  readonly end: number;
}

/** Null for a header that QEMU refuses or whose length the format forbids: where extensions begin is then unknown. */
function extensionArea(version: number, header: Buffer, sheet: Sheet): ExtensionArea | null {
  const bits = header.readUInt32BE(20);
  if (bits < CLUSTER_BITS.least || bits > CLUSTER_BITS.most) {
    sheet.find('qcow2-header', `its clusters have 2^${bits} bytes, which QEMU does not read`);
    return null;
  }
  const end = 2 ** bits;
  const start = version === 2 ? SHORT_HEADER : header.readUInt32BE(100);
  if (version === 3 && (start < LEAST_LONG_HEADER || start > end || start % 8 !== 0)) {
    const allowed = `a multiple of 8 from ${LEAST_LONG_HEADER} to the ${end} of a cluster`;
    sheet.find('qcow2-header', `its header has ${start} bytes, not ${allowed}`);
    return null;
  }
  return { start, end };
}

/**
 * Refuses the name of a data file, also without the feature bit: no tool has a reason to write it. Returns where the
 * LUKS header is; null when no extension says so.
 */
function* readExtensions({ start, end }: ExtensionArea, sheet: Sheet): Reading<bigint | null> {
  let keys: bigint | null = null;
  let at = start;
  while (at + 8 <= Math.min(end, start + EXTENSIONS_BYTES)) {
    const extension = yield* bytesAt(at, 8);
    const type = extension?.readUInt32BE(0) ?? 0;
    if (type === 0) return keys;
    if (type === DATA_FILE_EXTENSION) {
      sheet.find(
        'qcow2-data-file',
        'it names another file of the host that opens the image to keep its data',
      );
      return keys;
    }
    const length = extension?.readUInt32BE(4) ?? 0;
    if (length > end - at - 8) {
      sheet.find('qcow2-header', `a header extension of ${length} bytes goes past its first cluster`);
      return keys;
    }
    if (type === ENCRYPTION_EXTENSION) keys = (yield* bytesAt(at + 8, 8))?.readBigUInt64BE(0) ?? null;
    at += 8 + Math.ceil(length / 8) * 8;
  }
  return keys;
}

/** The LUKS header in a qcow2 must keep the rules for the LUKS header of a raw disk. */
function* readEncryption(place: bigint | null, sheet: Sheet): Reading {
  const start = place === null ? null : yield* bytesAt(place, 8);
  if (start?.toString('latin1', 0, 6) !== 'LUKS\xba\xbe') return foundEncryption(sheet);
  const version = start.readUInt16BE(6);
  if (version !== 1) {
    sheet.find(
      'luks-version',
      `it is encrypted by LUKS of version ${version}; only version 1 can be checked`,
    );
  }
}

function foundEncryption(sheet: Sheet): void {
  sheet.find('qcow2-encryption', 'its data are encrypted in a way that cannot be checked');
}
