import { bytesAt, LONGEST_READ, type Reading, type Sheet, type Tail, tail } from './reading.ts';
import { readDescriptor } from './vmdk-descriptor.ts';

const SECTOR = 512;
/** Magics of a delta or thin extent of VMFS, and of its successor (SESparse). */
const OF_ESX = ['COWD', '\xbe\xba\xfe\xca'];
const VERSIONS = [1, 2, 3];
/** In place of the grain directory's offset: the footer at the end gives it. */
const AT_END = 0xffffffffffffffffn;
const FOOTER_MARKER = 3;
const END_MARKER = 0;

/**
 * VMDK (VMware's Virtual Disk Format 5.0), little-endian: a sparse extent that contains its descriptor, or only the
 * descriptor, a text.
 */
export function* readVmdk(sheet: Sheet): Reading {
  const magic = (yield* bytesAt(0, 4))?.toString('latin1');
  if (magic !== undefined && OF_ESX.includes(magic)) {
    sheet.find(
      'vmdk-create-type',
      'it is a VMDK of ESX’s own kind, neither monolithicSparse nor streamOptimized',
    );
  } else if (magic === 'KDMV') yield* readSparse(sheet);
  else yield* readText(sheet);
}

function* readSparse(sheet: Sheet): Reading {
  const header = yield* bytesAt(0, SECTOR);
  if (!header) {
    sheet.find('truncated-header', `it is VMDK, but ends within the first ${SECTOR} bytes`);
    return;
  }
  const version = header.readUInt32LE(4);
  if (!VERSIONS.includes(version)) {
    sheet.find('vmdk-version', `it is VMDK of version ${version}; only versions 1 to 3 can be checked`);
    return;
  }
  const sectors = header.readBigUInt64LE(12);
  sheet.size(Number(sectors) * SECTOR);
  // QEMU then opens the files that the descriptor names.
  if (sectors === 0n) {
    sheet.find('vmdk-text-descriptor', 'its header describes no disk of its own, only data in other files');
  }
  yield* readEmbedded(header, sheet);
  if (header.readBigUInt64LE(56) === AT_END) checkFooter(header, yield* tail(), sheet);
}

/** The descriptor must be in the second sector, as readers that look only there would see another descriptor. */
function* readEmbedded(header: Buffer, sheet: Sheet): Reading {
  const length = Number(header.readBigUInt64LE(36)) * SECTOR;
  if (header.readBigUInt64LE(28) !== 1n || length === 0 || length > LONGEST_READ) {
    sheet.find('vmdk-descriptor', 'its descriptor is missing, is too long, or is not in its second sector');
    return;
  }
  const descriptor = yield* bytesAt(SECTOR, length);
  if (descriptor) readDescriptor(descriptor, sheet);
  else sheet.find('truncated-header', 'it is VMDK, but ends within its descriptor');
}

function* readText(sheet: Sheet): Reading {
  sheet.find('vmdk-text-descriptor', 'it only describes a disk whose data are in other files');
  const { total } = yield* tail();
  const text = yield* bytesAt(0, Math.min(total, 64 * 1024));
  if (text) readDescriptor(text, sheet);
}

/** The last three sectors: a marker, the header that counts, and the end-of-stream marker. */
function checkFooter(header: Buffer, { bytes }: Tail, sheet: Sheet): void {
  const footer = bytes.subarray(-3 * SECTOR);
  if (footer.length < 3 * SECTOR) {
    sheet.find('vmdk-footer', 'it ends before the footer that its header announces');
    return;
  }
  const copy = footer.subarray(SECTOR, 2 * SECTOR);
  const marked = footer.readUInt32LE(8) === 0 && footer.readUInt32LE(12) === FOOTER_MARKER;
  const ended =
    footer.readUInt32LE(2 * SECTOR + 8) === 0 && footer.readUInt32LE(2 * SECTOR + 12) === END_MARKER;
  // Signature, version, flags, capacity and grain size, place and length of the descriptor.
  const agrees = copy.subarray(0, 44).equals(header.subarray(0, 44));
  if (!marked || !ended || !agrees || copy.readBigUInt64LE(56) === AT_END) {
    sheet.find('vmdk-footer', 'its footer is missing, or differs from its header');
  }
}
