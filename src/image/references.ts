import { type Image, ownValue } from '../model/image.ts';
import { isBookkeeping, readMarkers } from './markers.ts';

/** The properties by which any image refers to another: Nova boots with these images (Glance, `schema-image.json`). */
export const ID_PROPERTIES = ['kernel_id', 'ramdisk_id'] as const;

/** A property of an image, and the id in it, in lower case. */
export interface NamedId {
  readonly property: string;
  readonly id: string;
}

/**
 * The ids of other images in an image's properties. On our stack's images, any property counts; on others only
 * {@link ID_PROPERTIES}, because a server's snapshot notes the server's image as well.
 */
export function namedIds(image: Image, stack: string): readonly NamedId[] {
  const isOurs = readMarkers(image)?.stack === stack;
  const properties = isOurs
    ? Object.keys(image.properties).filter((key) => !isBookkeeping(key))
    : ID_PROPERTIES;
  return properties.flatMap((property) => {
    const id = asId(ownValue(image.properties, property));
    return id === null || id === image.id ? [] : [{ property, id }];
  });
}

/** The id of an image that a property's value may be, in lower case; null for any other text. */
export function asId(value: unknown): string | null {
  return typeof value === 'string' && UUID.test(value) ? value.toLowerCase() : null;
}

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
