import type { Image } from '../model/image.ts';
import { readMarkers } from './markers.ts';

/** By time of creation, then by id, so that the order never depends on how they were listed. */
export function newestFirst(images: readonly Image[]): readonly Image[] {
  return [...images].sort(
    (a, b) => b.createdAt.localeCompare(a.createdAt) || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0),
  );
}

/** In the order in which they stopped being the published image; `images` is sorted newest first already. */
export function lastRetiredFirst(images: readonly Image[]): readonly Image[] {
  const turn = (image: Image) => readMarkers(image)?.retired ?? 0;
  return [...images].sort((a, b) => turn(b) - turn(a));
}
