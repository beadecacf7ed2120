import type { Image } from '../model/image.ts';
import { readMarkers } from './markers.ts';

/** Whose images are ours: project ids; empty: everybody's (a service without projects). */
export type Owners = readonly string[];

export function isOwn(image: Pick<Image, 'owner'>, owners: Owners): boolean {
  return owners.length === 0 || (image.owner !== null && owners.includes(image.owner));
}

/** Backups and staged images, whatever stack they belong to, are not the published image of any name. */
export function isSetAside(image: Image): boolean {
  const role = readMarkers(image)?.role;
  return role === 'backup' || role === 'staged';
}

/** True for our images of exactly this name (databases may compare more loosely) that are not set aside. */
export function hasName(image: Image, name: string, owners: Owners): boolean {
  return image.name === name && isOwn(image, owners) && !isSetAside(image);
}

/** Only an image with data can be the published one; one that is queued or on its way is somebody's work. */
export function holdsData(image: Pick<Image, 'status'>): boolean {
  return image.status === 'active' || image.status === 'deactivated';
}
