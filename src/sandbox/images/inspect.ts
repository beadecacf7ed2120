/** Bytes from the start of an image that contain each header below. */
export const HEADER_BYTES = 512;

/**
 * The size of the virtual disk that Glance reads from the stream while it stores the data; null when there is none.
 * For vmdk, vhdx and qed the real service reads past the first block; the sandbox returns null.
 */
export function virtualSizeOf(diskFormat: string | null, header: Buffer, size: number): number | null {
  if (diskFormat === 'raw') return size || null;
  if (header.length < HEADER_BYTES) return null;
  const found = sizeInHeader(diskFormat, header);
  return found ? Number(found) : null;
}

function sizeInHeader(diskFormat: string | null, header: Buffer): bigint | null {
  switch (diskFormat) {
    case 'qcow2':
      return header.readUInt32BE(0) === 0x514649fb ? header.readBigUInt64BE(24) : null;
    case 'vhd':
      return header.toString('latin1', 0, 8) === 'conectix' ? header.readBigUInt64BE(40) : null;
    case 'vdi':
      return header.readUInt32LE(0x40) === 0xbeda107f ? header.readBigUInt64LE(0x170) : null;
    default:
      return null;
  }
}
