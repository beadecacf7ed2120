import type { ListSelection } from '../../model/desired.ts';
import type { DroppedImage } from './listed-image.ts';
import type { PublishedList, PublishedListImage } from './read-image-list.ts';
import { identifierKey } from './same-identifier.ts';

/** The selected part of a list. */
interface SelectedImages {
  /** In the list's order. */
  readonly images: readonly PublishedListImage[];
  /** Selected images whose entries cannot be used; with `all` and `attributes`, every such image of the list. */
  readonly dropped: readonly DroppedImage[];
  /** Selected identifiers that the list does not have. */
  readonly missing: readonly string[];
}

/** Selects images of a list. An attribute that an image lacks, e.g. `ad:vo`, is taken from the list. */
export function selectImages(
  list: Pick<PublishedList, 'images' | 'dropped' | 'attributes'>,
  selection: ListSelection,
): SelectedImages {
  if (selection === 'all') return { images: list.images, dropped: list.dropped, missing: [] };
  if ('identifiers' in selection) return byIdentifier(list, selection.identifiers);
  const wanted = Object.entries(selection.attributes);
  const images = list.images.filter((image) => {
    const attributes = namingAttributes(list, image);
    return wanted.every(([key, pattern]) => matches(attributes.get(key), pattern));
  });
  return { images, dropped: list.dropped, missing: [] };
}

/** The attributes for names and selections: those of the image, and those of the list that the image lacks. */
export function namingAttributes(
  list: Pick<PublishedList, 'attributes'>,
  image: Pick<PublishedListImage, 'attributes'>,
): ReadonlyMap<string, string> {
  return new Map([...list.attributes, ...image.attributes]);
}

function byIdentifier(
  list: Pick<PublishedList, 'images' | 'dropped'>,
  identifiers: readonly string[],
): SelectedImages {
  const wanted = new Map(identifiers.map((identifier) => [identifierKey(identifier), identifier]));
  const isWanted = (identifier: string | null) =>
    identifier !== null && wanted.has(identifierKey(identifier));
  const images = list.images.filter(({ identifier }) => isWanted(identifier));
  const dropped = list.dropped.filter(({ identifier }) => isWanted(identifier));
  for (const { identifier } of [...images, ...dropped]) wanted.delete(identifierKey(identifier ?? ''));
  return { images, dropped, missing: [...wanted.values()] };
}

function matches(value: string | undefined, pattern: string): boolean {
  return value !== undefined && (value === pattern || fitsPattern(value, pattern));
}

/** Whether a text fits a pattern in which `*` matches any characters. The time is linear in both lengths. */
export function fitsPattern(text: string, pattern: string): boolean {
  const [first, ...others] = pattern.split('*');
  if (others.length === 0) return text === pattern;
  const last = others.pop()!;
  if (text.length < first!.length + last.length || !text.startsWith(first!) || !text.endsWith(last)) {
    return false;
  }
  const end = text.length - last.length;
  let at = first!.length;
  // The earliest match leaves the most text for the pieces after it.
  for (const piece of others) {
    const found = text.indexOf(piece, at);
    if (found === -1 || found + piece.length > end) return false;
    at = found + piece.length;
  }
  return true;
}
