import type { Change } from '../../model/plan.ts';
import type { Step } from '../../model/step.ts';

/**
 * The ways that a change may go, each as a change without a comparison. A comparison has two: the image stays, with its
 * fields brought up to date, or it is replaced. Every other change has one.
 */
export function waysOf(change: Change): readonly Change[] {
  const [first, ...rest] = change.steps;
  if (first?.kind !== 'compare') return [change];
  const takesOver = (change.adopts ?? []).some(({ id }) => id === change.imageId);
  const stays: Change = { ...change, action: takesOver ? 'adopt' : 'update', steps: first.same };
  return rest.length === 0 ? [stays] : [stays, { ...change, action: 'replace', steps: rest }];
}

/** The steps of all ways of a change, without the comparison. */
export function stepsOfWays(change: Change): readonly Step[] {
  return waysOf(change).flatMap(({ steps }) => steps);
}
