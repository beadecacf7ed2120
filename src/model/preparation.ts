import type { DiskFormat } from './image.ts';

/** How a file is packed. `tar` and `ova` contain one disk among other members; `zip` contains one file. */
export const PACKINGS = ['none', 'gz', 'bz2', 'xz', 'lzma', 'zst', 'zip', 'tar', 'ova'] as const;
export type Packing = (typeof PACKINGS)[number];

/** How a source's bytes are prepared before they are stored, in this order. Pure data: a saved plan holds it. */
export interface Preparation {
  /** `auto`: detected from the first bytes, for `lzma` also from the name, for `tar` and `ova` from the members. */
  readonly decompress: Packing | 'auto';
  /** The bytes that the expected digests and size describe. */
  readonly digestsCover: DigestOf;
  /** A command (no shell) that filters the bytes from its standard input to its standard output; absent: none. */
  readonly transform?: readonly string[];
  /** The disk format to convert to with qemu-img; absent: none. */
  readonly convert?: Conversion;
}

export interface Conversion {
  /** The input format to give to qemu-img; absent: the format that the inspection found. qemu-img never guesses it. */
  readonly from?: DiskFormat;
  readonly to: DiskFormat;
}

/** The complete preparation of an image's bytes; null when they are stored as they are. */
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

/** Whether digests describe the bytes as served or the unpacked ones. */
export type DigestOf = 'source' | 'decompressed';
