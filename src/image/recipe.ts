import { createHash } from 'node:crypto';
import { detectsPacking, type Preparable, type Preparation, preparationOf } from '../model/preparation.ts';

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
  const { decompress, digestsCover, member, transform = null, convert } = preparation;
  const isUnpacked = decompress !== 'none';
  const parts = [isUnpacked, digestsCover, transform, convert?.to ?? null];
  // Recipes without a member stay what they were before there were members.
  const recipe = JSON.stringify(member === undefined ? parts : [...parts, member]);
  return createHash('sha256').update(recipe).digest('hex').slice(0, 8);
}

/**
 * The recipe of the same image if the content turns out otherwise than the plan assumes: packed although no name shows
 * it, or not packed although `decompress` is `auto`. Undefined where the file leaves nothing open.
 */
export function otherRecipe(image: Preparable): string | null | undefined {
  const preparation = preparationOf(image);
  if (detectsPacking(image)) return recipeOf(unpacked(preparation));
  if (preparation?.decompress !== 'auto' || preparation.member !== undefined) return undefined;
  const { transform, convert } = preparation;
  return transform || convert ? recipeOf({ ...preparation, decompress: 'none' }) : null;
}

/** The preparation of content whose first bytes show that it is packed. */
export function unpacked(preparation: Preparation | null): Preparation {
  return { digestsCover: 'source', ...preparation, decompress: 'auto' };
}

/** Whether the stored bytes may be the source's own: `decompress: auto` keeps a file that is not packed. */
export function mayKeepBytes({ decompress, member, transform, convert }: Preparation): boolean {
  return decompress === 'auto' && member === undefined && !transform && !convert;
}
