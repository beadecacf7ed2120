import {
  type Desired,
  type DesiredImage,
  type Publishers,
  publishersOf,
  reservesOf,
} from '../../model/desired.ts';
import { publicPart, type SkippedEntry, type Unresolved } from '../../model/unresolved.ts';
import type { PlanInput } from '../input.ts';
import type { Match } from '../match/match.ts';
import { type MatchedInput, matchRest, selectedMatches } from '../match/match-all.ts';
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
 * Skips the entries, expired ones included, about which `refuse` says why. `concerns` spares the matching when no entry
 * could be refused.
 */
export function skipRefused(
  input: MatchedInput,
  concerns: (image: DesiredImage) => boolean,
  refuse: (image: DesiredImage, match: Match) => Refusal | null,
): MatchedInput {
  const { images } = input.desired;
  const { expired, skipped } = publishersOf(input.desired);
  if (![...images, ...expired].some(concerns)) return input;
  const refused = new Map(
    [...selectedMatches(input), ...expiredMatches(input)].flatMap(([image, match]) => {
      const refusal = refuse(image, match);
      const { name, at } = image;
      return refusal === null
        ? []
        : [[image, { name, list: null, at, ...refusal, reserves: reservesOf(image) }] as const];
    }),
  );
  if (refused.size === 0) return input;
  return skipEntries(input, {
    images: images.filter((image) => !refused.has(image)),
    expired: expired.filter((image) => !refused.has(image)),
    skipped: [...skipped, ...refused.values()],
  });
}

/** The matches of expired entries that count as unlisted. */
function expiredMatches(input: PlanInput): ReturnType<typeof selectedMatches> {
  const { expired } = publishersOf(input.desired);
  return selectedMatches(matchRest({ ...input, desired: { ...input.desired, images: expired } }));
}

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
