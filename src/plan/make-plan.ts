import { publishersOf } from '../model/desired.ts';
import { type Change, PLAN_FORMAT_VERSION, type Plan } from '../model/plan.ts';
import { planListed } from './change/listed.ts';
import { planBothWays } from './change/verify.ts';
import { isNewHere, unnamedCloudWarnings } from './guards/origin.ts';
import type { PlanInput } from './input.ts';
import { type MatchedInput, matchAll } from './match/match-all.ts';
import { planMoves } from './moves/plan-moves.ts';
import { showEffects } from './picture/change-picture.ts';
import { planUnlisted } from './prune/prune.ts';
import { unlistedWarnings } from './prune/warnings.ts';
import { AFTER_PLANNING, BEFORE_PLANNING } from './publishers/rules.ts';
import { unresolvedIn } from './publishers/skip-entries.ts';
import { keepReferred } from './references/keep-referred.ts';
import { isPartial } from './selection.ts';
import { summarise } from './summarise.ts';

export type { PlanInput } from './input.ts';

/**
 * Makes the plan that brings the live service to what the file says. Pure: no I/O, no clock, no randomness; the same
 * input makes the same plan.
 */
export function makePlan(given: PlanInput): Plan {
  const input = BEFORE_PLANNING.reduce((current, rule) => rule(current), matchAll(given));
  const changes = planMoves(input, (current) => planBothWays(current, planAll));
  const plan = planFrom(input, changes, [...unlistedWarnings(input), ...unnamedCloudWarnings(input)]);
  const unresolved = unresolvedIn(input.desired, input.selection);
  return {
    ...plan,
    ...(isNewHere(input) ? { newHere: true } : {}),
    ...(publishersOf(input.desired).pruningWithheld ? { pruningWithheld: true } : {}),
    ...(unresolved.length === 0 ? {} : { unresolved }),
  };
}

/** All changes, of which each content is known to agree or to differ. */
function planAll(input: MatchedInput): readonly Change[] {
  const planned = keepReferred(input, (current) => [...planListed(current), ...planUnlisted(current)]);
  return AFTER_PLANNING.reduce((current, rule) => rule(current, input), planned);
}

/** A plan of these changes, with all their effects, its summary and the warnings of the file. */
export function planFrom(
  { desired, observed, selection }: Pick<PlanInput, 'desired' | 'observed' | 'selection'>,
  planned: readonly Change[],
  warnings: readonly string[] = [],
): Plan {
  const live = new Map(observed.images.map((image) => [image.id, image]));
  const changes = planned.map((change) => showEffects(change, live, planned));
  return {
    formatVersion: PLAN_FORMAT_VERSION,
    stack: desired.stack,
    ...(desired.origin === undefined ? {} : { origin: desired.origin }),
    state: { files: desired.files, sha256: desired.sha256 },
    targets: [observed.target],
    partial: isPartial(selection),
    summary: summarise(changes),
    changes,
    warnings: [...desired.warnings, ...warnings],
  };
}
