import { bytesAt, type Reading, type Sheet } from './reading.ts';

const FIRST_DESCRIPTOR = 0x8000;
const PRIMARY = 1;

/** ISO 9660 (ECMA-119, 8.4) and UDF: nothing in them refers to other files. */
export function* readIso(sheet: Sheet): Reading {
  const descriptor = yield* bytesAt(FIRST_DESCRIPTOR, 132);
  if (!descriptor) {
    sheet.find('truncated-header', 'it is an ISO image, but ends within its first volume descriptor');
    return;
  }
  if (descriptor[0] !== PRIMARY || descriptor.toString('latin1', 1, 6) !== 'CD001') return;
  sheet.size(descriptor.readUInt32LE(80) * descriptor.readUInt16LE(128));
}
