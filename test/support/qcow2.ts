/** Bytes that look like a small qcow2 image: the header of an empty 1 MiB disk, then padding that depends on `seed`. */
export function qcow2(seed: number | Uint8Array, length = 300_000): Buffer {
  const bytes = Buffer.alloc(length, seed);
  bytes.fill(0, 0, 512);
  bytes.write('QFI\xfb', 0, 'latin1');
  bytes.writeUInt32BE(3, 4);
  bytes.writeUInt32BE(16, 20);
  bytes.writeBigUInt64BE(1_048_576n, 24);
  bytes.writeUInt32BE(4, 96);
  bytes.writeUInt32BE(104, 100);
  return bytes;
}
