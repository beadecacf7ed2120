import type { Desired, DesiredImage } from '../../model/desired.ts';
import { publicPart, type SkippedEntry, type Unresolved } from '../../model/unresolved.ts';
import type { PlanInput } from '../input.ts';
import { isSelected, type Selection } from '../selection.ts';

/** What a plan has to say of what is left out: not of images that it is not about. */
export function unresolvedIn(
  { skipped = [] }: Pick<Desired, 'skipped'>,
  selection: Selection,
): readonly Unresolved[] {
  return skipped.filter(({ name }) => name === null || isSelected(name, selection)).map(publicPart);
}

/** The input without what is left out. What is missing from the rest has not left the file. */
export function withSkipped(
  input: PlanInput,
  images: readonly DesiredImage[],
  skipped: readonly SkippedEntry[],
): PlanInput {
  const { settings, warnings } = input.desired;
  const isTold = settings.prune === 'never' || warnings.includes(NOTHING_PRUNED);
  return {
    ...input,
    desired: {
      ...input.desired,
      images,
      skipped,
      settings: { ...settings, prune: 'never' },
      warnings: isTold ? warnings : [...warnings, NOTHING_PRUNED],
    },
  };
}

const NOTHING_PRUNED = 'nothing is pruned in this run, as not everything could be resolved';
