import type { Image } from '../model/image.ts';
import type { CallOptions } from './call.ts';
import type { Glance } from './client.ts';
import type { ImageFilter } from './filter.ts';

/** A property, and a value to look for in it. */
export interface Identifier {
  readonly property: string;
  readonly value: string;
}

/** With fewer identifiers, asking for each takes no longer. */
export const WALK_FROM = 10;

/**
 * Images to look through for each identifier at most. Glance 25.1 makes about six images of a listing in the time of one
 * request for an identifier that no image has, and each identifier takes two.
 */
const IMAGES_PER_IDENTIFIER = 4;

const LARGEST_PAGE = 1000;

/**
 * The images that have one of the identifiers, found by looking through all images of the filters: Glance can ask for one
 * value of a property at a time only. Null when the cloud has too many images for that: then ask for each identifier.
 */
export async function walkImages(
  glance: Glance,
  filters: readonly ImageFilter[],
  identifiers: readonly Identifier[],
  options: CallOptions,
): Promise<readonly Image[] | null> {
  const isWanted = hasOneOf(identifiers);
  const pageSize = Math.min(LARGEST_PAGE, identifiers.length * IMAGES_PER_IDENTIFIER + 1);
  let left = identifiers.length * IMAGES_PER_IDENTIFIER;
  const found: Image[] = [];
  await Promise.all(
    filters.map(async (filter) => {
      for await (const image of glance.images.list({ ...filter, pageSize }, options)) {
        if (--left < 0) return;
        if (isWanted(image)) found.push(image);
      }
    }),
  );
  return left < 0 ? null : found;
}

/** Whether an image has one of the identifiers. */
export function hasOneOf(identifiers: readonly Identifier[]): (image: Image) => boolean {
  const values = new Map<string, Set<string | undefined>>();
  for (const { property, value } of identifiers) {
    const known = values.get(property) ?? new Set();
    values.set(property, known.add(value));
  }
  return ({ properties }) => [...values].some(([property, wanted]) => wanted.has(properties[property]));
}
