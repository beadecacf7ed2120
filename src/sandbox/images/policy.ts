import type { Call, Caller } from './context.ts';
import { forbidden, noImage, standard } from './errors.ts';
import type { ImageRecord } from './record.ts';

/** The rules of Glance's secure role-based defaults, as far as images are concerned. */
export type Rule =
  | 'get_image'
  | 'get_images'
  | 'download_image'
  | 'modify_image'
  | 'delete_image'
  | 'upload_image'
  | 'deactivate'
  | 'reactivate'
  | 'publicize_image'
  | 'communitize_image'
  | 'copy_image'
  | 'get_image_location'
  | 'delete_image_location'
  | 'get_members'
  | 'get_member'
  | 'add_member'
  | 'delete_member'
  | 'modify_member'
  | 'add_image'
  | 'stores_info_detail'
  | 'tasks_api_access';

/** What a rule is asked about: an image, or one to be. */
export type Subject = Pick<ImageRecord, 'owner' | 'visibility'>;

export function allows(rule: Rule, caller: Caller, subject: Subject): boolean {
  if (caller.projectId === null) return false;
  if (caller.isAdmin) return true;
  const owns = subject.owner === caller.projectId;
  const shares = subject.visibility === 'shared' && !owns;
  switch (rule) {
    case 'get_images':
      return caller.isReader;
    // An image that was found at all is the caller's own, open to all, or shared with the caller.
    case 'get_image':
      return caller.isReader;
    case 'download_image':
      return caller.isMember;
    case 'get_image_location':
      return caller.isReader && owns;
    case 'get_members':
    case 'get_member':
      return caller.isReader && (owns || shares);
    case 'modify_member':
      return caller.isMember && shares;
    case 'publicize_image':
    case 'copy_image':
    case 'delete_image_location':
    case 'stores_info_detail':
    case 'tasks_api_access':
      return false;
    default:
      return caller.isMember && owns;
  }
}

const NO_SUBJECT: Subject = { owner: null, visibility: 'private' };

/** 403 by the rule's name, unless it allows the caller. */
export function enforce(rule: Rule, caller: Caller, subject: Subject = NO_SUBJECT): void {
  if (!allows(rule, caller, subject)) {
    throw forbidden(`You are not authorized to complete ${rule} action.`);
  }
}

/** As {@link enforce}, but what the caller may not even look at is a 404. */
export function enforceOnImage(rule: Rule, caller: Caller, image: ImageRecord): void {
  if (!allows('get_image', caller, image)) throw standard(404);
  enforce(rule, caller, image);
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
