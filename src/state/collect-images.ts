import { fourByteError, holdsFourBytes } from './fields/stored-text.ts';
import type { ErrorList } from './yaml/errors.ts';
import type { Place } from './yaml/source-text.ts';
import { child, type Entry, entriesOf, type MapNode, type Node } from './yaml/tree.ts';

/** One image as the file lists it, in any of the three shapes. */
export interface ListedImage {
  readonly name: string;
  /** Place of the name. */
  readonly place: Place;
  readonly node: MapNode;
}

/** A profile of the client shape, with its images. */
interface ListedProfile {
  readonly name: string;
  readonly node: Node;
  readonly place: Place;
  readonly images: readonly ListedImage[];
}

/** The images of `server.images`, then those of `server.image`, in the file's order. */
export function serverImages(glance: MapNode, errors: ErrorList): readonly ListedImage[] {
  const server = child(glance, 'server');
  const list = child(server, 'images');
  const listed = list?.kind === 'list' ? list.items.flatMap((item) => fromList(item, errors) ?? []) : [];
  return [...listed, ...imageMapping(child(server, 'image'), errors)];
}

/** The profiles of `client.identity` that list an image. */
export function clientProfiles(glance: MapNode, errors: ErrorList): readonly ListedProfile[] {
  return entriesOf(child(child(glance, 'client'), 'identity'))
    .map(({ key, keyPlace, value }) => ({
      name: key,
      node: value,
      place: keyPlace,
      images: imageMapping(child(value, 'image'), errors),
    }))
    .filter((profile) => profile.images.length > 0);
}

function fromList(item: Node, errors: ErrorList): ListedImage | null {
  const name = child(item, 'name');
  if (item.kind !== 'map') return null;
  // The schema has reported a missing or invalid name. The image stays, so that its other fields are checked too.
  const isUsable = name?.kind === 'scalar' && name.type === 'string' && !errors.hasError(name);
  if (!isUsable) return { name: '', place: item.place, node: item };
  // A merge key can bring the name in from another place of the file.
  const isOwn = name.place.start >= item.place.start && name.place.end <= item.place.end;
  return { name: name.text, place: isOwn ? name.place : item.place, node: item };
}

function imageMapping(mapping: Node | undefined, errors: ErrorList): readonly ListedImage[] {
  return entriesOf(mapping).flatMap((entry) => {
    if (entry.value.kind !== 'map') return [];
    const own = entry.value.entries.has('name') ? fromList(entry.value, errors) : null;
    if (own !== null) return [own];
    return [{ name: keyName(entry, errors), place: entry.keyPlace, node: entry.value }];
  });
}

function keyName(entry: Entry, errors: ErrorList): string {
  const { key, keyPlace } = entry;
  if (!entry.isText) {
    errors.add(
      keyPlace,
      `YAML does not read the name ${key} as a string`,
      `Quote the name: ${JSON.stringify(key)}.`,
    );
  } else if (key === '' || [...key].length > 255) {
    errors.add(keyPlace, `a name must have 1 to 255 characters, not ${[...key].length}`);
  } else if (/[\p{Cc}\p{Cs}]/u.test(key)) {
    errors.add(keyPlace, 'a name must be one line of text without control characters');
  } else if (holdsFourBytes(key)) {
    errors.add(keyPlace, ...fourByteError('a name', key));
  }
  return key;
}
