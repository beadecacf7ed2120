import type { Packing } from '../../model/preparation.ts';
import { type NamedLayer, namedLayers } from '../../model/source/packed-name.ts';
import { detectFormat, HEAD_BYTES } from '../detect-format.ts';
import { isWebPage, webPage } from '../html-page.ts';
import { largestOutput, limited, outputLimit } from '../output-limit.ts';
import { LAYERS, type Layer, layerOf } from '../packed-content.ts';
import { peek } from '../peek.ts';
import { readOldTarHeader, TAR_BLOCK } from '../safety/tar-header.ts';
import { mayBeLzma, unpackBz2, unpackGz, unpackLzma, unpackXz, unpackZst } from './decoders.ts';
import { unpackTar } from './tar-members.ts';
import { memberName, type Unpack, type UnpackOptions, unpackFailure } from './unpack-failure.ts';
import { unpackZip } from './zip.ts';

/** The layers that remain after this one, whether or not the name shows it. */
function withoutLayer(layers: readonly NamedLayer[], undone: NamedLayer): readonly NamedLayer[] {
  return layers.slice(layers.indexOf(undone) + 1 || 1);
}

/** A compressed archive of a compressed disk has three layers. */
const MOST_LAYERS = 4;

/**
 * Undoes a file's packing. `gz`, `bz2`, `xz`, `lzma`, `zst` and `zip` undo that one layer, whose first bytes must be
 * there. With `tar` and `ova`, the archive may be compressed, and so may the disk in it. `auto` undoes layer by layer:
 * the first bytes decide, for `lzma` and the oldest kind of tar also the name; an archive with an .ovf counts as an OVA.
 * `auto` passes other files on unchanged, unless the name shows a packing. `choice` chooses from the outermost archive.
 * The output is limited (`outputLimit`; `size`: its known bytes). `VerificationError` for a file that is damaged, is
 * packed in another way, or has no disk or several, and for an HTML page; `SourceError` for a missing tool.
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
  let choice = asked.choice;
  const peel = (layer: Layer, stream: AsyncIterable<Uint8Array>, archive: 'tar' | 'ova' = 'tar') => {
    const chosen = { ...options, choice };
    if (layer === 'tar' || layer === 'zip') choice = undefined;
    return limited(unpackLayer(layer, stream, chosen, archive), limit, label);
  };

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
    if (layer === null && choice?.member !== undefined) throw noArchive(label, choice.member, head);
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
  if (isWebPage(head)) return webPage(label);
  const packed = layer === 'other' ? 'that reconcile cannot undo' : `(${layer})`;
  return unpackFailure(
    label,
    `its name shows a packing ${packed}, but its first bytes are ${firstBytes(head)}`,
    {
      hint: 'It may be damaged, or a part of an archive. If it is packed in another way, set `decompress`, or unpack it yourself; if it is not packed at all, set `decompress: none`.',
    },
  );
}

function noArchive(label: string, member: string, head: Uint8Array): Error {
  if (isWebPage(head)) return webPage(label);
  return unpackFailure(
    label,
    `\`member\` is ${memberName(member)}, but it is no archive: its first bytes are ${firstBytes(head)}`,
    { hint: 'Remove `member`, or set the archive as the `source`.' },
  );
}

function otherPacking(label: string, packing: Packing | 'auto', head: Uint8Array): Error {
  if (isWebPage(head)) return webPage(label);
  return unpackFailure(label, `it is declared ${packing}, but its first bytes are ${firstBytes(head)}`, {
    hint: 'Correct `decompress`, or set `decompress: auto`.',
  });
}

function firstBytes(head: Uint8Array): string {
  const [found] = detectFormat(head).recognised;
  return found === undefined ? 'of no known format' : `those of ${found}`;
}
