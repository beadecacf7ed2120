import type { Image } from '../model/image.ts';
import { readMarkers } from './markers.ts';

/** Sorts by time of creation, then by id, so that the order does not depend on the order of Glance's list. */
export function newestFirst(images: readonly Image[]): readonly Image[] {
  return [...images].sort(
    (a, b) => b.createdAt.localeCompare(a.createdAt) || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0),
  );
}

/** Sorts backups by retirement, the last one first; `images` must be sorted newest first already. */
export function lastRetiredFirst(images: readonly Image[]): readonly Image[] {
  const turn = (image: Image) => readMarkers(image)?.retired ?? 0;
  return [...images].sort((a, b) => turn(b) - turn(a));
}
