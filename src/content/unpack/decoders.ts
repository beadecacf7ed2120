import { createGunzip } from 'node:zlib';
import { filterThrough, hasRoom } from '../../tool/filter.ts';
import { missingTool, TOOL_ENVIRONMENT } from '../../tool/known-tools.ts';
import { type UnpackOptions, unpackFailure } from './unpack-failure.ts';

type Engine = ReturnType<typeof createGunzip>;

/** What the input and the output side of the engine share. */
interface Traffic {
  /** The engine has given its last byte, so it takes no more input. */
  ended: boolean;
  /** The reader has left. */
  over: boolean;
  /** Length of the source up to its last byte that is not zero. */
  meant: number;
  /** The error that broke the source. */
  broken: { readonly error: unknown } | null;
}

/**
 * gzip (RFC 1952), with any number of members. Like gzip itself, it ignores zeros behind the last member, which fill up
 * a tape or a block; other bytes there are refused.
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
  // Awaited below; it may fail before that.
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
  // Where zeros follow, the engine ends without an error.
  if (engine.bytesWritten < traffic.meant) {
    throw unpackFailure(label, 'more bytes follow its end', {
      hint: 'The file is damaged, or two files were joined.',
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
    // An engine that has ended takes no more input, and emits no event for that.
    if (!hasEnded(engine) && !engine.write(block) && !hasEnded(engine)) await hasRoom(engine);
  }
  if (!hasEnded(engine)) engine.end();
}

function hasEnded({ readableEnded, destroyed }: Engine): boolean {
  return readableEnded || destroyed;
}

/** The block's length up to its last byte that is not zero. */
function lengthWithoutZeros(block: Uint8Array): number {
  let length = block.length;
  while (length > 0 && block[length - 1] === 0) length -= 1;
  return length;
}

function damaged(label: string, cause: unknown): Error {
  const why = cause instanceof Error ? cause.message : String(cause);
  return unpackFailure(label, why, { hint: 'The file is damaged or incomplete.', cause });
}

/** Characters of a tool's message that a failure quotes. */
const LONGEST_QUOTE = 200;

/** Unpacks with a maintained tool as a filter. Any message on its standard error counts as a failure. */
async function* throughTool(
  [name, ...args]: readonly [string, ...string[]],
  source: AsyncIterable<Uint8Array>,
  { label, signal }: UnpackOptions,
): AsyncGenerator<Uint8Array, void, undefined> {
  yield* filterThrough([name, ...args], source, {
    env: TOOL_ENVIRONMENT,
    signal,
    silent: true,
    failed: ({ why, said }) => {
      const [words = ''] = said.split('\n').filter((line) => line.trim() !== '');
      return unpackFailure(label, words === '' ? `${name} ${why}` : words.trim().slice(0, LONGEST_QUOTE), {
        hint: 'The file is damaged or incomplete, or its name does not match its packing.',
      });
    },
    missing: () => missingTool(name),
  });
}

/** bzip2's own format, with any number of streams. The tool only warns of bytes behind them, which are refused. */
export function unpackBz2(
  source: AsyncIterable<Uint8Array>,
  options: UnpackOptions,
): AsyncIterable<Uint8Array> {
  return throughTool(['bzip2', '--decompress', '--stdout'], source, options);
}

/** The .xz format (not raw LZMA). The highest preset needs 65 MiB of memory; xz gets up to 512 MiB. */
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

/** Zstandard. The tool's own limit is 128 MiB of memory; files made with `--long` up to 29 need 512 MiB, the limit here. */
export function unpackZst(
  source: AsyncIterable<Uint8Array>,
  options: UnpackOptions,
): AsyncIterable<Uint8Array> {
  return throughTool(['zstd', '--decompress', '--stdout', '--quiet', '-M512MB'], source, options);
}

/** Bytes of the header of a .lzma file. */
const LZMA_HEADER = 13;
/** Larger sizes in the header are not believable. */
const LARGEST = 256n * 1024n ** 3n;
const UNKNOWN_SIZE = 0xffffffffffffffffn;

/** The format of .lzma files. It holds no digest, so xz notices only damage that makes the data invalid. */
export function unpackLzma(
  source: AsyncIterable<Uint8Array>,
  options: UnpackOptions,
): AsyncIterable<Uint8Array> {
  const args = ['--decompress', '--stdout', '--format=lzma', '--memlimit-decompress=512MiB'] as const;
  return throughTool(['xz', ...args], source, options);
}

/**
 * Whether the first bytes may be the header of a .lzma file, which has no signature: properties, a dictionary of a
 * size that encoders choose (2^n or 2^n + 2^(n-1)), and the unpacked size or its mark for unknown (the LZMA SDK,
 * lzma-specification.txt; xz decides which sizes are believable). A disk may begin with such bytes too.
 */
export function mayBeLzma(head: Uint8Array): boolean {
  if (head.length <= LZMA_HEADER) return false;
  const header = Buffer.from(head.buffer, head.byteOffset, LZMA_HEADER);
  const dictionary = header.readUInt32LE(1);
  const size = header.readBigUInt64LE(5);
  if (header.readUInt8(0) >= 9 * 5 * 5 || (size !== UNKNOWN_SIZE && size >= LARGEST)) return false;
  const lowest = dictionary & -dictionary;
  return dictionary > 0 && (dictionary === lowest >>> 0 || dictionary === 3 * (lowest >>> 0));
}
