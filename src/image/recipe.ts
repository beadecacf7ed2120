import { createHash } from 'node:crypto';
import type { Preparation } from '../model/preparation.ts';

/**
 * Whether the stored bytes are those that the given digests and size describe: nothing is done with them, or they are
 * unpacked alone and that is what the digests are of.
 */
export function storesDigestedBytes(preparation: Preparation | null): boolean {
  if (preparation === null) return true;
  const { digestsCover, transform, convert } = preparation;
  return digestsCover === 'decompressed' && !transform && !convert;
}

/**
 * A short name of what is done with the bytes that the digests are of, as images record it; null where those are the
 * stored ones. Another recipe makes other content.
 */
export function recipeOf(preparation: Preparation | null): string | null {
  if (preparation === null || storesDigestedBytes(preparation)) return null;
  const { decompress, digestsCover, transform = null, convert } = preparation;
  const isUnpacked = decompress !== 'none';
  const recipe = JSON.stringify([isUnpacked, digestsCover, transform, convert?.to ?? null]);
  return createHash('sha256').update(recipe).digest('hex').slice(0, 8);
}

/** Where nothing is done but to unpack what is packed: a file that is not stays as it is. */
export function mayKeepBytes({ decompress, transform, convert }: Preparation): boolean {
  return decompress === 'auto' && !transform && !convert;
}
