import type { Plan } from '../model/plan.ts';
import { summarise } from './summarise.ts';

/** Joins the plans of several targets to one plan. A warning or unresolved entry that several share is kept once. */
export function joinPlans(plans: readonly Plan[]): Plan {
  const [first, ...others] = plans;
  if (!first) throw new Error('a plan needs a target');
  if (others.length === 0) return first;
  const changes = plans.flatMap((plan) => plan.changes);
  const unresolved = unique(plans.flatMap((plan) => plan.unresolved ?? []));
  return {
    ...first,
    targets: plans.flatMap((plan) => plan.targets),
    partial: plans.some((plan) => plan.partial),
    summary: summarise(changes),
    changes,
    warnings: unique(plans.flatMap((plan) => plan.warnings)),
    ...(plans.some((plan) => plan.newHere) ? { newHere: true } : {}),
    ...(plans.some((plan) => plan.pruningWithheld) ? { pruningWithheld: true } : {}),
    ...(unresolved.length > 0 ? { unresolved } : {}),
  };
}

function unique<Value>(values: readonly Value[]): readonly Value[] {
  return [...new Map(values.map((value) => [JSON.stringify(value), value])).values()];
}
