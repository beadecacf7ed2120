import type { Packing } from '../../model/preparation.ts';
import { detectFormat, HEAD_BYTES, type RecognisedFormat } from '../detect-format.ts';
import { largestOutput, limited, outputLimit } from '../output-limit.ts';
import { peek } from '../peek.ts';
import { readOldTarHeader, TAR_BLOCK } from '../safety/tar-header.ts';
import { mayBeLzma, unpackBz2, unpackGz, unpackLzma, unpackXz, unpackZst } from './decoders.ts';
import { unpackTar } from './tar-members.ts';
import { type Unpack, type UnpackOptions, unpackFailure } from './unpack-failure.ts';
import { unpackZip } from './zip.ts';

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

type Layer = 'gz' | 'bz2' | 'xz' | 'lzma' | 'zst' | 'zip' | 'tar';

/** LZMA alone bears no signature. */
const LAYERS: Readonly<Partial<Record<RecognisedFormat, Layer>>> = {
  gzip: 'gz',
  bzip2: 'bz2',
  xz: 'xz',
  zstd: 'zst',
  zip: 'zip',
  tar: 'tar',
};

/** A compressed archive of a compressed disk has three. */
const MOST_LAYERS = 4;

/**
 * Undoes a file's packing. A `gz`, `bz2`, `xz`, `lzma`, `zst` or `zip` is that one layer, whose first bytes must be there. A
 * `tar` or `ova` may be compressed, and so may the disk in it. `auto` undoes whatever the first bytes tell (and, for `lzma` and
 * the oldest kind of tar, the name), layer by layer, an archive with an .ovf as an OVA, and leaves alone what is not
 * packed, unless its name says that it is. What comes out is bounded
 * (`outputLimit`; `size`: the bytes it is known to be). `VerificationError` for what is damaged, is not packed so, or
 * holds no disk or several; `SourceError` for a tool that is missing.
 */
export async function* unpack(
  source: AsyncIterable<Uint8Array>,
  packing: Packing | 'auto',
  asked: Omit<UnpackOptions, 'largest'> & { readonly size: number | null },
): AsyncGenerator<Uint8Array, void, undefined> {
  if (packing === 'none') return yield* source;
  const { label, size } = asked;
  const options = { ...asked, largest: largestOutput(size) };
  let packed = 0;
  async function* counted(): AsyncGenerator<Uint8Array, void, undefined> {
    for await (const block of source) {
      packed += block.length;
      yield block;
    }
  }
  const limit = () => outputLimit(packed, size);
  const peel = (layer: Layer, stream: AsyncIterable<Uint8Array>, archive: 'tar' | 'ova' = 'tar') =>
    limited(unpackLayer(layer, stream, options, archive), limit, label);

  if (packing !== 'auto' && packing !== 'tar' && packing !== 'ova') {
    const { head, whole } = await peek(counted(), HEAD_BYTES);
    const isKnown = detectFormat(head).recognised.some((format) => LAYERS[format] === packing);
    const isPackedSo = packing === 'lzma' ? mayBeLzma(head) : isKnown;
    if (!isPackedSo) throw otherPacking(label, packing, head);
    return yield* peel(packing, whole);
  }

  let stream: AsyncIterable<Uint8Array> = counted();
  let sawArchive = packing === 'auto';
  let named = packing === 'auto' ? namedLayers(options.name ?? '') : [];
  for (let depth = 0; ; depth += 1) {
    const { head, whole } = await peek(stream, HEAD_BYTES);
    const isArchive = named.includes('tar') || !sawArchive;
    const layer =
      layerOf(head) ??
      (depth === 0 && isLzma(head, options) ? 'lzma' : null) ??
      (isArchive && isOldTar(head) ? 'tar' : null);
    if (layer === null && !sawArchive) throw otherPacking(label, packing, head);
    if (layer === null && named.length > 0 && !isDiskFormat(head)) throw notAsNamed(named, label, head);
    if (layer === null) return yield* whole;
    if (depth === MOST_LAYERS) throw unpackFailure(label, `it is packed more than ${MOST_LAYERS} times`);
    sawArchive ||= layer === 'tar';
    named = withoutLayer(named, layer);
    stream = peel(layer, whole, packing === 'ova' ? 'ova' : 'tar');
  }
}

const COMPRESSIONS: Readonly<Record<Exclude<Layer, 'tar'>, Unpack>> = {
  gz: unpackGz,
  bz2: unpackBz2,
  xz: unpackXz,
  lzma: unpackLzma,
  zst: unpackZst,
  zip: unpackZip,
};

function unpackLayer(
  layer: Layer,
  stream: AsyncIterable<Uint8Array>,
  options: UnpackOptions,
  archive: 'tar' | 'ova',
): AsyncIterable<Uint8Array> {
  return layer === 'tar' ? unpackTar(stream, options, archive) : COMPRESSIONS[layer](stream, options);
}

/** An image may hold what looks like the beginning of an archive: a disk's own signature counts first. */
function layerOf(head: Uint8Array): Layer | null {
  const [first, ...others] = detectFormat(head).recognised;
  if (first === undefined) return null;
  const [layer] = [first, ...others].flatMap((format) => LAYERS[format] ?? []);
  const isDiskAsWell = [first, ...others].some((format) => LAYERS[format] === undefined);
  return layer === undefined || isDiskAsWell ? null : layer;
}

/** Its header is no more than plausible, so that name and header must both say so. */
function isLzma(head: Uint8Array, { name = '' }: UnpackOptions): boolean {
  return /\.(?:lzma|tlz)$/i.test(name) && detectFormat(head).recognised.length === 0 && mayBeLzma(head);
}

/** It has no signature: only where an archive is meant to be. */
function isOldTar(head: Uint8Array): boolean {
  const block = Buffer.from(head.buffer, head.byteOffset, Math.min(head.length, TAR_BLOCK));
  return detectFormat(head).recognised.length === 0 && readOldTarHeader(block) !== null;
}

/** By a signature of its own: what bears none counts as raw. */
function isDiskFormat(head: Uint8Array): boolean {
  const { diskFormat } = detectFormat(head);
  return diskFormat !== null && diskFormat !== 'raw';
}

/** An archive that is not recognised would be published as the disk that it is not. */
function notAsNamed([layer]: readonly NamedLayer[], label: string, head: Uint8Array): Error {
  const what = layer === 'other' ? 'in a way that cannot be undone here' : `as ${layer}`;
  return unpackFailure(
    label,
    `its name says that it is packed ${what}, but its first bytes are ${firstBytes(head)}`,
    {
      hint: 'It may be a part of an archive, or damaged. If it is packed in another way, unpack it yourself, or say how in `decompress`; if it is not packed at all, say `decompress: none`.',
    },
  );
}

function otherPacking(label: string, packing: Packing | 'auto', head: Uint8Array): Error {
  return unpackFailure(label, `it is declared ${packing}, but its first bytes are ${firstBytes(head)}`, {
    hint: 'Correct `decompress`, or say `decompress: auto`.',
  });
}

function firstBytes(head: Uint8Array): string {
  const [found] = detectFormat(head).recognised;
  return found === undefined ? 'of nothing that is known' : `those of ${found}`;
}
