import type { Desired, DesiredImage } from '../../model/desired.ts';
import { toldOf, type Unresolved, type UnresolvedEntry } from '../../model/unresolved.ts';
import type { PlanInput } from '../input.ts';
import { isSelected, type Selection } from '../selection.ts';

/** What a plan has to say of what is left out: not of images that it is not about. */
export function unresolvedIn(
  { unresolved = [] }: Pick<Desired, 'unresolved'>,
  selection: Selection,
): readonly Unresolved[] {
  return unresolved.filter(({ name }) => name === null || isSelected(name, selection)).map(toldOf);
}

/** The input without what is left out. What is missing from the rest has not left the file. */
export function withUnresolved(
  input: PlanInput,
  images: readonly DesiredImage[],
  unresolved: readonly UnresolvedEntry[],
): PlanInput {
  const { settings, warnings } = input.desired;
  const isTold = settings.prune === 'never' || warnings.includes(NOTHING_PRUNED);
  return {
    ...input,
    desired: {
      ...input.desired,
      images,
      unresolved,
      settings: { ...settings, prune: 'never' },
      warnings: isTold ? warnings : [...warnings, NOTHING_PRUNED],
    },
  };
}

const NOTHING_PRUNED = 'nothing is pruned in this run, as not everything could be resolved';
