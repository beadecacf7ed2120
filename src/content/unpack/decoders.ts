import { createGunzip } from 'node:zlib';
import { throughTool } from './tool.ts';
import { type UnpackOptions, unpackFailure } from './unpack-failure.ts';

type Engine = ReturnType<typeof createGunzip>;

/** What the two sides of the engine have to know of each other. */
interface Traffic {
  /** It has given its last byte: it takes no more either. */
  ended: boolean;
  /** Nobody wants its bytes any more. */
  over: boolean;
  /** Bytes of the source up to the last one that is not zero. */
  meant: number;
  /** What broke the source. */
  broken: { readonly error: unknown } | null;
}

/**
 * gzip (RFC 1952), of any number of members. Zeros behind them, which fill up a tape or a block, are no part of it, as
 * for gzip itself; other bytes are refused.
 */
export async function* unpackGz(
  source: AsyncIterable<Uint8Array>,
  { label }: UnpackOptions,
): AsyncGenerator<Uint8Array, void, undefined> {
  const engine = createGunzip({ chunkSize: 256 * 1024 });
  const traffic: Traffic = { ended: false, over: false, meant: 0, broken: null };
  const feeding = feed(source, engine, traffic).catch((error: unknown) => {
    traffic.broken = { error };
    engine.destroy();
    throw error;
  });
  // Looked at below; it may fail before that.
  feeding.catch(() => {});
  try {
    for await (const block of engine as AsyncIterable<Buffer>) yield block;
    traffic.ended = true;
  } catch (error) {
    throw traffic.broken === null ? damaged(label, error) : traffic.broken.error;
  } finally {
    traffic.over = !traffic.ended;
    engine.destroy();
  }
  await feeding;
  // It ends by itself, without a word, where zeros follow.
  if (engine.bytesWritten < traffic.meant) {
    throw unpackFailure(label, 'more bytes follow its end', {
      hint: 'The file is damaged, or two files in one.',
    });
  }
}

async function feed(source: AsyncIterable<Uint8Array>, engine: Engine, traffic: Traffic): Promise<void> {
  let taken = 0;
  for await (const block of source) {
    if (traffic.over) return;
    const meant = lengthWithoutZeros(block);
    if (meant > 0) traffic.meant = taken + meant;
    taken += block.length;
    if (!hasEnded(engine) && !engine.write(block)) await hasRoom(engine);
  }
  if (!hasEnded(engine)) engine.end();
}

function hasEnded({ readableEnded, destroyed }: Engine): boolean {
  return readableEnded || destroyed;
}

/** Up to the last byte that is not zero. */
function lengthWithoutZeros(block: Uint8Array): number {
  let length = block.length;
  while (length > 0 && block[length - 1] === 0) length -= 1;
  return length;
}

/** Once it has ended it takes nothing more, and says nothing of it. */
function hasRoom(engine: Engine): Promise<void> {
  const events = ['drain', 'end', 'close', 'error'] as const;
  return new Promise((resolve) => {
    const done = () => {
      for (const event of events) engine.removeListener(event, done);
      resolve();
    };
    for (const event of events) engine.once(event, done);
    if (hasEnded(engine)) done();
  });
}

function damaged(label: string, cause: unknown): Error {
  const why = cause instanceof Error ? cause.message : String(cause);
  return unpackFailure(label, why, { hint: 'The file is damaged or incomplete.', cause });
}

/** bzip2's own format, of any number of streams. It tells of bytes behind them, which are refused, by words alone. */
export function unpackBz2(
  source: AsyncIterable<Uint8Array>,
  options: UnpackOptions,
): AsyncIterable<Uint8Array> {
  return throughTool(['bzip2', '--decompress', '--stdout'], source, options);
}

/** The .xz format (not LZMA alone): the greatest preset wants 65 MiB of memory, and no more than 512 MiB are given. */
export function unpackXz(
  source: AsyncIterable<Uint8Array>,
  options: UnpackOptions,
): AsyncIterable<Uint8Array> {
  const args = [
    '--decompress',
    '--stdout',
    '--format=xz',
    '--threads=1',
    '--memlimit-decompress=512MiB',
  ] as const;
  return throughTool(['xz', ...args], source, options);
}

/** Zstandard: by itself it gives 128 MiB of memory; `--long` of up to 29 wants 512 MiB, and no more are given. */
export function unpackZst(
  source: AsyncIterable<Uint8Array>,
  options: UnpackOptions,
): AsyncIterable<Uint8Array> {
  return throughTool(['zstd', '--decompress', '--stdout', '--quiet', '-M512MB'], source, options);
}

/** Bytes of its header. */
const HEADER = 13;

/** Nobody has made a larger file of this kind. */
const LARGEST = 256n * 1024n ** 3n;
const UNKNOWN_SIZE = 0xffffffffffffffffn;

/** LZMA alone, the format of .lzma files: no digest is in it, so that xz sees only the damage that makes no sense. */
export function unpackLzma(
  source: AsyncIterable<Uint8Array>,
  options: UnpackOptions,
): AsyncIterable<Uint8Array> {
  const args = ['--decompress', '--stdout', '--format=lzma', '--memlimit-decompress=512MiB'] as const;
  return throughTool(['xz', ...args], source, options);
}

/**
 * Whether the first bytes may be a header of LZMA alone, which has no signature: properties, a dictionary of a size
 * that encoders choose (2^n or 2^n + 2^(n-1)), the size of what is in it or that it is unknown (the LZMA SDK,
 * lzma-specification.txt; which sizes are believable, as xz has it). A disk may begin so.
 */
export function mayBeLzma(head: Uint8Array): boolean {
  if (head.length <= HEADER) return false;
  const header = Buffer.from(head.buffer, head.byteOffset, HEADER);
  const dictionary = header.readUInt32LE(1);
  const size = header.readBigUInt64LE(5);
  if (header.readUInt8(0) >= 9 * 5 * 5 || (size !== UNKNOWN_SIZE && size >= LARGEST)) return false;
  const lowest = dictionary & -dictionary;
  return dictionary > 0 && (dictionary === lowest >>> 0 || dictionary === 3 * (lowest >>> 0));
}
