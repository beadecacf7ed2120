import type { DesiredImage } from '../model/desired.ts';
import type { ListedImage } from './collect-images.ts';
import type { ErrorList } from './yaml/errors.ts';
import { describePlace, type Place } from './yaml/source-text.ts';
import { child, type Node } from './yaml/tree.ts';

/** An image as listed, beside the same image with its fields read. */
export interface CheckedImage {
  readonly listed: ListedImage;
  readonly image: DesiredImage;
}

/** Reports values that two images of one state share but must not: name, backup's name, id, former name, cached file. */
export function crossCheck(images: readonly CheckedImage[], errors: ErrorList): void {
  checkIdentities(images, errors);
  checkFormerNames(images, errors);
  checkBackupNames(images, errors);
  checkCaches(images, errors);
}

function checkIdentities(images: readonly CheckedImage[], errors: ErrorList): void {
  const names = new Map<string, Place>();
  const ids = new Map<string, Place>();
  for (const { listed, image } of images) {
    const { place, node } = listed;
    // The schema has reported an entry without a name.
    if (image.name !== '') {
      claim(names, image.name, place, `the image ${JSON.stringify(image.name)} is already listed`, errors);
    }
    const id = child(node, 'id');
    if (image.id !== undefined && id)
      claim(ids, image.id, id.place, `the id ${image.id} is already given`, errors);
  }
}

function checkFormerNames(images: readonly CheckedImage[], errors: ErrorList): void {
  const names = new Map(images.map(({ listed, image }) => [image.name, listed.place]));
  const former = new Map<string, Place>();
  for (const { listed, image } of images) {
    for (const name of image.previously) {
      const place = placeOfFormer(child(listed.node, 'previously'), name) ?? listed.place;
      const current = names.get(name);
      if (current !== undefined && name !== image.name) {
        const where = describePlace(current);
        errors.add(
          place,
          `the former name ${JSON.stringify(name)} is also the name of the image at ${where}`,
          'Remove the former name, or the other image.',
        );
      }
      claim(former, name, place, `the former name ${JSON.stringify(name)} is already given`, errors);
    }
  }
}

/** Reports backup names that another image has. A plan checks again, with the live images' dates and ids. */
function checkBackupNames(images: readonly CheckedImage[], errors: ErrorList): void {
  const names = new Map(images.map(({ listed, image }) => [image.name, listed.place]));
  for (const { listed, image } of images) {
    const name = nextBackupName(image);
    const other = name === null || name === image.name ? undefined : names.get(name);
    if (other === undefined) continue;
    const backup = child(listed.node, 'backup');
    errors.add(
      (backup && child(backup, 'name'))?.place ?? listed.place,
      `a backup of ${JSON.stringify(image.name)} would get the name ${JSON.stringify(name)}, which the image at ${describePlace(other)} has`,
      'Use {created_at} or {id} in `backup.name`.',
    );
  }
}

/** The image's name once it is a backup; null when the name depends on the live image. */
function nextBackupName({ name, version, backup }: DesiredImage): string | null {
  const isUnknown =
    /\{(created_at|id)\}/.test(backup.name) || (version === undefined && /\{version\}/.test(backup.name));
  if (isUnknown) return null;
  return backup.name.replace(/\{(name|version)\}/g, (_whole, key: string) =>
    key === 'name' ? name : (version ?? ''),
  );
}

/** Reports two images that keep other URLs in the same file: each would be given the other's bytes. */
function checkCaches(images: readonly CheckedImage[], errors: ErrorList): void {
  const caches = new Map<string, { readonly urls: string; readonly place: Place }>();
  for (const { listed, image } of images) {
    const file = child(listed.node, 'file');
    const place = file?.place ?? listed.place;
    const { source } = image;
    const places = source?.kind === 'alternatives' ? source.places : [source];
    const kept = places.flatMap((one) => (one?.kind === 'http' && one.cachedAt !== undefined ? [one] : []));
    const [first] = kept;
    if (first?.cachedAt === undefined) continue;
    const urls = kept.map(({ url }) => url).join(' ');
    const other = caches.get(first.cachedAt);
    if (other === undefined) caches.set(first.cachedAt, { urls, place });
    else if (other.urls !== urls) {
      const where = describePlace(other.place);
      errors.add(
        place,
        `the image at ${where} already uses this file for another source`,
        'Give each source its own "file".',
      );
    }
  }
}

function claim(
  taken: Map<string, Place>,
  key: string,
  place: Place,
  message: string,
  errors: ErrorList,
): void {
  const other = taken.get(key);
  if (other === undefined) taken.set(key, place);
  else if (other !== place)
    errors.add(place, `${message} at ${describePlace(other)}`, 'Remove one of the two.');
}

function placeOfFormer(node: Node | undefined, name: string): Place | undefined {
  const items = node?.kind === 'list' ? node.items : node ? [node] : [];
  return items.find((item) => item.kind === 'scalar' && item.text === name)?.place;
}
