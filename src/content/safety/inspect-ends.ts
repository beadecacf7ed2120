import type { ImageInspector } from './inspect-image.ts';
import { TAIL_BYTES } from './reading.ts';

/**
 * Shows an inspector content that can be read from any byte on: the beginning, as far as the inspector needs it, and the
 * end. `size` is that of the whole content. Returns the byte at which the content ended.
 */
export async function inspectEnds(
  inspect: ImageInspector,
  size: number,
  read: (offset: number) => AsyncIterable<Uint8Array>,
): Promise<number> {
  const end = size - TAIL_BYTES;
  let at = 0;
  let canSkip = false;
  for await (const block of read(0)) {
    inspect.update(block);
    at += block.length;
    canSkip = inspect.wantsOnlyTheEnd && at < end;
    if (canSkip) break;
  }
  if (!canSkip) return at;
  inspect.skipTo(end);
  at = end;
  for await (const block of read(end)) {
    inspect.update(block);
    at += block.length;
  }
  return at;
}
