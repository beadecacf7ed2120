import type { StateFile } from '../../model/desired.ts';
import type { ImageListReference } from '../../model/reference.ts';
import { describeSource } from '../../model/source/describe-source.ts';
import type { AskedList } from '../../model/unresolved.ts';
import { readAlready, type Shared } from './options.ts';

/**
 * Every list that the state file names, with the identifier and version served there. Call it after all lists were
 * read.
 */
export function askedLists(
  { images, lists = [] }: Pick<StateFile, 'images' | 'lists'>,
  shared: Shared,
): Promise<readonly AskedList[]> {
  const named = [
    ...images.flatMap(({ name, at, published }) =>
      published?.kind === 'hepix' ? [{ image: name, at, reference: published.list }] : [],
    ),
    ...lists.flatMap(({ at, from }) =>
      from.kind === 'hepix' ? [{ image: null, at, reference: from.reference }] : [],
    ),
  ];
  return Promise.all(named.map(({ reference, ...entry }) => ask(reference, entry, shared)));
}

async function ask(
  reference: ImageListReference,
  entry: Pick<AskedList, 'image' | 'at'>,
  shared: Shared,
): Promise<AskedList> {
  const read = await readAlready(reference, shared);
  return {
    ...entry,
    place: describeSource(reference.document),
    pinned: reference.identifier,
    found: read && { identifier: read.identifier, version: read.version },
  };
}
