import type { Call, Caller } from './context.ts';
import { forbidden, type GlanceError, noImage } from './errors.ts';
import type { ImageRecord } from './record.ts';

/**
 * Glance 25.1's default rights: a user may read each visible image and change each image of the own project. A few
 * rules are for admins only.
 */
type AdminRule = 'publicize_image' | 'copy_image' | 'stores_info_detail' | 'tasks_api_access';

/** Throws 403 with the rule's name unless the caller is an admin. */
export function requireAdmin(rule: AdminRule, caller: Caller): void {
  if (!caller.isAdmin) throw forbidden(`You are not authorized to complete ${rule} action.`);
}

/** Whether the caller may change the image: the owner and admins may. Only admins may change an image without owner. */
export function mayChange(caller: Caller, image: Pick<ImageRecord, 'owner'>): boolean {
  return caller.isAdmin || (image.owner !== null && image.owner === caller.projectId);
}

/** Throws `refusal`, by default 403, unless the caller may change the image. */
export function requireOwner(
  caller: Caller,
  image: ImageRecord,
  refusal: GlanceError = forbidden('You do not own this image'),
): void {
  if (!mayChange(caller, image)) throw refusal;
}

/** Whether the caller can find the image by its id, in any member status. */
export function canSee(caller: Caller, image: ImageRecord): boolean {
  if (caller.isAdmin || image.owner === null) return true;
  if (image.visibility === 'public' || image.visibility === 'community') return true;
  if (caller.projectId === null) return false;
  if (image.owner === caller.projectId) return true;
  return image.visibility === 'shared' && isMemberOf(caller, image);
}

/** Whether the image is shared with the caller's project, in any member status. */
export function isMemberOf(caller: Caller, image: ImageRecord): boolean {
  return image.members.some((member) => member.member_id === caller.projectId);
}

/** The image that the request's path names. Throws `missing` when the caller cannot see the image. */
export function findImage(call: Call, missing = noImage): ImageRecord {
  const id = call.parameters.id ?? '';
  const image = call.glance.records.get(id);
  if (image === undefined || !canSee(call.caller, image)) throw missing(id);
  return image;
}
