/** Pieces of at least this length pass uncopied; shorter pieces are gathered. */
const WORTH_ITS_OWN = 16 * 1024;
const GATHERED = 64 * 1024;

/**
 * Passes the bytes on in blocks of at most `largest` bytes and, as a rule, not much under 16 KiB. Long pieces are cut
 * without copying, short pieces are gathered. Never yields an empty block. Keeps at most one block back.
 */
export async function* rechunk(
  source: AsyncIterable<Uint8Array>,
  largest: number,
): AsyncGenerator<Uint8Array, void, undefined> {
  const capacity = Math.min(GATHERED, largest);
  const longEnough = Math.min(WORTH_ITS_OWN, largest);
  let gathered = Buffer.alloc(0);
  let filled = 0;

  for await (const piece of source) {
    let rest = piece;
    while (rest.length > 0) {
      if (rest.length >= longEnough) {
        if (filled > 0) yield gathered.subarray(0, filled);
        filled = 0;
        yield rest.subarray(0, largest);
        rest = rest.subarray(largest);
        continue;
      }
      // The reader owns a block that it got: gather into a new one.
      if (filled === 0) gathered = Buffer.allocUnsafeSlow(capacity);
      const taken = rest.subarray(0, capacity - filled);
      gathered.set(taken, filled);
      filled += taken.length;
      rest = rest.subarray(taken.length);
      if (filled < capacity) continue;
      yield gathered;
      filled = 0;
    }
  }
  if (filled > 0) yield gathered.subarray(0, filled);
}
