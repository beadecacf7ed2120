import { bytesAt, type Reading, type Sheet, tail } from './reading.ts';

// Formats that one header or descriptor describes.

const FIRST_DESCRIPTOR = 0x8000;
const PRIMARY = 1;

/** ISO 9660 (ECMA-119, 8.4) and UDF. Neither can refer to other files, so only the size is read. */
export function* readIso(sheet: Sheet): Reading {
  const descriptor = yield* bytesAt(FIRST_DESCRIPTOR, 132);
  if (!descriptor) {
    sheet.find('truncated-header', 'it is an ISO image, but ends within its first volume descriptor');
    return;
  }
  if (descriptor[0] !== PRIMARY || descriptor.toString('latin1', 1, 6) !== 'CD001') return;
  sheet.size(descriptor.readUInt32LE(80) * descriptor.readUInt16LE(128));
}

/** Bytes of a LUKS version 1 header. */
const LUKS_HEADER_BYTES = 592;
const SECTOR = 512;

/** LUKS (LUKS1 On-Disk Format Specification), big-endian. Version 2 cannot be checked. */
export function* readLuks(sheet: Sheet): Reading {
  const start = yield* bytesAt(6, 2);
  const version = start?.readUInt16BE(0);
  if (version !== undefined && version !== 1) {
    sheet.find('luks-version', `it is LUKS of version ${version}; only version 1 can be checked`);
    return;
  }
  const header = yield* bytesAt(0, LUKS_HEADER_BYTES);
  if (!header) {
    sheet.find('truncated-header', `it is LUKS, but ends within the first ${LUKS_HEADER_BYTES} bytes`);
    return;
  }
  const payload = header.readUInt32BE(104) * SECTOR;
  if (payload < LUKS_HEADER_BYTES) {
    sheet.find('luks-payload', 'its LUKS header belongs to data that is kept elsewhere');
    return;
  }
  const { total } = yield* tail();
  if (payload > total) sheet.find('luks-payload', 'its LUKS header points past its end');
  else sheet.size(total - payload);
}

/** QED: QEMU gave it up, no part of OpenStack takes it, and no inspector checks it. */
// biome-ignore lint/correctness/useYield: there is nothing to read
export function* readQed(sheet: Sheet): Reading {
  sheet.find('qed', 'it is QED, a format that is never accepted');
}

const VDI_HEADER_BYTES = 512;
const VERSION_1_1 = 0x00010001;
const TYPES = { dynamic: 1, fixed: 2, undo: 3, differencing: 4 } as const;

/** Ids of the parent image, and of the parent's last change. */
const PARENT_IDS = [0x1a8, 0x1b8];

/** VirtualBox's VDI (VirtualBox's VDICore.h; QEMU's block/vdi.c), little-endian. */
export function* readVdi(sheet: Sheet): Reading {
  const header = yield* bytesAt(0, VDI_HEADER_BYTES);
  if (!header) {
    sheet.find('truncated-header', `it is VDI, but ends within the first ${VDI_HEADER_BYTES} bytes`);
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
