import type { Packing } from '../../model/preparation.ts';
import { detectFormat, HEAD_BYTES, type RecognisedFormat } from '../detect-format.ts';
import { largestOutput, limited, outputLimit } from '../output-limit.ts';
import { peek } from '../peek.ts';
import { readOldTarHeader, TAR_BLOCK } from '../safety/tar-header.ts';
import { mayBeLzma, unpackBz2, unpackGz, unpackLzma, unpackXz, unpackZst } from './decoders.ts';
import { unpackTar } from './tar-members.ts';
import { type Unpack, type UnpackOptions, unpackFailure } from './unpack-failure.ts';
import { unpackZip } from './zip.ts';

/** A packing that a file's name shows; `other`: reconcile does not unpack it. */
type NamedLayer = 'gz' | 'bz2' | 'xz' | 'lzma' | 'zst' | 'zip' | 'tar' | 'other';

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

/** The layers that remain after this one, whether or not the name shows it. */
function withoutLayer(layers: readonly NamedLayer[], undone: NamedLayer): readonly NamedLayer[] {
  return layers.slice(layers.indexOf(undone) + 1 || 1);
}

type Layer = 'gz' | 'bz2' | 'xz' | 'lzma' | 'zst' | 'zip' | 'tar';

/** Layers by signature; only LZMA has none. */
const LAYERS: Readonly<Partial<Record<RecognisedFormat, Layer>>> = {
  gzip: 'gz',
  bzip2: 'bz2',
  xz: 'xz',
  zstd: 'zst',
  zip: 'zip',
  tar: 'tar',
};

/** A compressed archive of a compressed disk has three layers. */
const MOST_LAYERS = 4;

/**
 * Undoes a file's packing. `gz`, `bz2`, `xz`, `lzma`, `zst` and `zip` undo that one layer, whose first bytes must be
 * there. With `tar` and `ova`, the archive may be compressed, and so may the disk in it. `auto` undoes layer by layer:
 * the first bytes decide, for `lzma` and the oldest kind of tar also the name; an archive with an .ovf counts as an OVA.
 * `auto` passes other files on unchanged, unless the name shows a packing. The output is limited (`outputLimit`; `size`:
 * its known bytes). `VerificationError` for a file that is damaged, is packed in another way, or has no disk or several;
 * `SourceError` for a missing tool.
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

/** The packing that the first bytes show; null for a disk, which may look like an archive as well. */
function layerOf(head: Uint8Array): Layer | null {
  const [first, ...others] = detectFormat(head).recognised;
  if (first === undefined) return null;
  const [layer] = [first, ...others].flatMap((format) => LAYERS[format] ?? []);
  const isDiskAsWell = [first, ...others].some((format) => LAYERS[format] === undefined);
  return layer === undefined || isDiskAsWell ? null : layer;
}

/** A .lzma header is only plausible, never certain, so the name must agree. */
function isLzma(head: Uint8Array, { name = '' }: UnpackOptions): boolean {
  return /\.(?:lzma|tlz)$/i.test(name) && detectFormat(head).recognised.length === 0 && mayBeLzma(head);
}

/** The oldest tar has no signature, so this is asked only where an archive is expected. */
function isOldTar(head: Uint8Array): boolean {
  const block = Buffer.from(head.buffer, head.byteOffset, Math.min(head.length, TAR_BLOCK));
  return detectFormat(head).recognised.length === 0 && readOldTarHeader(block) !== null;
}

/** Whether the bytes have a disk format's signature; content without a signature counts as raw. */
function isDiskFormat(head: Uint8Array): boolean {
  const { diskFormat } = detectFormat(head);
  return diskFormat !== null && diskFormat !== 'raw';
}

/** Without this error, an unrecognised archive would be published as a raw disk. */
function notAsNamed([layer]: readonly NamedLayer[], label: string, head: Uint8Array): Error {
  const packed = layer === 'other' ? 'that reconcile cannot undo' : `(${layer})`;
  return unpackFailure(
    label,
    `its name shows a packing ${packed}, but its first bytes are ${firstBytes(head)}`,
    {
      hint: 'It may be damaged, or a part of an archive. If it is packed in another way, set `decompress`, or unpack it yourself; if it is not packed at all, set `decompress: none`.',
    },
  );
}

function otherPacking(label: string, packing: Packing | 'auto', head: Uint8Array): Error {
  return unpackFailure(label, `it is declared ${packing}, but its first bytes are ${firstBytes(head)}`, {
    hint: 'Correct `decompress`, or set `decompress: auto`.',
  });
}

function firstBytes(head: Uint8Array): string {
  const [found] = detectFormat(head).recognised;
  return found === undefined ? 'of no known format' : `those of ${found}`;
}
