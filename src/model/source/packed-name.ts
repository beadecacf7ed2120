import type { SourceReference } from './source.ts';

/** A packing that a file's name shows; `other`: reconcile does not unpack it. */
export type NamedLayer = 'gz' | 'bz2' | 'xz' | 'lzma' | 'zst' | 'zip' | 'tar' | 'other';

/** Layers by the ending of the name, the outermost first. */
const ENDINGS: readonly (readonly [RegExp, readonly NamedLayer[]])[] = [
  [/\.(?:tar|ova)$/i, ['tar']],
  [/\.(?:tgz|taz)$/i, ['gz', 'tar']],
  [/\.(?:tbz2?|tb2)$/i, ['bz2', 'tar']],
  [/\.txz$/i, ['xz', 'tar']],
  [/\.tlz$/i, ['lzma', 'tar']],
  [/\.tzst$/i, ['zst', 'tar']],
  [/\.(?:gz|gzip)$/i, ['gz']],
  [/\.(?:bz2|bzip2)$/i, ['bz2']],
  [/\.xz$/i, ['xz']],
  [/\.lzma$/i, ['lzma']],
  [/\.(?:zst|zstd)$/i, ['zst']],
  // Also a part of a zip file that was split.
  [/\.(?:zip|z\d\d)$/i, ['zip']],
  [/\.(?:7z|rar|lz|lz4|lzo|cpio|cab|Z)$/, ['other']],
];
const MOST = 4;

/** The layers that a file's name or path shows, the outermost first: `disk.tar.xz` is xz, then tar. */
export function namedLayers(name: string): readonly NamedLayer[] {
  const layers: NamedLayer[] = [];
  for (let rest = name; layers.length < MOST; ) {
    const [ending, named] = ENDINGS.find(([pattern]) => pattern.test(rest)) ?? [];
    if (!ending || !named) break;
    layers.push(...named);
    rest = rest.replace(ending, '');
  }
  return layers;
}

/** An appliance, also compressed. */
const APPLIANCE = /\.ova(?:\.\w+)?$/i;

/**
 * The value of `decompress` for a file with this name or path. A compressed archive counts as an archive: its first bytes
 * show the compression. Null when the name shows no packing, or several that no single value undoes.
 */
export function packingByName(path: string): Exclude<NamedLayer, 'other'> | 'ova' | null {
  const layers = namedLayers(path);
  if (layers.at(-1) === 'tar') return APPLIANCE.test(path) ? 'ova' : 'tar';
  const [only, ...others] = layers;
  return only === undefined || only === 'other' || others.length > 0 ? null : only;
}

/** The path of a file or URL, whose ending may show a packing; undefined for other sources. */
export function nameOfSource(source: SourceReference): string | undefined {
  if (source.kind === 'file') return source.path;
  if (source.kind === 'http') return new URL(source.url).pathname;
  const [first] = source.kind === 'alternatives' ? source.places : [];
  return first && nameOfSource(first);
}
