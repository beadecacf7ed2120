import type { Readable } from 'node:stream';

/** Output that was kept of one or more streams. */
export interface KeptOutput {
  readonly bytes: Buffer;
  /** True when bytes before the kept end were dropped. */
  readonly isCut: boolean;
}

/**
 * Reads streams to their end, merged in the order in which their blocks arrive, and keeps the last `most` bytes.
 * The function that is returned gives the bytes that have arrived so far. Errors of a stream are ignored: how the
 * program ended explains them.
 */
export function keepLast(streams: readonly Readable[], most: number): () => KeptOutput {
  let bytes: Buffer = Buffer.alloc(0);
  let isCut = false;
  function keep(block: Buffer): void {
    const all = Buffer.concat([bytes, block]);
    isCut ||= all.length > most;
    bytes = all.subarray(-most);
  }
  for (const stream of streams) stream.on('data', keep).on('error', () => {});
  return () => ({ bytes, isCut });
}

/** Reads a stream to its end and keeps its first and its last `most` bytes as text; `…` stands for the middle. */
export function keepBothEnds(stream: Readable, most: number): () => string {
  let beginning: Buffer = Buffer.alloc(0);
  let end: Buffer = Buffer.alloc(0);
  let isCut = false;
  stream.on('error', () => {});
  stream.on('data', (block: Buffer) => {
    const room = most - beginning.length;
    beginning = Buffer.concat([beginning, block.subarray(0, room)]);
    const rest = Buffer.concat([end, block.subarray(room)]);
    isCut ||= rest.length > most;
    end = rest.subarray(-most);
  });
  return () => `${beginning.toString('utf8')}${isCut ? '\n…\n' : ''}${end.toString('utf8')}`;
}
