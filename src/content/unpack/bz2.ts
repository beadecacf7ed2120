import { throughTool } from './tool.ts';
import type { UnpackOptions } from './unpack-options.ts';

/** bzip2's own format, of any number of streams. It tells of bytes behind them, which are refused, by words alone. */
export function unpackBz2(
  source: AsyncIterable<Uint8Array>,
  options: UnpackOptions,
): AsyncIterable<Uint8Array> {
  return throughTool(['bzip2', '--decompress', '--stdout'], source, options);
}
