import type { Position } from './position.ts';
import type { ProjectReference } from './project-reference.ts';

/** A skipped entry: its publisher is unreachable or not trusted, or its live image is ambiguous. */
export interface Unresolved {
  /** The image's name; null: a list, or an image of a list that has no name yet. */
  readonly name: string | null;
  /** The place of the list that is skipped or that the image comes from; null: an image that the file itself lists. */
  readonly list: string | null;
  /** Its entry in the state file. */
  readonly at: Position;
  readonly message: string;
  readonly hint: string | null;
}

/** A skipped entry with the live images that it reserves: the plan must leave them alone. */
export interface SkippedEntry extends Unresolved {
  readonly reserves: Reserves;
}

/** The part of a skipped entry that reports show. */
export function publicPart({ name, list, at, message, hint }: Unresolved): Unresolved {
  return { name, list, at, message, hint };
}

/** The names, ids and publisher ids by which an entry reserves live images, and whose images these are. */
export interface Reserves {
  /** Present and former names. */
  readonly names: readonly string[];
  readonly ids: readonly string[];
  readonly publisherIds: readonly PublisherId[];
  /** True when its live images are not known, for example of a list that cannot be read. */
  readonly unknown: boolean;
  /** The project that the entry gives its images; absent: the run's. */
  readonly owner?: ProjectReference;
}

/** A publisher id: the publisher's identifier of an image, and the property that holds it. */
export interface PublisherId {
  readonly property: string;
  readonly value: string;
}

/** The properties that hold a publisher's identifier, by convention. */
export const PUBLISHER_ID_PROPERTIES = ['mpid', 'vmcatcher_event_dc_identifier', 'APPLIANCE_ID'] as const;

/** The entry's name for people: the image's name, else the list's place. */
export function nameOfEntry({ name, list }: Pick<Unresolved, 'name' | 'list'>): string {
  return name ?? list ?? 'this entry';
}

/** The publisher ids of an identifier, one for each property that may hold it; none when it is not known (null). */
export function publisherIdsOf(identifier: string | null): readonly PublisherId[] {
  return identifier === null
    ? []
    : PUBLISHER_ID_PROPERTIES.map((property) => ({ property, value: identifier }));
}

/** A published list that the state names, for one or all of its images, and the list that is served there. */
export interface AskedList {
  /** The place where it is published, for people. */
  readonly place: string;
  readonly at: Position;
  /** The entry that asks for it; null: the list is an entry itself. */
  readonly image: string | null;
  /** `dc:identifier` that the list must have; null: any. */
  readonly pinned: string | null;
  /** Identifier and version that the served list gives; null: it was not asked, or not trusted. */
  readonly found: { readonly identifier: string; readonly version: string } | null;
}
