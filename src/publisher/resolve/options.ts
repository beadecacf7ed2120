import type { Published } from '../../model/published.ts';
import type { GlanceReference, ImageListReference } from '../../model/reference.ts';
import type { SourceOptions } from '../../source/source.ts';
import { type PublishedList, readImageList } from '../hepix/read-image-list.ts';
import type { ReadDocuments } from '../simplestreams/documents.ts';

/** What resolving needs of the run. */
export interface ResolveOptions {
  readonly source: SourceOptions;
  /** What expiry is told by. */
  readonly now: Date;
  /** Publishers asked at a time. */
  readonly parallelism: number;
  /** Whether an image of this name is to be planned: others are not asked for. */
  readonly isSelected: (name: string) => boolean;
  /** False where a run is about images that the file itself lists: its lists of others are left alone then. */
  readonly asksLists?: boolean;
  /** Asks another Glance; absent where there is no way to one. */
  readonly glance?: (reference: GlanceReference) => Promise<Published>;
}

/** Documents that several references share, so that all see one state of their publisher. */
export interface Shared {
  readonly streams: ReadDocuments;
  readonly lists: Map<string, Promise<PublishedList>>;
}

/** An image list, read once however many references there are to it. */
export function readSharedList(
  reference: ImageListReference,
  { source, now }: Pick<ResolveOptions, 'source' | 'now'>,
  { lists }: Pick<Shared, 'lists'>,
): Promise<PublishedList> {
  const key = keyOf(reference);
  const known = lists.get(key);
  if (known) return known;
  const read = readImageList(reference, source, null, now);
  lists.set(key, read);
  return read;
}

/** What of it was read, if it was asked at all and is believed. */
export async function readAlready(
  reference: ImageListReference,
  { lists }: Pick<Shared, 'lists'>,
): Promise<PublishedList | null> {
  return (await lists.get(keyOf(reference))?.catch(() => null)) ?? null;
}

function keyOf(reference: ImageListReference): string {
  return JSON.stringify(reference);
}
