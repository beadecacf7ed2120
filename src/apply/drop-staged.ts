import type { Glance } from '../glance/client.ts';
import { readMarkers } from '../image/markers.ts';

/**
 * Deletes a staged image unless another run has taken it up and published it. Returns false for a published image, and
 * true for an image that is gone already.
 */
export async function dropStaged(id: string, glance: Glance): Promise<boolean> {
  const image = await glance.images.find(id);
  if (image === null) return true;
  // A creation whose answer was lost may leave an image without data and markers: delete it as well.
  const published = readMarkers(image)?.role === 'current' || readMarkers(image)?.role === 'backup';
  if (published) return false;
  await glance.images.delete(id);
  return true;
}
