import type { Member, MemberStatus } from '../model/image.ts';
import type { ServiceClient } from '../openstack/service.ts';
import { AnswerError, asArray, asObject } from './answer.ts';
import { type CallOptions, hasStatus, imagePath, pathPart, unlessMissing } from './call.ts';
import { parseMember } from './wire.ts';

/** The projects with which an image is shared. Every call is a 403 while the image is not `shared`. */
export class Members {
  readonly #service: ServiceClient;

  constructor(service: ServiceClient) {
    this.#service = service;
  }

  async list(imageId: string, options: CallOptions = {}): Promise<readonly Member[]> {
    const answer = await this.#service.request({ method: 'GET', path: membersPath(imageId), ...options });
    const body = asObject(await answer.json(), `members of image ${imageId}`);
    return asArray(body.members, `members of image ${imageId}`).map(parseMember);
  }

  async get(imageId: string, projectId: string, options: CallOptions = {}): Promise<Member> {
    const answer = await this.#service.request({
      method: 'GET',
      path: memberPath(imageId, projectId),
      ...options,
    });
    return parseMember(await answer.json());
  }

  /** Shares the image with a project. A project that is a member already keeps its status. */
  async add(imageId: string, projectId: string, options: CallOptions = {}): Promise<Member> {
    try {
      const answer = await this.#service.request({
        method: 'POST',
        path: membersPath(imageId),
        json: { member: projectId },
        repeatable: true,
        ...options,
      });
      return parseMember(await answer.json());
    } catch (error) {
      if (!hasStatus(error, 409)) throw error;
      const member = await unlessMissing(this.get(imageId, projectId, options), null);
      if (member === null) throw error;
      return member;
    }
  }

  /** Only the member itself and admins may do this. */
  async setStatus(
    imageId: string,
    projectId: string,
    status: MemberStatus,
    options: CallOptions = {},
  ): Promise<Member> {
    const answer = await this.#service.request({
      method: 'PUT',
      path: memberPath(imageId, projectId),
      json: { status },
      repeatable: true,
      ...options,
    });
    return parseMember(await answer.json());
  }

  /** False when the project was not a member. */
  async remove(imageId: string, projectId: string, options: CallOptions = {}): Promise<boolean> {
    const removal = this.#service.request({
      method: 'DELETE',
      path: memberPath(imageId, projectId),
      repeatable: true,
      ...options,
    });
    const answer = await unlessMissing(removal, null);
    await answer?.drop();
    return answer !== null;
  }

  /**
   * Makes the list exactly `wantedIds`: first removes, then adds. Members that stay keep their status. `AnswerError` when
   * a removed member is still there.
   */
  async replace(
    imageId: string,
    wantedIds: readonly string[],
    options: CallOptions = {},
  ): Promise<{ readonly added: readonly string[]; readonly removed: readonly string[] }> {
    const wanted = new Set(wantedIds);
    const live = new Set((await this.list(imageId, options)).map((member) => member.memberId));
    const removed = [...live].filter((id) => !wanted.has(id));
    const added = [...wanted].filter((id) => !live.has(id));
    const missed: string[] = [];
    for (const id of removed) if (!(await this.remove(imageId, id, options))) missed.push(id);
    for (const id of added) await this.add(imageId, id, options);
    if (missed.length > 0) await this.#assertGone(imageId, missed, options);
    return { added, removed };
  }

  /** A proxy on the way may have answered the 404, so the member may still be there. */
  async #assertGone(imageId: string, ids: readonly string[], options: CallOptions): Promise<void> {
    const live = (await this.list(imageId, options)).map((member) => member.memberId);
    const still = ids.filter((id) => live.includes(id));
    if (still.length === 0) return;
    throw new AnswerError(
      `image ${imageId} is still shared with ${still.join(', ')}, though its removal was answered with 404`,
    );
  }
}

function membersPath(imageId: string): string {
  return `${imagePath(imageId)}/members`;
}

function memberPath(imageId: string, projectId: string): string {
  return `${membersPath(imageId)}/${pathPart(projectId)}`;
}
