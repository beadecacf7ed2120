import { readMarkers } from '../../image/markers.ts';
import type { Image } from '../../model/image.ts';
import { remembering } from '../../model/memoize.ts';
import type { Handle } from '../../model/unresolved.ts';
import { groupBy } from '../group-by.ts';
import { ownValue } from '../own-value.ts';

/**
 * Live images by what they are looked up by, so that the time of a plan grows with their number and not with its
 * square. Every answer is in the order of the images.
 */
export interface ImageIndex {
  withIds(ids: ReadonlySet<string>): readonly Image[];
  withNames(names: ReadonlySet<string>): readonly Image[];
  /** Those that markers call a stack's, under any of these names, in any role. */
  markedAs(stack: string, names: ReadonlySet<string>): readonly Image[];
  withHandle(handle: Handle): readonly Image[];
}

/** The index of a list of images; asked again for the same list, the same one. */
export const indexOf: (images: readonly Image[]) => ImageIndex = remembering(makeIndex);

function makeIndex(images: readonly Image[]): ImageIndex {
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
    withHandle: ({ property, value }) =>
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
