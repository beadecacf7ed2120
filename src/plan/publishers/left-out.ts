import type { Desired } from '../../model/desired.ts';
import { publicPart, type SkippedEntry, type Unresolved } from '../../model/unresolved.ts';
import type { PlanInput } from '../input.ts';
import { type MatchedInput, matchRest } from '../match/match-all.ts';
import { isSelected, type Selection } from '../selection.ts';

/** What a plan has to say of what is left out: not of images that it is not about. */
export function unresolvedIn(
  { skipped = [] }: Pick<Desired, 'skipped'>,
  selection: Selection,
): readonly Unresolved[] {
  return skipped.filter(({ name }) => name === null || isSelected(name, selection)).map(publicPart);
}

/** Why a rule skips an entry, in words. */
export type Refusal = Pick<SkippedEntry, 'message' | 'hint'>;

type Rest = Partial<Pick<Desired, 'images' | 'skipped' | 'lapsed' | 'askedLists'>>;

/** The input without the entries that a rule skips, matched again. An entry that is skipped has not left the file. */
export function skipEntries(input: PlanInput, rest: Rest): MatchedInput {
  const { settings, warnings } = input.desired;
  const isTold = settings.prune === 'never' || warnings.includes(NOTHING_PRUNED);
  return matchRest({
    ...input,
    desired: {
      ...input.desired,
      ...rest,
      settings: { ...settings, prune: 'never' },
      warnings: isTold ? warnings : [...warnings, NOTHING_PRUNED],
    },
  });
}

const NOTHING_PRUNED = 'nothing is pruned in this run, as not everything could be resolved';
