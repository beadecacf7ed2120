import { type Blocker, type Change, isUnlistedChange, type Plan } from '../model/plan.ts';
import type { Step } from '../model/step.ts';
import { summarise } from './summarise.ts';

/** Whether a blocker concerns the whole plan, so that nothing of the plan may be applied. */
export function isWhollyBlocked({ changes }: Pick<Plan, 'changes'>): boolean {
  return changes.some(({ blockedBy }) => blockedBy.some(({ scope }) => scope === 'plan'));
}

/**
 * The plan with its blocked changes left out, for apply to do the others. What depends on a change that is left out is
 * left out as well, as blocked, and nothing is pruned. Every other change stays the same object. A plan without blocked
 * changes, or with a blocker that concerns the whole plan, is returned as it is.
 */
export function skipBlocked(plan: Plan): Plan {
  const isBlocked = plan.changes.some(({ blockedBy }) => blockedBy.length > 0);
  if (!isBlocked || isWhollyBlocked(plan)) return plan;
  let changes: readonly Change[] = plan.changes.map(holdPruning);
  for (let isFinal = false; !isFinal; ) {
    const next = holdRelatives(changes);
    isFinal = next.every((change, index) => change === changes[index]);
    changes = next;
  }
  return { ...plan, skipsBlocked: true, summary: summarise(changes), changes };
}

/** A cloud that is not yet as the file wants it loses no image that the file does not name. */
function holdPruning(change: Change): Change {
  return doesNothing(change) || !isUnlistedChange(change)
    ? change
    : hold(change, 'nothing is pruned while the plan has a blocked change');
}

function holdRelatives(changes: readonly Change[]): readonly Change[] {
  const out = changes.filter(({ blockedBy }) => blockedBy.length > 0);
  return changes.map((change) => {
    if (doesNothing(change)) return change;
    const why = whyHeld(
      change,
      out.filter(({ region }) => region === change.region),
    );
    return why === null ? change : hold(change, why);
  });
}

function doesNothing({ blockedBy, steps }: Change): boolean {
  return blockedBy.length > 0 || steps.length === 0;
}

/** Why a change cannot be made without the changes that are left out; null when it can. */
function whyHeld(change: Change, out: readonly Change[]): string | null {
  const isOut = (name: string) => out.some((other) => other.name === name);
  const referent = (change.refersTo ?? []).find(isOut);
  if (referent !== undefined) return `it refers to the image of "${referent}", which is left out`;
  const before = change.steps.flatMap(afterOf).find(isOut);
  if (before !== undefined) {
    return `its old image goes only after the change of "${before}", which is left out`;
  }
  const { notedBy } = change;
  if (notedBy?.every(isOut)) {
    return `the changes that would record the new version of its list are left out: ${notedBy.map((name) => `"${name}"`).join(', ')}`;
  }
  const ids = imagesOf(change);
  for (const other of out) {
    const shared = imagesOf(other).find((id) => ids.includes(id));
    if (shared !== undefined)
      return `image ${shared} also concerns the change of "${other.name}", which is left out`;
  }
  return null;
}

function afterOf(step: Step): readonly string[] {
  if (step.kind === 'compare') return step.same.flatMap(afterOf);
  return step.kind === 'retire' || step.kind === 'delete' ? (step.after ?? []) : [];
}

/** The live images that a change touches, that have its name, or that it could mean. */
function imagesOf({ imageId, basis, steps, blockedBy }: Change): readonly string[] {
  return [
    ...(imageId === null ? [] : [imageId]),
    ...Object.keys(basis.images),
    ...basis.namesakes,
    ...steps.flatMap((step) => ('id' in step ? [step.id] : [])),
    ...blockedBy.flatMap(({ code, candidates }) => (code === 'ambiguous' ? candidates : [])),
  ];
}

function hold(change: Change, message: string): Change {
  const blocker: Blocker = { code: 'held-back', message, candidates: [] };
  return { ...change, steps: [], blockedBy: [blocker] };
}
