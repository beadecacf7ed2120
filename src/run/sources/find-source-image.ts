import { hasStatus } from '../../glance/call.ts';
import type { Glance } from '../../glance/client.ts';
import { isOwn, type Owners } from '../../image/ownership.ts';
import { SourceError } from '../../model/errors.ts';
import type { Image } from '../../model/image.ts';

const UUID = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i;

/** A Glance, and the projects whose images are ours there. */
export interface SourceGlance {
  readonly glance: Glance;
  readonly owners: Owners;
  readonly signal: AbortSignal;
}

/**
 * Finds an image by id, else by name. A name finds the project's own images, and else those that others have published or
 * shared with it. The token of an administrator also sees the private images of every project: an id alone finds these.
 * Throws SourceError unless there is exactly one.
 */
export async function findImage(wanted: string, there: SourceGlance): Promise<Image> {
  const { glance, owners, signal } = there;
  if (UUID.test(wanted)) {
    const image = await glance.images.find(wanted, { signal });
    if (image) return image;
  }
  const found: Image[] = [];
  for await (const image of glance.images.list({ names: [wanted] }, { signal })) {
    // Glance's database may compare more loosely.
    if (image.name === wanted) found.push(image);
  }
  const own = found.filter((image) => isOwn(image, owners));
  const usable = own.length > 0 ? own : await usableOf(found, there);
  const [image, ...others] = usable;
  if (image && others.length === 0) return image;
  if (image) {
    throw new SourceError(
      `${usable.length} images have this name: ${usable.map(({ id }) => id).join(', ')}`,
      {
        hint: 'Give the id of one of these images instead of the name.',
      },
    );
  }
  throw found.length === 0 ? missing() : privateToOthers(found);
}

function missing(): SourceError {
  return new SourceError('there is no such image', {
    hint: 'Correct the name of the image, or give its id.',
  });
}

function privateToOthers(found: readonly Image[]): SourceError {
  const each = found.map(({ id, owner }) => `${id} (${owner === null ? 'no owner' : `project ${owner}`})`);
  return new SourceError(
    `only other projects have an image of this name, and have not shared it with this project: ${each.join(', ')}`,
    { hint: 'Give the id instead of the name if this image may be copied.' },
  );
}

async function usableOf(found: readonly Image[], there: SourceGlance): Promise<readonly Image[]> {
  const usable: Image[] = [];
  for (const image of found) if (await mayUse(image, there)) usable.push(image);
  return usable;
}

async function mayUse({ id, visibility }: Image, { glance, owners, signal }: SourceGlance): Promise<boolean> {
  if (visibility === 'public' || visibility === 'community') return true;
  const [project] = owners;
  if (visibility !== 'shared' || !project) return false;
  try {
    return (await glance.members.get(id, project, { signal })).status === 'accepted';
  } catch (error) {
    if (hasStatus(error, 403, 404)) return false;
    throw error;
  }
}
