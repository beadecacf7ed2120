import type { Packing } from '../model/preparation.ts';

/** Ends of file names. A compressed archive counts as an archive: its first bytes show the compression. */
const PACKED: readonly (readonly [RegExp, Packing])[] = [
  [/\.ova(?:\.(?:gz|bz2|xz|zst))?$/i, 'ova'],
  [/\.(?:tar(?:\.(?:gz|bz2|xz|zst|lzma))?|tgz|tbz2?|txz|tzst|tlz)$/i, 'tar'],
  [/\.gz$/i, 'gz'],
  [/\.bz2$/i, 'bz2'],
  [/\.xz$/i, 'xz'],
  [/\.lzma$/i, 'lzma'],
  [/\.zst$/i, 'zst'],
  [/\.zip$/i, 'zip'],
];

/** How a file is packed, by its name or the path of its URL; null when the name does not say. */
export function packingByName(path: string): Packing | null {
  return PACKED.find(([end]) => end.test(path))?.[1] ?? null;
}
