import { HttpError } from '../../model/errors.ts';
import { setOperation } from '../../model/image.ts';
import type { MembersStep, ShareStep } from '../../model/step.ts';
import { type ChangeContext, stagedOf, warn } from '../context.ts';
import { whileAlive } from '../heartbeat.ts';
import { takePending } from '../pending.ts';

/**
 * Shares a staged image under its staging name, so that the image has its members when it is published. Also accepts it
 * for projects that had accepted the replaced image, if this run's rights allow.
 */
export async function share(step: ShareStep, context: ChangeContext): Promise<void> {
  const staged = stagedOf(context);
  const { id } = staged;
  const recorded = takePending(staged)?.operations ?? [];
  await context.glance.images.patch(id, [setOperation('visibility', 'shared'), ...recorded]);
  // Takes one or two requests a member.
  await whileAlive(context, () => invite(step, id, context));
}

async function invite(step: ShareStep, id: string, context: ChangeContext): Promise<void> {
  const { members } = context.glance;
  const former = step.carryFrom === null ? [] : await members.list(step.carryFrom);
  const wanted = step.members ?? former.map((member) => member.memberId);
  const { created, takenUp = false } = stagedOf(context);
  // This run has just made the image private: it has no members yet.
  if (created && !takenUp) for (const member of new Set(wanted)) await members.add(id, member);
  else await members.replace(id, wanted);

  const accepted = former.filter(
    (member) => member.status === 'accepted' && wanted.includes(member.memberId),
  );
  for (const member of accepted) {
    try {
      await members.setStatus(id, member.memberId, 'accepted');
    } catch (error) {
      if (!(error instanceof HttpError) || error.status !== 403) throw error;
      warn(
        context,
        'projects that had accepted the replaced image must accept the new image: only an admin may accept it for them',
      );
      return;
    }
  }
}

/** Sets the member list of a live image. */
export async function setMembers(step: MembersStep, context: ChangeContext): Promise<void> {
  await context.glance.members.replace(step.id, step.want);
}

/** Makes a staged image private again, without members. */
export async function unshare(id: string, { glance }: ChangeContext): Promise<void> {
  const image = await glance.images.find(id);
  if (image?.visibility !== 'shared') return;
  await glance.members.replace(id, []);
  await glance.images.patch(id, [setOperation('visibility', 'private')]);
}
