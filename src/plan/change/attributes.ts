import { isBookkeeping, readMarkers } from '../../image/markers.ts';
import type { DesiredImage, ImageReference } from '../../model/desired.ts';
import type { Image, Visibility } from '../../model/image.ts';
import type { ManagedKeys } from '../../model/marker.ts';
import { wantedFormat } from '../content/wanted.ts';
import type { Match } from '../match/match.ts';

/** The attributes that an image must have: from the file, else from the live image, else the default of a creation. */
export interface TargetAttributes {
  readonly name: string;
  readonly visibility: Visibility;
  readonly protected: boolean;
  readonly hidden: boolean;
  readonly status: 'active' | 'deactivated';
  readonly minDisk: number;
  readonly minRam: number;
  /** Project id; null: the project of the run. */
  readonly owner: string | null;
  readonly description: string | null;
  readonly diskFormat: string | null;
  readonly containerFormat: string;
  readonly tags: readonly string[];
  readonly properties: Readonly<Record<string, string>>;
  /** Properties that get the id of an image which this plan publishes; `properties` does not have them. */
  readonly references: Readonly<Record<string, ImageReference>>;
  readonly managed: ManagedKeys;
  /** null: the file gives none. A live image then keeps its version, but new content does not get it. */
  readonly version: string | null;
  /** The published list that the entry comes from; recorded on new content and on adopted images. */
  readonly list: DesiredImage['list'] | null;
  /** The signed document that named the content's digests; recorded on new content. */
  readonly signed: DesiredImage['signed'] | null;
  /** Recorded on the image, for when it is no longer in the file. */
  readonly preventDelete: boolean;
  /** True for a held image: it keeps the record of its hold, which every other image loses. Absent: false. */
  readonly isHeld?: true;
}

/**
 * Derives the target attributes of an entry. `ownerId` is the resolved `owner` of the file, null when it names none.
 * `new` content does not get the properties that describe the bytes of the live image.
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
    // A person may have protected either of them: only the file lifts that.
    protected: image.protected ?? (shown?.protected || live?.protected) ?? false,
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
    signed: image.signed ?? null,
    preventDelete: image.preventDelete ?? false,
  };
}

/**
 * The image that visibility, protection, hiding and status are taken from where the file leaves them open. reconcile
 * itself made a backup hidden and private, so a backup that the file pins takes them from the published image.
 */
function asPublished({ live, superseded }: Pick<Match, 'live' | 'superseded'>): Image | null {
  if (!live || readMarkers(live)?.role !== 'backup') return live;
  return superseded[0] ?? null;
}

function statusOf(image: Image | null): 'active' | 'deactivated' {
  return image?.status === 'deactivated' ? 'deactivated' : 'active';
}

/** An attribute with a single value, under its names and with a way to read it. */
export interface Scalar {
  /** The state file's name. */
  readonly path: string;
  readonly wire: string;
  readonly of: (image: TargetAttributes | Image) => string | number | boolean | null;
}

/**
 * Properties that describe the bytes of an image: signatures, which Glance checks at an upload, and the key of an
 * encrypted volume, which is deleted with the image. Other content never gets them.
 */
const CONTENT_BOUND = /^(img_signature|cinder_encryption_key_)/;

/** The properties (without bookkeeping) and tags that an image must have, and which of them the file sets. */
interface Merged {
  readonly properties: Readonly<Record<string, string>>;
  readonly references: Readonly<Record<string, ImageReference>>;
  readonly tags: readonly string[];
  readonly managed: ManagedKeys;
}

/**
 * Merges properties and tags three ways. Those that the file sets are set. Those that an earlier file set and this one
 * does not are removed. Those that others set stay, unless they describe the bytes and the content is new. With
 * `properties_mode: exact`, only the file's properties stay.
 */
function mergeThreeWays(image: DesiredImage, live: Image | null, sameContent: boolean): Merged {
  const wanted = image.properties ?? {};
  const references = image.references ?? {};
  const wantedTags = image.tags ?? [];
  const before: ManagedKeys = (live && readMarkers(live)?.managed) ?? { properties: [], tags: [] };

  const kept = Object.entries(live ? asSetAside(live) : {}).filter(
    ([key]) =>
      image.propertiesMode !== 'exact' &&
      !before.properties.includes(key) &&
      !Object.hasOwn(references, key) &&
      (sameContent || !CONTENT_BOUND.test(key)),
  );
  const keptTags = (live?.tags ?? []).filter((tag) => !before.tags.includes(tag));
  return {
    properties: { ...Object.fromEntries(kept), ...wanted },
    references,
    tags: [...new Set([...keptTags, ...wantedTags])],
    managed: {
      properties: [...Object.keys(wanted), ...Object.keys(references)],
      tags: wantedTags,
      ...(isProtectionOfFile(image, live, before) ? { protected: true } : {}),
    },
  };
}

/** Whether this file protects the image, or an earlier one did and its protection is still there. */
function isProtectionOfFile(image: DesiredImage, live: Image | null, before: ManagedKeys): boolean {
  return image.protected ?? ((live?.protected && before.protected) || false);
}

/** The properties of a live image that describe its bytes and that the file does not set: they stay with the image. */
export function contentBoundProperties(image: DesiredImage, live: Image): Readonly<Record<string, string>> {
  const { properties } = mergeThreeWays({ ...image, properties: {} }, live, true);
  return Object.fromEntries(Object.entries(properties).filter(([key]) => CONTENT_BOUND.test(key)));
}

/** An operator's properties of an image, with the former values of those that `backup.properties` set on a backup. */
function asSetAside(image: Image): Readonly<Record<string, string>> {
  const properties = { ...operatorProperties(image), ...(readMarkers(image)?.setAside ?? {}) };
  return Object.fromEntries(
    Object.entries(properties).filter((entry): entry is [string, string] => entry[1] !== null),
  );
}

/** An image's custom properties without bookkeeping (of reconcile, openstacksdk or Glance). */
function operatorProperties(image: Image): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(image.properties).filter(([key]) => !isBookkeeping(key)));
}
