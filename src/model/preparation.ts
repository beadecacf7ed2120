import type { DiskFormat } from './image.ts';
import { namedLayers, nameOfSource } from './source/packed-name.ts';
import type { SourceReference } from './source/source.ts';

/** How a file is packed. `tar` and `ova` contain one disk among other members; `zip` contains one file. */
export const PACKINGS = ['none', 'gz', 'bz2', 'xz', 'lzma', 'zst', 'zip', 'tar', 'ova'] as const;
export type Packing = (typeof PACKINGS)[number];

/** How a source's bytes are prepared before they are stored, in this order. Pure data: a saved plan holds it. */
export interface Preparation {
  /** `auto`: detected from the first bytes, for `lzma` also from the name, for `tar` and `ova` from the members. */
  readonly decompress: Packing | 'auto';
  /** The bytes that the expected digests and size describe. */
  readonly digestsCover: DigestOf;
  /** The member of the archive to take, as a name or a glob; absent: its only disk, or its only one of the format. */
  readonly member?: string;
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

/** Whether digests describe the bytes as served or the unpacked ones. */
export type DigestOf = 'source' | 'decompressed';

/** What decides how an image's bytes are prepared. */
export interface Preparable {
  /** The given parts. */
  readonly preparation?: Partial<Preparation>;
  readonly source?: SourceReference;
  readonly containerFormat?: string;
  readonly diskFormat?: string | undefined;
  readonly method?: 'upload' | 'stage' | 'web-download';
}

/** The complete preparation of an image's bytes; null when they are stored as they are. */
export function preparationOf(image: Preparable): Preparation | null {
  const { digestsCover = 'source', member, transform, convert } = image.preparation ?? {};
  const decompress = decompressOf(image);
  if (decompress === 'none' && !transform && !convert) return null;
  return {
    decompress,
    digestsCover,
    ...(member === undefined ? {} : { member }),
    ...(transform ? { transform } : {}),
    ...(convert ? { convert } : {}),
  };
}

/** The given packing. By default `auto` where the file says or shows a packing, and else `none`. */
function decompressOf(image: Preparable): Preparation['decompress'] {
  const { decompress, member, digestsCover } = image.preparation ?? {};
  if (decompress !== undefined) return decompress;
  if (storesPacked(image)) return 'none';
  const isSaid = member !== undefined || digestsCover === 'decompressed';
  return isSaid || showsPacking(image) ? 'auto' : 'none';
}

/** Whether the name of an image's source shows a packing. */
export function showsPacking({ source }: Pick<Preparable, 'source'>): boolean {
  const name = source && nameOfSource(source);
  return name !== undefined && namedLayers(name).length > 0;
}

/**
 * Whether apply looks at the first bytes for a packing that neither the file nor the name shows: unless the file sets
 * `decompress`, or the format is one of a disk that may begin with any bytes (docs/decisions/0040-unpacked-by-default.md).
 */
export function detectsPacking(image: Preparable): boolean {
  const { decompress, convert } = image.preparation ?? {};
  if (decompress !== undefined || storesPacked(image) || decompressOf(image) !== 'none') return false;
  const format = convert ? convert.from : image.diskFormat;
  return format === undefined || RECOGNISABLE.some((signed) => signed === format);
}

/**
 * Formats whose disks never begin like packed bytes. A fixed VHD has its only signature at the end, and a format that only
 * the service knows may begin with anything.
 */
const RECOGNISABLE: readonly DiskFormat[] = ['qcow2', 'vmdk', 'vhdx', 'vdi', 'iso'];

/**
 * Whether the image is itself a packed file, or may be one, so that reconcile unpacks nothing by default: its container
 * format is one of archives or compressed files, it is a kernel or a ramdisk, or Glance fetches it.
 */
export function storesPacked({ containerFormat = 'bare', diskFormat, method }: Preparable): boolean {
  const isDisk = containerFormat === 'bare' || containerFormat === 'ami';
  return !isDisk || diskFormat === 'aki' || diskFormat === 'ari' || method === 'web-download';
}
