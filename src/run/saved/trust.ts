import { PlanFileError } from '../../model/errors.ts';
import type { Plan } from '../../model/plan.ts';

const WAYS_OUT =
  'seal the plan with --plan-key FILE when you make it and when you apply it, or read the plan and say --trust-plan';

/** Throws `PlanFileError` when a plan without a seal goes beyond what its state file says. */
export function refuseBeyondFile(planFile: string, beyond: readonly string[]): void {
  if (beyond.length === 0) return;
  throw new PlanFileError(
    `${planFile} was made with ${beyond.join(', ')}, which the state file does not say and a changed plan could claim`,
    { hint: `Make the plan without that; or ${WAYS_OUT}.` },
  );
}

/**
 * Throws `PlanFileError` when a plan without its state file, and without a seal, does anything. `lacking`: why the state
 * file is not at hand. The kind of the steps does not matter: without the file, nothing tells an honest plan from an
 * edited one.
 */
export function refuseUnconfirmed(planFile: string, plan: Plan, lacking: string): void {
  const names = plan.changes.flatMap(({ name, steps }) => (steps.length > 0 ? [JSON.stringify(name)] : []));
  const [first] = names;
  if (first === undefined) return;
  const others = names.length === 1 ? '' : ` and ${names.length - 1} more`;
  throw new PlanFileError(
    `${planFile} is applied without its state file (${lacking}), so nothing confirms that the plan was not edited: it changes ${first}${others}`,
    { hint: `Name the state file with -f FILE; or ${WAYS_OUT}.` },
  );
}
