import type { Action, Change } from '../model/plan.ts';

/** The sign in front of an image, as wide as the widest; `!` for one that is blocked. */
export function markOf(change: Change): string {
  return change.blockedBy.length > 0 ? '  !' : MARKS[change.action];
}

const MARKS = {
  create: '  +',
  replace: '-/+',
  update: '  ~',
  rename: '  ~',
  hide: '  ~',
  deactivate: '  ~',
  reactivate: '  ~',
  resume: '  +',
  adopt: ' <=',
  delete: '  -',
  unchanged: '  =',
} as const satisfies Record<Action, string>;

/** What an action did, for reports. */
export const PAST = {
  create: 'created',
  replace: 'replaced',
  update: 'updated',
  rename: 'renamed',
  hide: 'hidden',
  deactivate: 'deactivated',
  reactivate: 'reactivated',
  resume: 'resumed and published',
  adopt: 'adopted',
  delete: 'deleted',
  unchanged: 'unchanged',
} as const satisfies Record<Action, string>;
