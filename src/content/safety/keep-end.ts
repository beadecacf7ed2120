import { TAIL_BYTES } from './reading.ts';

/** The last {@link TAIL_BYTES} bytes of a stream, in as little work for tiny blocks as for large ones. */
export interface EndKeeper {
  update(block: Buffer): void;
  /** A copy; shorter only when the stream is. */
  bytes(): Buffer;
  clear(): void;
}

export function keepEnd(): EndKeeper {
  const kept = Buffer.alloc(8 * TAIL_BYTES);
  let filled = 0;
  return {
    update(block) {
      const last = block.subarray(-TAIL_BYTES);
      if (filled + last.length > kept.length) {
        kept.copyWithin(0, filled - TAIL_BYTES, filled);
        filled = TAIL_BYTES;
      }
      filled += last.copy(kept, filled);
    },
    bytes: () => Buffer.from(kept.subarray(Math.max(0, filled - TAIL_BYTES), filled)),
    clear() {
      filled = 0;
    },
  };
}
