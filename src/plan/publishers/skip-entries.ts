import { type Desired, type DesiredImage, type Publishers, publishersOf } from '../../model/desired.ts';
import { publicPart, type SkippedEntry, type Unresolved } from '../../model/unresolved.ts';
import type { PlanInput } from '../input.ts';
import { type MatchedInput, matchRest } from '../match/match-all.ts';
import { isSelected, type Selection } from '../selection.ts';

/** The skipped entries that a plan reports: those that its selection names, and those without a name. */
export function unresolvedIn(
  desired: Pick<Desired, 'publishers'>,
  selection: Selection,
): readonly Unresolved[] {
  return publishersOf(desired)
    .skipped.filter(({ name }) => name === null || isSelected(name, selection))
    .map(publicPart);
}

/** Why a rule skips an entry, and the way out. */
export type Refusal = Pick<SkippedEntry, 'message' | 'hint'>;

type Rest = Partial<Pick<Publishers, 'asked' | 'expired' | 'skipped'>> & {
  readonly images: readonly DesiredImage[];
};

/**
 * The input without the entries that a rule skips, matched again. Nothing is pruned then: a skipped entry is still listed.
 */
export function skipEntries(input: PlanInput, { images, ...answers }: Rest): MatchedInput {
  const { settings } = input.desired;
  const publishers = publishersOf(input.desired);
  const pruningWithheld = publishers.pruningWithheld || settings.prune !== 'never';
  return matchRest({
    ...input,
    desired: {
      ...input.desired,
      images,
      settings: { ...settings, prune: 'never' },
      publishers: { ...publishers, ...answers, pruningWithheld },
    },
  });
}
