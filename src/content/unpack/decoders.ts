import { createGunzip } from 'node:zlib';
import { unpackFailure } from './unpack-failure.ts';
import type { UnpackOptions } from './unpack-options.ts';

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
