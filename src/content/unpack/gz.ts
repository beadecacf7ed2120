import { pipeline, Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { unpackFailure } from './unpack-failure.ts';
import type { UnpackOptions } from './unpack-options.ts';

/** gzip (RFC 1952), of any number of members; bytes behind them are refused. */
export async function* unpackGz(
  source: AsyncIterable<Uint8Array>,
  { label }: UnpackOptions,
): AsyncGenerator<Uint8Array, void, undefined> {
  const engine = createGunzip({ chunkSize: 256 * 1024 });
  let taken = 0;
  let broken: { readonly error: unknown } | null = null;

  async function* counted(): AsyncGenerator<Uint8Array, void, undefined> {
    try {
      for await (const block of source) {
        taken += block.length;
        yield block;
      }
    } catch (error) {
      broken = { error };
      throw error;
    }
  }

  const packed = Readable.from(counted());
  // What breaks is seen by whoever iterates the engine.
  pipeline(packed, engine, () => {});
  try {
    for await (const block of engine as AsyncIterable<Buffer>) yield block;
  } catch (error) {
    throw broken === null ? damaged(label, error) : (broken as { readonly error: unknown }).error;
  } finally {
    packed.destroy();
  }
  // It ends by itself, without a word, where what follows does not begin as a member does.
  if (engine.bytesWritten < taken) {
    throw unpackFailure(label, 'more bytes follow its end', {
      hint: 'The file is damaged, or two files in one.',
    });
  }
}

function damaged(label: string, cause: unknown): Error {
  const why = cause instanceof Error ? cause.message : String(cause);
  return unpackFailure(label, why, { hint: 'The file is damaged or incomplete.', cause });
}
