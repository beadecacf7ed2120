import type { Position } from './position.ts';

/** What a run leaves out, as its publisher cannot be reached or must not be believed. */
export interface Unresolved {
  /** The image's name; null: a list, or an image of one that has no name yet. */
  readonly name: string | null;
  /** Where the list is published that it is, or is of; null: an image that the file itself lists. */
  readonly list: string | null;
  /** Its entry in the state file. */
  readonly at: Position;
  readonly message: string;
  readonly hint: string | null;
}

/** The same, with what a plan must leave alone for it. */
export interface SkippedEntry extends Unresolved {
  readonly reserves: Reserves;
}

/** What people and reports are told of it. */
export function publicPart({ name, list, at, message, hint }: Unresolved): Unresolved {
  return { name, list, at, message, hint };
}

/** By what the live images of an entry are known. */
export interface Reserves {
  /** Present and former names. */
  readonly names: readonly string[];
  readonly ids: readonly string[];
  /** Publishers' identifiers, and the properties that bear them. */
  readonly publisherIds: readonly PublisherId[];
  /** True when nobody can tell which they are, as with a list that cannot be read. */
  readonly unknown: boolean;
}

/** A publisher's identifier, and the property that bears it. */
export interface PublisherId {
  readonly property: string;
  readonly value: string;
}

/** Properties in which the conventions keep the publisher's identifier. */
export const PUBLISHER_ID_PROPERTIES = ['mpid', 'vmcatcher_event_dc_identifier', 'APPLIANCE_ID'] as const;

/** What people call it. */
export function nameOfEntry({ name, list }: Pick<Unresolved, 'name' | 'list'>): string {
  return name ?? list ?? 'this entry';
}

/** A publisher's identifier, whichever property bears it; null: it is not known. */
export function publisherIdsOf(identifier: string | null): readonly PublisherId[] {
  return identifier === null
    ? []
    : PUBLISHER_ID_PROPERTIES.map((property) => ({ property, value: identifier }));
}

/** A published list that the state names, for one image or for all of its images, and what is served in its place. */
export interface AskedList {
  /** Where it is published, for people. */
  readonly place: string;
  readonly at: Position;
  /** The image of the file that it is asked for; null: it is an entry of its own. */
  readonly image: string | null;
  /** `dc:identifier` that the file wants it to have; null: any. */
  readonly pinned: string | null;
  /** What it says that it is, however little of it is wanted or still valid; null: it was not asked, or not believed. */
  readonly found: { readonly identifier: string; readonly version: string } | null;
}
