import { ACTIONS, type Change, type Summary, uploadBytes } from '../model/plan.ts';

/** Counts the changes by action; a blocked one counts as blocked alone. */
export function summarise(changes: readonly Change[]): Summary {
  const free = changes.filter((change) => change.blockedBy.length === 0);
  const counts = Object.fromEntries(
    ACTIONS.map((action) => [action, free.filter((change) => change.action === action).length]),
  ) as Record<(typeof ACTIONS)[number], number>;
  return {
    ...counts,
    blocked: changes.length - free.length,
    bytes: free
      .filter(({ action }) => action !== 'verify')
      .reduce((sum, { content }) => sum + ((content && uploadBytes(content)) ?? 0), 0),
  };
}
