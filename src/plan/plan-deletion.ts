import type { Decision, ImageCase } from './plan-image.ts';
import { deleteStep } from './retention.ts';

/** `state: absent`: the published image and what interrupted runs left of it go; its backups stay. */
export function planDeletion({ match }: ImageCase): Decision {
  const going = [...(match.live ? [match.live] : []), ...match.superseded];
  const steps = [
    ...going.map((live) => deleteStep(live, 'absent')),
    ...match.staged.map((live) => deleteStep(live, 'leftover')),
  ];
  if (steps.length === 0) {
    return { action: 'unchanged', reason: 'absent as wanted', fields: [], content: null, steps };
  }
  const unprotected = going.filter((live) => live.protected);
  return {
    action: 'delete',
    reason: 'state: absent',
    fields: [],
    content: null,
    steps,
    warnings: unprotected.map((live) => `${live.id} is protected; it is unprotected to be deleted`),
  };
}
