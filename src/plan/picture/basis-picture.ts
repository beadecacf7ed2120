import { ownersIn } from '../../image/ownership.ts';
import type { Target } from '../../model/cloud.ts';
import type { Change } from '../../model/plan.ts';
import type { Step } from '../../model/step.ts';
import { idsOf } from './simulate.ts';
import { stepsOfWays } from './ways.ts';

/**
 * Why the owners of a change's basis do not follow from the target and the steps; null when they do. An owner says whose
 * images count as ours: with another project among them, the change could take over that project's images unseen.
 *
 * For a plan without its state file. With the file, an entry's `owner` may name a project that no step names.
 */
export function ownersFault(change: Change, target: Target): string | null {
  const { basis, steps } = change;
  if (steps.length === 0) return null;
  const known = [...ownersIn(target), ...stepsOfWays(change).flatMap(ownersSetBy)];
  const other = basis.owners.find((owner) => !known.includes(owner));
  if (other === undefined) return null;
  const whose = other === null ? 'without an owner' : `of project ${other}`;
  return `it counts images ${whose} as its own, and no step names that owner`;
}

function ownersSetBy(step: Step): readonly (string | null)[] {
  if (step.kind === 'stage') return [step.attributes.owner ?? null].filter((owner) => owner !== null);
  if (!('patch' in step)) return [];
  return step.patch.flatMap(({ path, value }) =>
    path === '/owner' && typeof value === 'string' ? [value] : [],
  );
}

/**
 * Why the namesakes of a change do not follow from its other parts; null when they do. Apply leaves namesakes alone, where it
 * would take another image of the name for a newer one: so the change touches each of them, or a warning names it.
 */
export function namesakesFault(change: Change): string | null {
  const { basis, steps, warnings } = change;
  if (steps.length === 0) return null;
  const touched = idsOf({ ...change, basis: { ...basis, images: {} } });
  const hidden = basis.namesakes.find(
    (id) => !touched.includes(id) && !warnings.some((warning) => warning.includes(id)),
  );
  return hidden === undefined
    ? null
    : `/basis has the image ${hidden} with the same name, which it neither touches nor shows`;
}
