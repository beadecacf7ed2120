/** How a file's name says that it is packed; `other`: in a way that is not undone here. */
export type NamedLayer = 'gz' | 'bz2' | 'xz' | 'lzma' | 'zst' | 'zip' | 'tar' | 'other';

/** Layers by ending, the outermost first. */
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
  // Also a part of one that is cut in pieces.
  [/\.(?:zip|z\d\d)$/i, ['zip']],
  [/\.(?:7z|rar|lz|lz4|lzo|cpio|cab|Z)$/, ['other']],
];

const MOST = 4;

/** What a file's name, or its path, says of its layers, the outermost first: `disk.tar.xz` is xz, then tar. */
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

/** What is still to be undone once a layer is, whether or not the name told of it. */
export function withoutLayer(layers: readonly NamedLayer[], undone: NamedLayer): readonly NamedLayer[] {
  return layers.slice(layers.indexOf(undone) + 1 || 1);
}
