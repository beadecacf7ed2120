import { readMarkers } from '../../image/markers.ts';
import type { DesiredImage } from '../../model/desired.ts';
import { type Image, ownValue } from '../../model/image.ts';
import { memoize } from '../../model/memoize.ts';
import type { PublisherId } from '../../model/unresolved.ts';

/**
 * Looks up live images by id, name, marker or publisher id. With it, the time of a plan grows with the number of images
 * and not with its square. Every result is in the order of the images.
 */
export interface ImageIndex {
  withIds(ids: ReadonlySet<string>): readonly Image[];
  withNames(names: ReadonlySet<string>): readonly Image[];
  /** Images whose markers name this stack and one of these names, in any role. */
  markedAs(stack: string, names: ReadonlySet<string>): readonly Image[];
  withPublisherId(publisherId: PublisherId): readonly Image[];
}

/** The index of a list of images, made once for each list. */
export const indexOf: (images: readonly Image[]) => ImageIndex = memoize(indexImages);

function indexImages(images: readonly Image[]): ImageIndex {
  const positions = new Map(images.map((image, position) => [image, position]));
  const byId = groupBy(images, ({ id }) => [id]);
  const byName = groupBy(images, ({ name }) => [name]);
  const byStack = new Map<string, Groups>();
  const byProperty = new Map<string, Groups>();
  const all = (groups: Groups, keys: ReadonlySet<string>) => {
    const found = [...keys].flatMap((key) => groups.get(key) ?? []);
    return keys.size < 2 ? found : found.sort((a, b) => (positions.get(a) ?? 0) - (positions.get(b) ?? 0));
  };
  return {
    withIds: (ids) => all(byId, ids),
    withNames: (names) => all(byName, names),
    markedAs: (stack, names) =>
      all(
        known(byStack, stack, () => groupBy(images, (image) => [markedName(image, stack)])),
        names,
      ),
    withPublisherId: ({ property, value }) =>
      known(byProperty, property, () =>
        groupBy(images, ({ properties }) => [ownValue(properties, property)]),
      ).get(value) ?? [],
  };
}

function markedName(image: Image, stack: string): string | null {
  const markers = readMarkers(image);
  return markers?.stack === stack ? markers.image : null;
}

type Groups = ReadonlyMap<string, readonly Image[]>;

function known(groups: Map<string, Groups>, key: string, make: () => Groups): Groups {
  const found = groups.get(key) ?? make();
  groups.set(key, found);
  return found;
}

/** Looks up entries of the file by name, pinned id or publisher id. */
export interface EntryIndex {
  /** Entries with this present or former name. */
  named(name: string | null): readonly DesiredImage[];
  pinnedTo(id: string): readonly DesiredImage[];
  withPublisherId(publisherId: PublisherId): readonly DesiredImage[];
}

/** The index of a list of entries, made once for each list. */
export const indexEntries: (entries: readonly DesiredImage[]) => EntryIndex = memoize(indexDesired);

function indexDesired(entries: readonly DesiredImage[]): EntryIndex {
  const byName = groupBy(entries, ({ name, previously }) => [...new Set([name, ...previously])]);
  const byId = groupBy(entries, ({ id }) => [id]);
  const byPublisherId = groupBy(entries, ({ publisherId }) => [publisherId && keyOf(publisherId)]);
  return {
    named: (name) => (name === null ? [] : (byName.get(name) ?? [])),
    pinnedTo: (id) => byId.get(id) ?? [],
    withPublisherId: (publisherId) => byPublisherId.get(keyOf(publisherId)) ?? [],
  };
}

function keyOf({ property, value }: PublisherId): string {
  // Publishers write UUIDs in either case, which means the same.
  return JSON.stringify([property, value.toLowerCase()]);
}

/** Groups items by each of their keys, in the order given. An item without a key is in no group. */
export function groupBy<Item>(
  items: readonly Item[],
  keysOf: (item: Item) => readonly (string | null | undefined)[],
): ReadonlyMap<string, readonly Item[]> {
  const groups = new Map<string, Item[]>();
  for (const item of items) {
    for (const key of keysOf(item)) {
      if (key == null) continue;
      const group = groups.get(key);
      if (group) group.push(item);
      else groups.set(key, [item]);
    }
  }
  return groups;
}
