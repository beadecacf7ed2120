import { StaleError } from '../../model/errors.ts';
import { type Change, isUnlistedChange, type Plan } from '../../model/plan.ts';
import { planToJson } from '../../report/json.ts';

/** Keys that say how a plan was made, or that follow from its changes (which `loadPlan` verifies). */
const NOT_COMPARED: readonly string[] = [
  'formatVersion',
  'state',
  'targets',
  'summary',
  'changes',
  'madeWith',
  'seal',
];

const HINT = 'Make a new plan, and look at it.';

/**
 * Demands that a saved plan is the plan that file and cloud give now. Compares every key of every change, so a new key
 * joins by itself. Leaves out the digests that a rehearsal learnt: only its own cache knows them. Throws {@link StaleError} when the two plans differ although the cloud is as planned.
 *
 * Returns the changes whose live images are not as planned, each with the first difference: apply leaves these out as
 * stale, and does the others.
 */
export function compareWithMade(planFile: string, saved: Plan, made: Plan): ReadonlyMap<Change, string> {
  const stale = new Map<Change, string>();
  const rest = [...made.changes];
  for (const change of saved.changes) {
    const at = rest.findIndex(({ name, region }) => name === change.name && region === change.region);
    const [counterpart] = at === -1 ? [] : rest.splice(at, 1);
    const difference = counterpart
      ? differenceOf(withoutLearnt(change), withoutLearnt(counterpart))
      : 'it is not among the changes';
    if (difference === null) continue;
    const hasMoved = counterpart
      ? differenceOf(change.basis, counterpart.basis) !== null
      : isUnlistedChange(change);
    if (!hasMoved) throw otherPlan(planFile, `the change of ${JSON.stringify(change.name)}: ${difference}`);
    stale.set(change, difference);
  }
  const lacking = rest.find(({ steps }) => steps.length > 0);
  if (lacking) {
    throw otherPlan(planFile, `it lacks the change ${lacking.action} of ${JSON.stringify(lacking.name)}`);
  }
  const following = stale.size > 0 ? FOLLOWING : [];
  const difference = differenceOf(withoutChanges(saved, following), withoutChanges(made, following));
  if (difference !== null) throw otherPlan(planFile, difference);
  return stale;
}

/**
 * The change without learnt digests. They only narrow which bytes the upload accepts, and a cache gives its bytes only
 * where it has learnt the same itself, so a saved plan can have others, or none.
 */
function withoutLearnt(change: Change): Change {
  const isLearnt = change.steps.some((step) => step.kind === 'upload' && step.expect.learnt);
  if (!isLearnt) return change;
  const steps = change.steps.map((step) => {
    if (step.kind !== 'upload' || !step.expect.learnt) return step;
    const { learnt: _, ...expect } = step.expect;
    return { ...step, expect: { ...expect, digests: {} } };
  });
  return { ...change, content: change.content && { ...change.content, digests: {} }, steps };
}

function otherPlan(planFile: string, difference: string): StaleError {
  return new StaleError(
    `${planFile} is not the plan that the state file and the cloud give now: ${difference}`,
    { hint: HINT },
  );
}

/** What follows from the changes, and so differs where one is stale. */
const FOLLOWING: readonly string[] = ['summary', 'warnings', 'newHere', 'pruningWithheld'];

function withoutChanges(plan: Plan, following: readonly string[]): object {
  const left = [...NOT_COMPARED, ...following];
  const entries = Object.entries(plan).filter(([key]) => !left.includes(key));
  return Object.fromEntries(entries);
}

/** A plan as it is read back from a file: without credentials and undefined values. */
export function asSaved(plan: Plan): Plan {
  return JSON.parse(planToJson(plan)) as Plan;
}

/** The first difference of two JSON values, as `/path is A, now B`; null when there is none. */
function differenceOf(saved: unknown, made: unknown, path = ''): string | null {
  if (isObject(saved) && isObject(made) && Array.isArray(saved) === Array.isArray(made)) {
    for (const key of new Set([...Object.keys(saved), ...Object.keys(made)])) {
      const found = differenceOf(childOf(saved, key), childOf(made, key), `${path}/${key}`);
      if (found !== null) return found;
    }
    return null;
  }
  if (saved === made) return null;
  return `${path} is ${shown(saved)} in the plan, and ${shown(made)} now`;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

function childOf(object: Record<string, unknown>, key: string): unknown {
  return Object.hasOwn(object, key) ? object[key] : undefined;
}

const LONGEST = 120;

function shown(value: unknown): string {
  const text = JSON.stringify(value) ?? 'absent';
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}
