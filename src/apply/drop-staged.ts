import type { Glance } from '../glance/client.ts';
import { readMarkers } from '../image/markers.ts';

/**
 * Removes a staged image, but only while it still is one: another run may have taken it up and published it. False
 * when it is not staged any more; an image that is gone is as good as removed.
 */
export async function dropStaged(id: string, glance: Glance): Promise<boolean> {
  const image = await glance.images.find(id);
  if (image === null) return true;
  // An image without data and without markers is what a creation leaves whose answer was lost half-way.
  const published = readMarkers(image)?.role === 'current' || readMarkers(image)?.role === 'backup';
  if (published) return false;
  await glance.images.delete(id);
  return true;
}
