import { HttpError } from '../../model/errors.ts';
import { setOperation } from '../../model/image.ts';
import type { MembersStep, ShareStep } from '../../model/step.ts';
import { type ChangeContext, stagedOf, warn } from '../context.ts';
import { whileAlive } from '../heartbeat.ts';

/**
 * Shares a staged image while it still bears its staging name, so that it has its members at the instant it is
 * published. Projects that had accepted its predecessor find it accepted, where our rights allow.
 */
export async function share(step: ShareStep, context: ChangeContext): Promise<void> {
  const { id } = stagedOf(context);
  await context.glance.images.patch(id, [setOperation('visibility', 'shared')]);
  // A request or two for each of them.
  await whileAlive(context, () => invite(step, id, context));
}

async function invite(step: ShareStep, id: string, context: ChangeContext): Promise<void> {
  const { members } = context.glance;
  const former = step.carryFrom === null ? [] : await members.list(step.carryFrom);
  const wanted = step.members ?? former.map((member) => member.memberId);
  await members.replace(id, wanted);

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
        'projects that had accepted the replaced image must accept the new one: only an admin may do it for them',
      );
      return;
    }
  }
}

/** Makes the member list of a live image the wanted one. */
export async function setMembers(step: MembersStep, context: ChangeContext): Promise<void> {
  await context.glance.members.replace(step.id, step.want);
}
