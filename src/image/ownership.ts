import type { Image } from '../model/image.ts';
import { readMarkers } from './markers.ts';

/** Ids of the projects whose images are ours; empty: all images are ours (a service without projects). */
export type Owners = readonly string[];

/** True when an image belongs to one of these projects. */
export function isOwn(image: Pick<Image, 'owner'>, owners: Owners): boolean {
  return owners.length === 0 || (image.owner !== null && owners.includes(image.owner));
}

/** True for backups and staged images of any stack: they are not the published image of a name. */
export function isSetAside(image: Image): boolean {
  const role = readMarkers(image)?.role;
  return role === 'backup' || role === 'staged';
}

/** True for our images with exactly this name that are not set aside. Glance's database may compare more loosely. */
export function hasName(image: Image, name: string, owners: Owners): boolean {
  return image.name === name && isOwn(image, owners) && !isSetAside(image);
}

/** True for an image with data. Others cannot be published: they are queued, or a user or run still uploads to them. */
export function holdsData(image: Pick<Image, 'status'>): boolean {
  return image.status === 'active' || image.status === 'deactivated';
}
