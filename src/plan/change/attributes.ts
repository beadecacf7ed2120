import { isBookkeeping, readMarkers } from '../../image/markers.ts';
import type { DesiredImage } from '../../model/desired.ts';
import type { Image, Visibility } from '../../model/image.ts';
import type { ManagedKeys } from '../../model/marker.ts';
import { wantedFormat } from '../content/wanted.ts';
import type { Match } from '../match/match.ts';

/** An image's attributes as they shall be: what the file sets, else what is found, else the default of a creation. */
export interface TargetAttributes {
  readonly name: string;
  readonly visibility: Visibility;
  readonly protected: boolean;
  readonly hidden: boolean;
  readonly status: 'active' | 'deactivated';
  readonly minDisk: number;
  readonly minRam: number;
  /** Project id; null: the project that we are in. */
  readonly owner: string | null;
  readonly description: string | null;
  readonly diskFormat: string | null;
  readonly containerFormat: string;
  readonly tags: readonly string[];
  readonly properties: Readonly<Record<string, string>>;
  readonly managed: ManagedKeys;
  /** null: the file gives none; what is found then stays with its content, and never goes over to other content. */
  readonly version: string | null;
  /** The published list that the file's image comes from; noted on new content, and on what is adopted. */
  readonly list: DesiredImage['list'] | null;
  /** Kept on the image, for when its entry leaves the file. */
  readonly preventDelete: boolean;
}

/**
 * `ownerId` is the resolved `owner` of the file, null when it names none. For `new` content, what speaks of the old
 * bytes is not carried over.
 */
export function targetAttributes(
  image: DesiredImage,
  match: Pick<Match, 'live' | 'superseded'>,
  ownerId: string | null,
  content: 'same' | 'new' = 'same',
): TargetAttributes {
  const { live } = match;
  const shown = asPublished(match);
  const markers = live && readMarkers(live);
  return {
    name: image.name,
    visibility: image.visibility ?? shown?.visibility ?? 'private',
    protected: image.protected ?? shown?.protected ?? false,
    hidden: image.hidden ?? (markers?.pruned === 'hide' ? false : (shown?.hidden ?? false)),
    status: image.status ?? (markers?.pruned === 'deactivate' ? 'active' : statusOf(shown)),
    minDisk: image.minDisk ?? live?.minDisk ?? 0,
    minRam: image.minRam ?? live?.minRam ?? 0,
    owner: ownerId ?? live?.owner ?? null,
    description: image.description ?? live?.description ?? null,
    diskFormat: wantedFormat(image) ?? null,
    containerFormat: image.containerFormat ?? live?.containerFormat ?? 'bare',
    ...mergeThreeWays(image, live, content === 'same'),
    version: image.version ?? null,
    list: image.list ?? null,
    preventDelete: image.preventDelete ?? false,
  };
}

/**
 * The image whose outward appearance goes on where the file leaves it open. A backup that is pinned to come back is
 * hidden and private by our own doing: it takes over from the one that is published now.
 */
function asPublished({ live, superseded }: Pick<Match, 'live' | 'superseded'>): Image | null {
  if (!live || readMarkers(live)?.role !== 'backup') return live;
  return superseded[0] ?? null;
}

function statusOf(image: Image | null): 'active' | 'deactivated' {
  return image?.status === 'deactivated' ? 'deactivated' : 'active';
}

export interface Scalar {
  /** The state file's name. */
  readonly path: string;
  readonly wire: string;
  readonly of: (image: TargetAttributes | Image) => string | number | boolean | null;
}

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
