import { createHash } from 'node:crypto';
import type { Preparation } from '../model/preparation.ts';

/**
 * Whether the given digests and size describe the stored bytes: the bytes are not prepared, or they are only unpacked and
 * the digests describe the unpacked bytes.
 */
export function storesDigestedBytes(preparation: Preparation | null): boolean {
  if (preparation === null) return true;
  const { digestsCover, transform, convert } = preparation;
  return digestsCover === 'decompressed' && !transform && !convert;
}

/**
 * A short digest of a preparation, as images record it; null if the given digests describe the stored bytes. Another
 * recipe makes other content.
 */
export function recipeOf(preparation: Preparation | null): string | null {
  if (preparation === null || storesDigestedBytes(preparation)) return null;
  const { decompress, digestsCover, transform = null, convert } = preparation;
  const isUnpacked = decompress !== 'none';
  const recipe = JSON.stringify([isUnpacked, digestsCover, transform, convert?.to ?? null]);
  return createHash('sha256').update(recipe).digest('hex').slice(0, 8);
}

/** Whether the stored bytes may be the source's own: `decompress: auto` keeps a file that is not packed. */
export function mayKeepBytes({ decompress, transform, convert }: Preparation): boolean {
  return decompress === 'auto' && !transform && !convert;
}
