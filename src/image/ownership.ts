import type { Target } from '../model/cloud.ts';
import type { Image } from '../model/image.ts';
import { MARKER } from '../model/marker.ts';
import type { Plan } from '../model/plan.ts';
import { readMarkers } from './markers.ts';

/**
 * The owners whose images are ours: project ids, or null for the images of a service without projects. Empty: the
 * project is not known, and then no image is ours. Only this file compares them with the owner of an image.
 */
export type Owners = readonly (string | null)[];

/** The owners of a run: the project that the token or the user named, and no other. */
export function ownersIn({
  projectId,
  withoutProjects,
}: Pick<Target, 'projectId' | 'withoutProjects'>): Owners {
  if (projectId !== '') return [projectId];
  return withoutProjects ? [null] : [];
}

/** False while no project is known: every image may be ours, and none may be changed. */
export function isKnown(owners: Owners): boolean {
  return owners.length > 0;
}

/** True when an image belongs to one of these owners. */
export function isOwn(image: Pick<Image, 'owner'>, owners: Owners): boolean {
  return owners.includes(image.owner);
}

/** True for an own image, and for every image while no project is known: creating its name again could duplicate it. */
export function mayBeOwn(image: Pick<Image, 'owner'>, owners: Owners): boolean {
  return !isKnown(owners) || isOwn(image, owners);
}

/**
 * True for an image that is ours already: it belongs to us, and this stack published it or took it over. Any project may
 * write our markers on its own images, so neither counts alone.
 */
export function isOfStack(image: Image, stack: string, owners: Owners): boolean {
  return isOwn(image, owners) && readMarkers(image)?.stack === stack;
}

/** True for an image of this stack, unless it came from others and was marked only to be replaced. */
export function isOurs(image: Image, stack: string, owners: Owners): boolean {
  return isOfStack(image, stack, owners) && image.properties[MARKER.found] === undefined;
}

/**
 * True for an image that a plan's state file made, at this moment or before: its stack and its origin agree. Two files
 * without a known origin count as one.
 */
export function isOfFile(image: Image, { stack, origin }: Pick<Plan, 'stack' | 'origin'>): boolean {
  const markers = readMarkers(image);
  return markers?.stack === stack && markers.origin === (origin ?? null);
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
