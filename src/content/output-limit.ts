import { VerificationError } from '../model/errors.ts';

const GIB = 1024 ** 3;
/** Whatever its packing, a file may become so large. */
const ALWAYS_ALLOWED = 64 * GIB;
/** Times that a larger one may grow: about what deflate makes of zeros, of which disks consist for the most part. */
const MOST_GROWTH = 1000;
/** No larger one is unpacked unless its size is given. */
const MOST = 1024 * GIB;

/**
 * Bytes that may come out of a file of which `packed` bytes have been read: 64 GiB, or a thousand times what was read,
 * but no more than 1 TiB; where the size is known, that much at least.
 */
export function outputLimit(packed: number, known: number | null = null): number {
  return Math.max(known ?? 0, Math.min(MOST, Math.max(ALWAYS_ALLOWED, packed * MOST_GROWTH)));
}

/** Bytes that may come out of whatever file. */
export function largestOutput(known: number | null): number {
  return outputLimit(Number.MAX_SAFE_INTEGER, known);
}

/** The same bytes for as long as they are no more than may come out of a file; a `VerificationError` after that. */
export async function* limited(
  blocks: AsyncIterable<Uint8Array>,
  limit: () => number,
  label: string,
): AsyncGenerator<Uint8Array, void, undefined> {
  let bytes = 0;
  for await (const block of blocks) {
    bytes += block.length;
    if (bytes > limit()) throw tooMuch(label, limit());
    yield block;
  }
}

export function tooMuch(label: string, limit: number): VerificationError {
  return new VerificationError(`${label} unpacks to more than ${limit} bytes, which no honest image does`, {
    hint: 'If it really is so large, give the `size` that it unpacks to, with `digest_of: decompressed`.',
  });
}
