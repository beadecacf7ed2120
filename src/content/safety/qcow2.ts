import { bytesAt, type Reading, type Sheet } from './reading.ts';

const HEADER_BYTES = 512;
/** Of header version 2; version 3 says its own length. */
const SHORT_HEADER = 72;
const DATA_FILE_BIT = 1n << 2n;
/** Dirty, corrupt, data file, compression type. Extended L2 entries (bit 4) are not among what Glance takes. */
const KNOWN_BITS = 0b1111n;
/** Of the header's encryption method: none, AES (which QEMU has given up), LUKS. */
const LUKS = 2;
/** Header extension that says where the LUKS header is. */
const ENCRYPTION_EXTENSION = 0x0537be77;
/** Header extension that names an external data file. */
const DATA_FILE_EXTENSION = 0x44415441;
/** Extensions end by then in any image that a tool writes: the longest is the feature table's 336 bytes. */
const EXTENSIONS_BYTES = 4096;

/**
 * qcow2, all numbers big-endian (QEMU's docs/interop/qcow2.rst). Version 1 is the older format qcow, which nobody
 * inspects. The feature bits exist since version 3: in version 2 the same bytes may hold a header extension.
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
    sheet.find('qcow2-backing-file', 'it has a backing file, so it shows data of the host that opens it');
  }
  if (version === 3) readFeatures(header.readBigUInt64BE(72), sheet);
  const encryption = header.readUInt32BE(32);
  if (encryption !== 0 && encryption !== LUKS) foundEncryption(sheet);
  const keys = yield* readExtensions(version === 2 ? SHORT_HEADER : header.readUInt32BE(100), sheet);
  if (encryption === LUKS) yield* readEncryption(keys, sheet);
}

function readFeatures(bits: bigint, sheet: Sheet): void {
  if ((bits & DATA_FILE_BIT) !== 0n) {
    sheet.find('qcow2-data-file', 'it keeps its data in another file of the host that opens it');
  }
  if ((bits & ~KNOWN_BITS) !== 0n) {
    const unknown = (bits & ~KNOWN_BITS).toString(16);
    sheet.find(
      'qcow2-unknown-feature',
      `it sets incompatible feature bits that are not known (0x${unknown})`,
    );
  }
}

/**
 * A name of a data file without the feature bit: nobody has a reason to write one. Returns where the LUKS header is;
 * null when no extension says it.
 */
function* readExtensions(headerLength: number, sheet: Sheet): Reading<bigint | null> {
  let keys: bigint | null = null;
  let at = headerLength;
  while (at + 8 <= EXTENSIONS_BYTES) {
    const extension = yield* bytesAt(at, 8);
    const type = extension?.readUInt32BE(0) ?? 0;
    if (type === 0) return keys;
    if (type === DATA_FILE_EXTENSION) {
      sheet.find('qcow2-data-file', 'it names another file of the host that opens it to keep its data');
      return keys;
    }
    if (type === ENCRYPTION_EXTENSION) keys = (yield* bytesAt(at + 8, 8))?.readBigUInt64BE(0) ?? null;
    at += 8 + Math.ceil((extension?.readUInt32BE(4) ?? 0) / 8) * 8;
  }
  return keys;
}

/** The LUKS header that a qcow2 holds is held to what one of a raw disk is. */
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
