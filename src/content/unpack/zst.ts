import { throughTool } from './tool.ts';
import type { UnpackOptions } from './unpack-options.ts';

/** Zstandard: by itself it gives 128 MiB of memory; `--long` of up to 29 wants 512 MiB, and no more are given. */
export function unpackZst(
  source: AsyncIterable<Uint8Array>,
  options: UnpackOptions,
): AsyncIterable<Uint8Array> {
  return throughTool(['zstd', '--decompress', '--stdout', '--quiet', '-M512MB'], source, options);
}
