import { holdsData } from '../../image/ownership.ts';
import type { Image } from '../../model/image.ts';
import type { Blocker } from '../../model/plan.ts';
import { deleteStep } from '../backups/retention.ts';
import { blockedDecision, type Decision, type ImageCase } from './decision.ts';

/** `state: absent`, or what expired and is not to stay: the published image and what interrupted runs left of it go; its backups stay. */
export function planDeletion({ image, match }: ImageCase): Decision {
  const others = match.namesakes.filter(holdsData);
  if (match.live && others.length > 0) return blockedDecision('delete', severalBearers(match.live, others));
  const going = [...(match.live ? [match.live] : []), ...match.superseded];
  const steps = [
    ...going.map((live) => deleteStep(live, 'absent')),
    ...match.staged.map((live) => deleteStep(live, 'leftover')),
  ];
  if (steps.length === 0) {
    const reason = image.expiry?.reason ?? 'absent as wanted';
    return { action: 'unchanged', reason, fields: [], content: null, steps };
  }
  return {
    action: 'delete',
    reason: image.expiry?.reason ?? 'state: absent',
    fields: [],
    content: null,
    steps,
  };
}

/** Deleting ours would leave the name to an image that the next run would take for the one to delete. */
function severalBearers(live: Image, others: readonly Image[]): Blocker {
  return {
    code: 'ambiguous',
    message:
      'more than one image bears this name; nothing is guessed. Pin the one to delete with `id:`, or rename the others.',
    candidates: [live, ...others].map((image) => image.id).sort(),
  };
}
