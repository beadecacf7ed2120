import { throughTool } from './tool.ts';
import type { UnpackOptions } from './unpack-options.ts';

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
