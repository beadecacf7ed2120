import { holdsData } from '../../image/ownership.ts';
import type { Image } from '../../model/image.ts';
import type { Blocker } from '../../model/plan.ts';
import { deleteStep } from '../backups/retention.ts';
import type { PlanInput } from '../input.ts';
import { shownReferrers } from '../references/referrers.ts';
import { blockedDecision, type Decision, type ImageCase } from './decision.ts';

/**
 * Plans an entry with `state: absent`, or an expired entry that must not stay. The published image and leftovers of
 * interrupted runs are deleted; backups stay.
 */
export function planDeletion({ image, match, input }: ImageCase): Decision {
  const others = match.namesakes.filter(holdsData);
  if (match.live && others.length > 0) return blockedDecision('delete', blockSameNamed(match.live, others));
  const going = [...(match.live ? [match.live] : []), ...match.superseded];
  const inUse = blockInUse(going, input);
  if (inUse) return blockedDecision('delete', inUse);
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

/** Blocks the deletion of an image to which others refer: servers could not be made of them any more. */
function blockInUse(going: readonly Image[], { referred = new Map() }: PlanInput): Blocker | null {
  const used = going.filter(({ id }) => referred.has(id));
  if (used.length === 0) return null;
  const referrers = used.flatMap(({ id }) => referred.get(id) ?? []);
  return {
    code: 'in-use',
    message: `other images refer to this image: ${shownReferrers(referrers)}. Point them to another image or delete them, then run again.`,
    candidates: [...new Set([...used, ...referrers].flatMap(({ id }) => id ?? []))].sort(),
  };
}

/** Blocks the deletion while another image has the name: the next run would delete that one. */
function blockSameNamed(live: Image, others: readonly Image[]): Blocker {
  return {
    code: 'ambiguous',
    message:
      'several images have this name, and reconcile does not guess which is meant. Pin the one to delete with `id:`, or rename the others.',
    candidates: [live, ...others].map((image) => image.id).sort(),
  };
}
