import { throughTool } from './tool.ts';
import type { UnpackOptions } from './unpack-options.ts';

/** Bytes of its header. */
const HEADER = 13;
/** Nobody has made a larger file of this kind. */
const LARGEST = 256n * 1024n ** 3n;
const UNKNOWN_SIZE = 0xffff_ffff_ffff_ffffn;

/** LZMA alone, the format of .lzma files: no digest is in it, so that xz sees only the damage that makes no sense. */
export function unpackLzma(
  source: AsyncIterable<Uint8Array>,
  options: UnpackOptions,
): AsyncIterable<Uint8Array> {
  const args = ['--decompress', '--stdout', '--format=lzma', '--memlimit-decompress=512MiB'] as const;
  return throughTool(['xz', ...args], source, options);
}

/**
 * Whether the first bytes may be a header of LZMA alone, which has no signature: properties, a dictionary of a size
 * that encoders choose (2^n or 2^n + 2^(n-1)), the size of what is in it or that it is unknown (the LZMA SDK,
 * lzma-specification.txt; which sizes are believable, as xz has it). A disk may begin so.
 */
export function mayBeLzma(head: Uint8Array): boolean {
  if (head.length <= HEADER) return false;
  const header = Buffer.from(head.buffer, head.byteOffset, HEADER);
  const dictionary = header.readUInt32LE(1);
  const size = header.readBigUInt64LE(5);
  if (header.readUInt8(0) >= 9 * 5 * 5 || (size !== UNKNOWN_SIZE && size >= LARGEST)) return false;
  const lowest = dictionary & -dictionary;
  return dictionary > 0 && (dictionary === lowest >>> 0 || dictionary === 3 * (lowest >>> 0));
}
