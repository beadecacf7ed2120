import { VerificationError } from '../model/errors.ts';

const GIB = 1024 ** 3;
/** Any packed file may become this large. */
const ALWAYS_ALLOWED = 64 * GIB;
/** How many times its size a larger file may become: about what deflate reaches on zeros, which fill most disks. */
const MOST_GROWTH = 1000;
/** Nothing larger is unpacked unless its size is given. */
const MOST = 1024 * GIB;

/**
 * How many bytes a file may unpack to after `packed` of its bytes were read: 64 GiB or a thousand times `packed`, at
 * most 1 TiB. A known size is always allowed.
 */
export function outputLimit(packed: number, known: number | null = null): number {
  return Math.max(known ?? 0, Math.min(MOST, Math.max(ALWAYS_ALLOWED, packed * MOST_GROWTH)));
}

/** How many bytes any file may unpack to. */
export function largestOutput(known: number | null): number {
  return outputLimit(Number.MAX_SAFE_INTEGER, known);
}

/** Passes the blocks on until they exceed the limit; then throws a `VerificationError`. */
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

/** The error for a file that unpacks to more than `limit` bytes. */
function tooMuch(label: string, limit: number): VerificationError {
  return new VerificationError(`${label} unpacks to more than ${limit} bytes, more than any genuine image`, {
    hint: 'If it really is that large, set `size` to the bytes it unpacks to, with `digest_of: decompressed`.',
  });
}
