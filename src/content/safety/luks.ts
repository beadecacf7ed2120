import { bytesAt, type Reading, type Sheet, tail } from './reading.ts';

/** Bytes of a LUKS version 1 header. */
const HEADER_BYTES = 592;
const SECTOR = 512;

/** LUKS, all numbers big-endian (LUKS1 On-Disk Format Specification). Version 2 cannot be checked. */
export function* readLuks(sheet: Sheet): Reading {
  const start = yield* bytesAt(6, 2);
  const version = start?.readUInt16BE(0);
  if (version !== undefined && version !== 1) {
    sheet.find('luks-version', `it is LUKS of version ${version}; only version 1 can be checked`);
    return;
  }
  const header = yield* bytesAt(0, HEADER_BYTES);
  if (!header) {
    sheet.find('truncated-header', `it is LUKS, but ends within the first ${HEADER_BYTES} bytes`);
    return;
  }
  const payload = header.readUInt32BE(104) * SECTOR;
  if (payload < HEADER_BYTES) {
    sheet.find('luks-payload', 'its LUKS header belongs to data that is kept elsewhere');
    return;
  }
  const { total } = yield* tail();
  if (payload > total) sheet.find('luks-payload', 'its LUKS header points past its end');
  else sheet.size(total - payload);
}
