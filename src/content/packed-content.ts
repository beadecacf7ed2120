import { detectFormat, type RecognisedFormat } from './detect-format.ts';

/** A packing that reconcile undoes. */
export type Layer = 'gz' | 'bz2' | 'xz' | 'lzma' | 'zst' | 'zip' | 'tar';

/** Layers by signature; only LZMA has none. */
export const LAYERS: Readonly<Partial<Record<RecognisedFormat, Layer>>> = {
  gzip: 'gz',
  bzip2: 'bz2',
  xz: 'xz',
  zstd: 'zst',
  zip: 'zip',
  tar: 'tar',
};

/** Archives and compressed files, with those that reconcile does not unpack. */
const PACKED: ReadonlySet<RecognisedFormat> = new Set([
  ...(Object.keys(LAYERS) as RecognisedFormat[]),
  'lz4',
  'lzip',
  'lha',
  '7z',
]);

/** The packing that the first bytes show; null for a disk, which may look like an archive as well. */
export function layerOf(head: Uint8Array): Layer | null {
  const { recognised } = detectFormat(head);
  const [layer] = recognised.flatMap((format) => LAYERS[format] ?? []);
  const isDiskAsWell = recognised.some((format) => LAYERS[format] === undefined);
  return layer === undefined || isDiskAsWell ? null : layer;
}

/** The hint for packed content in place of a disk; null for content that is no archive and no compressed file. */
export function hintForPacked(formats: readonly RecognisedFormat[]): string | null {
  const [format, ...others] = formats;
  if (format === undefined || others.length > 0 || !PACKED.has(format)) return null;
  const layer = LAYERS[format];
  const whole =
    'To store the file as it is, set its `container_format`, e.g. `compressed` for a compressed disk or `ova` for an appliance.';
  if (layer === undefined)
    return `reconcile does not unpack ${format}: unpack it yourself, and set the disk as the \`source\`. ${whole}`;
  return `To store its content, set \`decompress: ${layer}\`, or \`auto\` for all its layers (with \`method: upload\`). ${whole}`;
}
