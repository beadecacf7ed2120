import { fault, holdsFourBytes } from './fields/stored-text.ts';
import type { ErrorList } from './yaml/errors.ts';
import type { Place } from './yaml/source-text.ts';
import { child, type Entry, entriesOf, type MapNode, type Node } from './yaml/tree.ts';

/** One image as some shape of the file lists it. */
export interface ListedImage {
  readonly name: string;
  /** Where the name stands. */
  readonly place: Place;
  readonly node: MapNode;
}

export interface ListedProfile {
  readonly name: string;
  readonly node: Node;
  readonly place: Place;
  readonly images: readonly ListedImage[];
}

/** `server.images` and then `server.image`, in the file's order. */
export function serverImages(glance: MapNode, errors: ErrorList): readonly ListedImage[] {
  const server = child(glance, 'server');
  const list = child(server, 'images');
  const listed = list?.kind === 'list' ? list.items.flatMap((item) => fromList(item, errors) ?? []) : [];
  return [...listed, ...imageMapping(child(server, 'image'), errors)];
}

/** Profiles of `client.identity` that list an image. */
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
  // An image whose name is missing or wrong is a fault already; its other fields are still looked at.
  const isUsable = name?.kind === 'scalar' && name.type === 'string' && !errors.isBlamed(name);
  if (!isUsable) return { name: '', place: item.place, node: item };
  // A name that is merged in from another image stands elsewhere.
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
      `YAML does not take the name ${key} for a string`,
      `Quote it: ${JSON.stringify(key)}.`,
    );
  } else if (key === '' || [...key].length > 255) {
    errors.add(keyPlace, `a name has 1 to 255 characters, and this has ${[...key].length}`);
  } else if (/[\p{Cc}\p{Cs}]/u.test(key)) {
    errors.add(keyPlace, 'a name must be one line of text without control characters');
  } else if (holdsFourBytes(key)) {
    errors.add(keyPlace, ...fault('a name', key));
  }
  return key;
}
