import { unlessAborted } from '../model/abort.ts';
import type { Image } from '../model/image.ts';
import type { CallOptions } from './call.ts';
import type { Glance } from './client.ts';
import { isAskedOfService } from './filter.ts';
import { GONE, MINOR_OF_COMMUNITY } from './observe.ts';

/**
 * The images, of any visible project, that have an image's id in one of the properties. Two requests for each property:
 * visible and hidden images. Glance compares the text exactly, so an id in upper case is not found (Glance 25.1 does not
 * find such an image either). Leaves out properties by which Glance cannot filter.
 */
export async function findReferrers(
  glance: Glance,
  id: string,
  properties: readonly string[],
  options: CallOptions = {},
): Promise<readonly Image[]> {
  const features = await unlessAborted(glance.info.features(), options.signal);
  const kinds = features.hidden ? [{ hidden: false }, { hidden: true }] : [{}];
  const width = features.minor >= MINOR_OF_COMMUNITY ? ({ visibility: 'all' } as const) : {};
  const found = new Map<string, Image>();
  for (const property of properties.filter(isAskedOfService)) {
    for (const kind of kinds) {
      const filter = { ...kind, ...width, memberStatus: 'all', properties: { [property]: id } } as const;
      for await (const image of glance.images.list(filter, options)) {
        if (!GONE.includes(image.status)) found.set(image.id, image);
      }
    }
  }
  return [...found.values()];
}
