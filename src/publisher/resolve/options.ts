import type { Published } from '../../model/published.ts';
import type { GlanceReference, ImageListReference } from '../../model/reference.ts';
import type { SourceOptions } from '../../source/source.ts';
import { type PublishedList, readImageList } from '../hepix/read-image-list.ts';
import type { ReadDocuments } from '../simplestreams/documents.ts';

/** What the run gives to the publishers. */
export interface ResolveOptions {
  readonly source: SourceOptions;
  /** The time by which images and lists expire. */
  readonly now: Date;
  /** How many publishers are asked at a time. */
  readonly parallelism: number;
  /** Whether the run plans an image of this name. The publishers of other images are not asked. */
  readonly isSelected: (name: string) => boolean;
  /** False in a run about images that the file itself lists: published lists are not asked then. Default: true. */
  readonly asksLists?: boolean;
  /** Asks another Glance; absent where the caller has no connection to one. */
  readonly glance?: (reference: GlanceReference) => Promise<Published>;
}

/** Documents that several references share, so that all see the same state of their publisher. */
export interface Shared {
  readonly streams: ReadDocuments;
  readonly lists: Map<string, Promise<PublishedList>>;
}

/** Reads an image list; several references to the same list read it once. */
export function readSharedList(
  reference: ImageListReference,
  { source, now }: Pick<ResolveOptions, 'source' | 'now'>,
  { lists }: Pick<Shared, 'lists'>,
): Promise<PublishedList> {
  const key = keyOf(reference);
  const known = lists.get(key);
  if (known) return known;
  const read = readImageList(reference, source, now);
  lists.set(key, read);
  return read;
}

/** A list that {@link readSharedList} has read; null when it was not asked or is refused. */
export async function readAlready(
  reference: ImageListReference,
  { lists }: Pick<Shared, 'lists'>,
): Promise<PublishedList | null> {
  return (await lists.get(keyOf(reference))?.catch(() => null)) ?? null;
}

function keyOf(reference: ImageListReference): string {
  return JSON.stringify(reference);
}
