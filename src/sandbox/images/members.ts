import { MEMBER_STATUSES, type MemberStatus } from '../../model/image.ts';
import { json, type Reply } from '../http.ts';
import { type Call, readJson } from './context.ts';
import { badRequest, conflict, forbidden, type GlanceError, notFound, standard } from './errors.ts';
import { checkMemberCount } from './limits.ts';
import { findImage, mayChange } from './policy.ts';
import { type ImageRecord, type MemberRecord, memberView } from './record.ts';

const STATUSES: readonly unknown[] = MEMBER_STATUSES;
const ONLY_SHARED = 'Only shared images have members.';

/** `GET /v2/images/{id}/members`: the owner and admins see all members, a member sees itself. */
export function listMembers(call: Call): Reply {
  const image = shownImage(call);
  if (image.visibility !== 'shared') {
    throw forbidden(`Not allowed to list members for image ${image.id}: ${ONLY_SHARED}`);
  }
  const members = shownMembers(call, image).map((member) => memberView(image.id, member));
  return json(200, { members, schema: '/v2/schemas/members' });
}

/** `GET /v2/images/{id}/members/{member}`: every refusal is a 404. */
export function getMember(call: Call): Reply {
  const image = shownImage(call);
  if (image.visibility !== 'shared') throw notFound(ONLY_SHARED);
  return json(200, memberView(image.id, findMember(call, image)));
}

/** `POST /v2/images/{id}/members`. Glance accepts any text as a project id. */
export async function addMember(call: Call): Promise<Reply> {
  const memberId = addedMember(await readJson(call));
  const image = shownImage(call);
  if (image.visibility !== 'shared' || !mayChange(call.caller, image)) throw refuse('create', image);
  checkMemberCount(image.id, image.members.length + 1);
  if (image.members.some((member) => member.member_id === String(memberId))) {
    throw conflict(`Member ${memberId} is duplicated for image ${image.id}`);
  }
  const now = call.glance.clock.now();
  const member: MemberRecord = {
    member_id: String(memberId),
    status: 'pending',
    created: now,
    updated: now,
  };
  changeMembers(call, image, [...image.members, member]);
  return json(200, { ...memberView(image.id, member), member_id: memberId });
}

function addedMember(body: unknown): string | number {
  if (Array.isArray(body)) throw badRequest('Expected a member in the form: {"member": "image_id"}');
  const { member } = body as { member?: unknown };
  if (member === undefined) throw badRequest('Member to be added not specified');
  if (!member) throw badRequest("Member can't be empty");
  // The real service answers 500 to an object here.
  if (typeof member !== 'string' && typeof member !== 'number') throw standard(500);
  return member;
}

/** `PUT /v2/images/{id}/members/{member}`: the member or an admin may accept or reject, the owner may not. */
export async function updateMember(call: Call): Promise<Reply> {
  const status = updatedStatus(await readJson(call));
  const image = shownImage(call);
  const asOwner = !call.caller.isAdmin && image.owner === call.caller.projectId;
  if (image.visibility !== 'shared' || asOwner) throw refuse('update', image);
  const member = findMember(call, image);
  if (!STATUSES.includes(status)) {
    throw badRequest('Incorrect request: Status must be "pending", "accepted" or "rejected".');
  }
  const changed = { ...member, status: status as MemberStatus, updated: call.glance.clock.now() };
  changeMembers(
    call,
    image,
    image.members.map((one) => (one === member ? changed : one)),
  );
  return json(200, memberView(image.id, changed));
}

function updatedStatus(body: unknown): unknown {
  if (Array.isArray(body)) throw badRequest('Expected a status in the form: {"status": "status"}');
  if (!('status' in (body as object))) throw badRequest('Status not specified');
  return (body as { status: unknown }).status;
}

/** `DELETE /v2/images/{id}/members/{member}`. */
export function removeMember(call: Call): Reply {
  const image = shownImage(call);
  if (image.visibility !== 'shared' || !mayChange(call.caller, image)) throw refuse('delete', image);
  const member = findMember(call, image);
  changeMembers(
    call,
    image,
    image.members.filter((one) => one !== member),
  );
  return { status: 204 };
}

function shownImage(call: Call): ImageRecord {
  return findImage(call, (id) => notFound(`Image ${id} not found.`));
}

function refuse(verb: 'create' | 'update' | 'delete', image: ImageRecord): GlanceError {
  return forbidden(`Not allowed to ${verb} members for image ${image.id}.`);
}

function shownMembers(call: Call, image: ImageRecord): readonly MemberRecord[] {
  const { caller } = call;
  if (caller.isAdmin || image.owner === caller.projectId) return image.members;
  return image.members.filter((member) => member.member_id === caller.projectId);
}

function findMember(call: Call, image: ImageRecord): MemberRecord {
  const id = call.parameters.member ?? '';
  const member = shownMembers(call, image).find((one) => one.member_id === id);
  if (member === undefined) throw notFound(`${id} not found in the member list of the image ${image.id}.`);
  return member;
}

function changeMembers(call: Call, image: ImageRecord, members: readonly MemberRecord[]): void {
  call.glance.records.setMembers(image.id, members);
}
