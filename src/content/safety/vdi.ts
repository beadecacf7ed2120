import { bytesAt, type Reading, type Sheet } from './reading.ts';

const HEADER_BYTES = 512;
const VERSION_1_1 = 0x00010001;
const TYPES = { dynamic: 1, fixed: 2, undo: 3, differencing: 4 } as const;
/** Identity of the image that this one is linked to, and of that one's last change. */
const PARENT_IDS = [0x1a8, 0x1b8];

/** VirtualBox's VDI, all numbers little-endian (VirtualBox's VDICore.h; QEMU's block/vdi.c). */
export function* readVdi(sheet: Sheet): Reading {
  const header = yield* bytesAt(0, HEADER_BYTES);
  if (!header) {
    sheet.find('truncated-header', `it is VDI, but ends within the first ${HEADER_BYTES} bytes`);
    return;
  }
  const version = header.readUInt32LE(0x44);
  if (version !== VERSION_1_1) {
    sheet.find('vdi-version', `it is VDI of version 0x${version.toString(16)}; only 1.1 can be checked`);
    return;
  }
  sheet.size(Number(header.readBigUInt64LE(0x170)));
  const type = header.readUInt32LE(0x4c);
  const linked = PARENT_IDS.some((at) => header.subarray(at, at + 16).some((byte) => byte !== 0));
  if (type === TYPES.undo || type === TYPES.differencing || linked) {
    sheet.find('vdi-parent', 'it holds only the difference to a parent image');
  } else if (type !== TYPES.dynamic && type !== TYPES.fixed) {
    sheet.find('vdi-image-type', `its image type is ${type}, neither dynamic (1) nor fixed (2)`);
  }
}
