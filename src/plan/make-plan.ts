import { publishersOf } from '../model/desired.ts';
import {
  ACTIONS,
  type Change,
  PLAN_FORMAT_VERSION,
  type Plan,
  type Summary,
  uploadBytes,
} from '../model/plan.ts';
import { planListed } from './change/listed.ts';
import type { PlanInput } from './input.ts';
import { matchAll } from './match/match-all.ts';
import { planUnlisted } from './prune/prune.ts';
import { unlistedWarnings } from './prune/warnings.ts';
import { AFTER_PLANNING, BEFORE_PLANNING } from './publishers/rules.ts';
import { unresolvedIn } from './publishers/skip-entries.ts';
import { keepReferred } from './references/keep-referred.ts';
import { isPartial } from './selection.ts';

export type { PlanInput } from './input.ts';

/**
 * Makes the plan that brings the live service to what the file says. Pure: no I/O, no clock, no randomness; the same
 * input makes the same plan.
 */
export function makePlan(given: PlanInput): Plan {
  const input = BEFORE_PLANNING.reduce((current, rule) => rule(current), matchAll(given));
  const planned = keepReferred(input, (current) => [...planListed(current), ...planUnlisted(current)]);
  const changes = AFTER_PLANNING.reduce((current, rule) => rule(current, input), planned);
  const plan = planFrom(input, changes, unlistedWarnings(input));
  const unresolved = unresolvedIn(input.desired, input.selection);
  return {
    ...plan,
    ...(publishersOf(input.desired).pruningWithheld ? { pruningWithheld: true } : {}),
    ...(unresolved.length === 0 ? {} : { unresolved }),
  };
}

/** A plan of these changes, with its summary and the warnings of the file. */
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
