import { isBookkeeping, readMarkers } from '../image/markers.ts';
import type { DesiredImage } from '../model/desired.ts';
import type { Image } from '../model/image.ts';
import type { ManagedKeys } from '../model/marker.ts';

/**
 * Properties that speak of the very bytes of an image: signatures, which Glance checks at an upload, and the key of an
 * encrypted volume, which is deleted with the image. They never go over to other content.
 */
const CONTENT_BOUND = /^(img_signature|cinder_encryption_key_)/;

/** What an image's own (not bookkeeping) properties and tags shall be, and which of them the file set. */
export interface Merged {
  readonly properties: Readonly<Record<string, string>>;
  readonly tags: readonly string[];
  readonly managed: ManagedKeys;
}

/**
 * Merges three ways: what the file sets is set; what an earlier file set and this one does not is removed; what
 * others set stays (but for what speaks of the content, when it is other content). With `properties_mode: exact` the file is the whole truth of properties.
 */
export function mergeThreeWays(image: DesiredImage, live: Image | null, sameContent: boolean): Merged {
  const wanted = image.properties ?? {};
  const wantedTags = image.tags ?? [];
  const before = (live && readMarkers(live)?.managed) ?? { properties: [], tags: [] };

  const kept = Object.entries(live ? operatorProperties(live) : {}).filter(
    ([key]) =>
      image.propertiesMode !== 'exact' &&
      !before.properties.includes(key) &&
      (sameContent || !CONTENT_BOUND.test(key)),
  );
  const keptTags = (live?.tags ?? []).filter((tag) => !before.tags.includes(tag));
  return {
    properties: { ...Object.fromEntries(kept), ...wanted },
    tags: [...new Set([...keptTags, ...wantedTags])],
    managed: { properties: Object.keys(wanted), tags: wantedTags },
  };
}

/** The properties that speak of this image's bytes and are not the file's: they stay with it. */
export function contentBoundProperties(image: DesiredImage, live: Image): Readonly<Record<string, string>> {
  const { properties } = mergeThreeWays({ ...image, properties: {} }, live, true);
  return Object.fromEntries(Object.entries(properties).filter(([key]) => CONTENT_BOUND.test(key)));
}

/** An image's custom properties without anybody's bookkeeping. */
export function operatorProperties(image: Image): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(image.properties).filter(([key]) => !isBookkeeping(key)));
}
