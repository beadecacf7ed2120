import {
  ACTIONS,
  type Change,
  PLAN_FORMAT_VERSION,
  type Plan,
  type Summary,
  uploadBytes,
} from '../model/plan.ts';
import { planImage } from './change/change.ts';
import { guard } from './guards/limits.ts';
import type { PlanInput } from './input.ts';
import { matchAll } from './match/match-all.ts';
import { planUnlisted } from './prune/prune.ts';
import { unlistedWarnings } from './prune/warnings.ts';
import { unresolvedIn } from './publishers/left-out.ts';
import { recordListVersions } from './publishers/list-version.ts';
import { skipOlderImages } from './publishers/older-images.ts';
import { skipOlderLists } from './publishers/older-lists.ts';
import { skipReserved } from './publishers/reserved.ts';
import { skipUncertain } from './publishers/uncertain.ts';
import { isPartial } from './selection.ts';

export type { PlanInput } from './input.ts';

/**
 * Makes the plan by which the live service comes to hold what the file says. Pure: no I/O, no clock, no
 * randomness; the same input makes the same plan.
 */
export function makePlan(given: PlanInput): Plan {
  const input = skipReserved(skipUncertain(skipOlderImages(skipOlderLists(given))));
  const { desired } = input;
  const planned = [...matchAll(input)].map(([image, match]) => planImage(image, match, input));
  const listed = desired.images.length + (desired.skipped?.length ?? 0);
  const changes = guard([...planned, ...planUnlisted(input)], desired.settings, listed);
  const plan = planFrom(input, recordListVersions(changes, input), unlistedWarnings(input));
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
