import { type Change, isUnlistedChange } from '../../model/plan.ts';
import type { Step } from '../../model/step.ts';
import type { PlanInput, Referrer } from '../input.ts';
import { type Fates, fatesOf, type LiveReferrers, liveReferrers, remainingReferrers } from './referrers.ts';

/**
 * Plans so that no image is deleted to which another image still refers afterwards. `planAll` plans with the images
 * that must stay; it plans again while a plan deletes another one. Images that the plan itself re-points or deletes
 * hold nothing back, but they come first: their referent is retired or deleted after them.
 */
export function keepReferred<Input extends PlanInput>(
  input: Input,
  planAll: (input: Input) => readonly Change[],
): readonly Change[] {
  const live = liveReferrers(input);
  const referred = new Map<string, readonly Referrer[]>();
  for (;;) {
    const changes = planAll({ ...input, referred: new Map(referred) });
    const fates = fatesOf(changes);
    const before = referred.size;
    for (const id of deletedIds(changes)) {
      const remaining = remainingReferrers(id, live, fates);
      if (remaining.length > 0) referred.set(id, remaining);
    }
    if (referred.size === before) return afterReferrers(changes, live, fates);
  }
}

/** The ids of the images that a plan deletes. Without leftovers, which were never published: apply looks at them. */
export function deletedIds(changes: readonly Pick<Change, 'steps'>[]): readonly string[] {
  return changes.flatMap(({ steps }) =>
    steps.flatMap((step) => (step.kind === 'delete' && step.reason !== 'leftover' ? [step.id] : [])),
  );
}

/** Lets the steps that retire or delete an image wait for the changes that take away references to it. */
function afterReferrers(changes: readonly Change[], live: LiveReferrers, fates: Fates): readonly Change[] {
  const waits = new Map<string, Set<string>>();
  return changes.map((change) => ({
    ...change,
    steps: change.steps.map((step) => {
      const after = freeing(step, change, live, fates).filter((name) => !waitsFor(name, change.name, waits));
      if (after.length === 0) return step;
      waits.set(change.name, new Set([...(waits.get(change.name) ?? []), ...after]));
      return { ...step, after };
    }),
  }));
}

/** The names of the other changes that take away references to the image that a step retires or deletes. */
function freeing(step: Step, change: Change, live: LiveReferrers, fates: Fates): readonly string[] {
  if (step.kind !== 'retire' && (step.kind !== 'delete' || step.reason === 'leftover')) return [];
  const referrers = live.get(step.id.toLowerCase()) ?? [];
  const names = referrers.flatMap(({ id, property }) => {
    const set = fates.set(id, property)?.change ?? fates.replaced.get(id);
    const deletion = fates.deleted.get(id);
    // Pruning may be held back for long, and two images must not share the name until then.
    const isAwaited = deletion && (step.kind === 'delete' || !isUnlistedChange(deletion));
    return [set, isAwaited ? deletion : undefined].flatMap((other) =>
      other && other.name !== change.name ? [other.name] : [],
    );
  });
  return [...new Set(names)].sort();
}

/** Whether a change waits for another one already, directly or through others: two must not wait for each other. */
function waitsFor(name: string, other: string, waits: ReadonlyMap<string, ReadonlySet<string>>): boolean {
  const seen = new Set([name]);
  for (const one of seen) {
    if (one === other) return true;
    for (const next of waits.get(one) ?? []) seen.add(next);
  }
  return false;
}
