import {
  ACTIONS,
  type Change,
  PLAN_FORMAT_VERSION,
  type Plan,
  type Summary,
  uploadBytes,
} from '../model/plan.ts';
import type { PlanInput } from './context.ts';
import { departedWarnings } from './departed-warnings.ts';
import { guard } from './guards.ts';
import { leaveOutUnsureHeirs } from './heirs.ts';
import { leaveOutOlderImages } from './older-images.ts';
import { planDeparted } from './plan-departed.ts';
import { planImage } from './plan-image.ts';
import { matchAll } from './questions.ts';
import { leaveOutRefusedLists } from './refused-lists.ts';
import { isPartial } from './selection.ts';
import { leaveOutDoubtful, unresolvedIn } from './unresolved.ts';
import { noteWithdrawals } from './withdrawals.ts';

export type { PlanInput } from './context.ts';

/**
 * Makes the plan by which the live service comes to hold what the file says. Pure: no I/O, no clock, no
 * randomness; the same input makes the same plan.
 */
export function makePlan(given: PlanInput): Plan {
  const input = leaveOutDoubtful(leaveOutUnsureHeirs(leaveOutOlderImages(leaveOutRefusedLists(given))));
  const { desired } = input;
  const planned = [...matchAll(input)].map(([image, match]) => planImage(image, match, input));
  const listed = desired.images.length + (desired.unresolved?.length ?? 0);
  const changes = guard([...planned, ...planDeparted(input)], desired.settings, listed);
  const plan = planFrom(input, noteWithdrawals(changes, input), departedWarnings(input));
  const unresolved = unresolvedIn(desired, input.selection);
  return unresolved.length === 0 ? plan : { ...plan, unresolved };
}

/** A plan of these changes. */
export function planFrom(
  { desired, observed, selection }: Pick<PlanInput, 'desired' | 'observed' | 'selection'>,
  changes: readonly Change[],
  warnings: readonly string[] = [],
): Plan {
  return {
    formatVersion: PLAN_FORMAT_VERSION,
    stack: desired.stack,
    state: { files: desired.files, sha256: desired.sha256 },
    targets: [observed.target],
    partial: isPartial(selection),
    summary: summarise(changes),
    changes,
    warnings: [...desired.warnings, ...warnings],
  };
}

/** Counts the changes by action; a blocked one counts as blocked alone. */
export function summarise(changes: readonly Change[]): Summary {
  const free = changes.filter((change) => change.blockedBy.length === 0);
  const counts = Object.fromEntries(
    ACTIONS.map((action) => [action, free.filter((change) => change.action === action).length]),
  ) as Record<(typeof ACTIONS)[number], number>;
  return {
    ...counts,
    blocked: changes.length - free.length,
    bytes: free.reduce((sum, change) => sum + ((change.content && uploadBytes(change.content)) ?? 0), 0),
  };
}
