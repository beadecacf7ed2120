import type { Blocker } from '../model/plan.ts';
import type { Claims } from '../model/unresolved.ts';
import type { Decision, ImageCase } from './change/decision.ts';
import { findDoubt } from './publishers/reserved.ts';

/** Of a list that is not asked as little is known as of one that cannot be read. */
const UNKNOWN: Claims = { names: [], ids: [], handles: [], unknown: true };

/** A live image that may be of a list which a run about other images does not ask: nothing is done with it then. */
export function unaskedClaims({ image, match, input }: ImageCase, { steps }: Decision): readonly Blocker[] {
  const { stack, unaskedLists = [] } = input.desired;
  if (steps.length === 0) return [];
  const lists = unaskedLists.map((list) => ({ ...list, claims: UNKNOWN }));
  const doubt = findDoubt(image, match, stack, lists);
  if (!doubt) return [];
  const { place, at } = doubt.of;
  return [
    {
      code: 'ambiguous',
      message: `the live image ${doubt.live.id} may be that of ${JSON.stringify(place)} (${at.file}:${at.line}), which a run about other images does not ask: it is left as it is. Make a plan of all, without --target, or of the list's images as well.`,
      candidates: [doubt.live.id],
    },
  ];
}
