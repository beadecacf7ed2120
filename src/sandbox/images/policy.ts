import type { Call } from './context.ts';
import { forbidden, type GlanceError, noImage } from './errors.ts';
import type { ImageRecord } from './record.ts';

/**
 * Rights as Glance 25.1 has them unless an operator changes them: what can be seen can be read, what is owned can
 * be changed, and a few rules are for admins alone.
 */
export type AdminRule = 'publicize_image' | 'copy_image' | 'stores_info_detail' | 'tasks_api_access';

/** 403 by the rule's name, unless the caller is an admin. */
export function requireAdmin(rule: AdminRule, caller: Caller): void {
  if (!caller.isAdmin) throw forbidden(`You are not authorized to complete ${rule} action.`);
}

/** Whether the caller may change the image: its owner and admins may, of an image without owner only admins. */
export function mayChange(caller: Caller, image: Pick<ImageRecord, 'owner'>): boolean {
  return caller.isAdmin || (image.owner !== null && image.owner === caller.projectId);
}

export function requireOwner(
  caller: Caller,
  image: ImageRecord,
  refusal: GlanceError = forbidden('You do not own this image'),
): void {
  if (!mayChange(caller, image)) throw refusal;
}

/** Whether the caller can find the image by its id: whatever it says of its membership. */
export function canSee(caller: Caller, image: ImageRecord): boolean {
  if (caller.isAdmin || image.owner === null) return true;
  if (image.visibility === 'public' || image.visibility === 'community') return true;
  if (caller.projectId === null) return false;
  if (image.owner === caller.projectId) return true;
  return image.visibility === 'shared' && isMemberOf(caller, image);
}

export function isMemberOf(caller: Caller, image: ImageRecord): boolean {
  return image.members.some((member) => member.member_id === caller.projectId);
}

/** The image of the request's path, if the caller can see it. */
export function findImage(call: Call, missing = noImage): ImageRecord {
  const id = call.parameters.id ?? '';
  const image = call.glance.records.get(id);
  if (image === undefined || !canSee(call.caller, image)) throw missing(id);
  return image;
}

/** Who asks. Without a project there is nothing of one's own. */
export interface Caller {
  readonly userId: string;
  readonly projectId: string | null;
  readonly isAdmin: boolean;
}
