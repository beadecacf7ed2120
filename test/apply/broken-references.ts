import type { Image } from '../../src/model/image.ts';
import { MARKER } from '../../src/model/marker.ts';
import type { Bench } from '../support/bench.ts';

/** All images of the cloud. */
export async function imagesOf({ glance }: Bench): Promise<readonly Image[]> {
  const found: Image[] = [];
  for (const hidden of [false, true]) {
    for await (const image of glance.images.list({ hidden, visibility: 'all' })) found.push(image);
  }
  return found;
}

/** Active images whose kernel is gone, and published ones whose kernel is retired. */
export async function brokenReferences(bench: Bench): Promise<readonly string[]> {
  const images = await imagesOf(bench);
  return images.flatMap((image) => {
    const referent = images.find(({ id }) => id === image.properties.kernel_id);
    if (image.properties.kernel_id === undefined || image.status !== 'active') return [];
    if (!referent) return [`"${image.name}" refers to an image that is gone`];
    const isRetired =
      image.properties[MARKER.role] === 'current' && referent.properties[MARKER.role] !== 'current';
    return isRetired ? [`"${image.name}" refers to the retired "${referent.name}"`] : [];
  });
}
