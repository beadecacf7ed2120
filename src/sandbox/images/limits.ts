import { badRequest, tooLarge } from './errors.ts';

/** Glance's default quota of tags, of custom properties and of members of one image. */
const QUOTA = 128;
/** The largest number that fits the database's columns for min_disk and min_ram. */
const MAX_INTEGER = 2_147_483_647;

export const RESERVED_PREFIX = 'os_glance';

/** Throws 413 for more tags than the quota. */
export function checkTagCount(tags: readonly string[]): void {
  const attempted = new Set(tags).size;
  if (attempted > QUOTA) throw tooLarge(tagLimit(attempted));
}

/** Glance’s message for more tags than the quota. */
export function tagLimit(attempted: number): string {
  return `The limit has been exceeded on the number of allowed image tags. Attempted: ${attempted}, Maximum: ${QUOTA}`;
}

/** Whether a list of tags, with repetitions, is longer than the quota. */
export function tagsExceed(tags: readonly string[]): boolean {
  return tags.length > QUOTA;
}

/** Throws 413 for more custom properties than the quota. */
export function checkPropertyCount(properties: Readonly<Record<string, unknown>>): void {
  const attempted = Object.keys(properties).filter((name) => !name.startsWith(RESERVED_PREFIX)).length;
  if (attempted > QUOTA) {
    throw tooLarge(
      `The limit has been exceeded on the number of allowed image properties. Attempted: ${attempted}, Maximum: ${QUOTA}`,
    );
  }
}

/** Throws 413 for more members than the quota. */
export function checkMemberCount(imageId: string, attempted: number): void {
  if (attempted > QUOTA) {
    throw tooLarge(
      `Image member limit exceeded for image ${imageId}: The limit has been exceeded on the number of allowed ` +
        `image members for this image. Attempted: ${attempted}, Maximum: ${QUOTA}:`,
    );
  }
}

/** Throws 400 for a negative min_disk or min_ram. */
export function checkNotNegative(name: 'min_disk' | 'min_ram', value: number): void {
  if (value < 0)
    throw badRequest(`Invalid value '${value}' for parameter '${name}': Cannot be a negative value`);
}

/** Characters beyond the basic plane, which Glance's database may be unable to store. */
const BEYOND_BASIC_PLANE = /[\u{10000}-\u{10FFFF}]/u;

/** 400 when a name, a property or a tag contains a character of four bytes in UTF-8. */
export function checkCharacters(image: {
  readonly name: string | null;
  readonly properties: Readonly<Record<string, string | null>>;
  readonly tags: readonly string[];
}): void {
  for (const [name, value] of Object.entries({ name: image.name, ...image.properties })) {
    if (BEYOND_BASIC_PLANE.test(name)) throw badRequest("Property names can't contain 4 byte unicode.");
    if (BEYOND_BASIC_PLANE.test(value ?? '')) {
      throw badRequest(`${titled(name)} can't contain 4 byte unicode characters.`);
    }
  }
  if (image.tags.some((tag) => BEYOND_BASIC_PLANE.test(tag))) {
    throw badRequest("Param values can't contain 4 byte unicode.");
  }
}

function titled(name: string): string {
  return name.replace(/[a-z]+/gi, (word) => word.charAt(0).toUpperCase() + word.slice(1).toLowerCase());
}

/** Throws 400 for a min_disk or min_ram that the database cannot store. */
export function checkInRange(image: { readonly min_disk: number; readonly min_ram: number }): void {
  for (const name of ['min_disk', 'min_ram'] as const) {
    if (image[name] > MAX_INTEGER) {
      throw badRequest(`'${name}' value out of range, must not exceed ${MAX_INTEGER}.`);
    }
  }
}
