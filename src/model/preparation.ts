import type { DiskFormat } from './image.ts';

/** How a file is packed. `tar` and `ova` hold one disk among other members; `zip` one file. */
export const PACKINGS = ['none', 'gz', 'bz2', 'xz', 'lzma', 'zst', 'zip', 'tar', 'ova'] as const;
export type Packing = (typeof PACKINGS)[number];

/** What is done with a source's bytes before they are stored, in this order. Pure data: a saved plan holds it. */
export interface Preparation {
  /** `auto`: told from the first bytes, for `lzma` also from the name, and for `tar` and `ova` from the members. */
  readonly decompress: Packing | 'auto';
  /** What the expected digests and size describe. */
  readonly digestsCover: DigestsCover;
  /** A command (no shell) that filters the bytes from its standard input to its standard output; absent: none. */
  readonly transform?: readonly string[];
  /** The disk format to convert to with qemu-img; absent: none. */
  readonly convert?: Conversion;
}

export interface Conversion {
  /** What qemu-img is told that the input is; absent: what the inspection found. It never guesses itself. */
  readonly from?: DiskFormat;
  readonly to: DiskFormat;
}

/** What is to be done with an image's bytes; null when they are stored as they come. */
export function preparationOf({
  preparation = {},
}: {
  readonly preparation?: Partial<Preparation>;
}): Preparation | null {
  const { decompress = 'none', digestsCover = 'source', transform, convert } = preparation;
  if (decompress === 'none' && !transform && !convert) return null;
  return {
    decompress,
    digestsCover,
    ...(transform ? { transform } : {}),
    ...(convert ? { convert } : {}),
  };
}

/** Whether a digest describes the bytes as served or as they are after decompression. */
export type DigestsCover = 'source' | 'decompressed';
