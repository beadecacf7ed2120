import type { Position } from './position.ts';

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
