import { readMarkers } from '../../image/markers.ts';
import { newestFirst } from '../../image/order.ts';
import { holdsData, isOfStack } from '../../image/ownership.ts';
import { type DesiredImage, publishersOf } from '../../model/desired.ts';
import type { Image } from '../../model/image.ts';
import { memoize } from '../../model/memoize.ts';
import { ownersOf } from '../input.ts';
import { indexOf } from '../match/indexes.ts';
import type { MatchedInput, Matches } from '../match/match-all.ts';

const matchesByName = memoize(
  (matches: Matches) => new Map([...matches].map(([{ name }, match]) => [name, match])),
);

/** The names of the entries that an entry refers to. */
export function referencedNames({ references = {} }: Pick<DesiredImage, 'references'>): readonly string[] {
  return Object.values(references).map(({ image }) => image);
}

/**
 * The image that an entry has now, also of an entry that this run leaves out or skips; null when there is none. Any
 * project may write our markers on its own images, so only those of the run's project and of the entry's `owner` count.
 */
export function currentImage(name: string, input: MatchedInput): Image | null {
  const { desired, observed, matches } = input;
  const match = matchesByName(matches).get(name);
  if (match) return match.live;
  const { expired, skipped } = publishersOf(desired);
  const entry =
    expired.find((image) => image.name === name) ?? skipped.find((other) => other.name === name)?.reserves;
  const owners = ownersOf(entry ?? {}, input);
  const published = indexOf(observed.images)
    .markedAs(desired.stack, new Set([name]))
    .filter(
      (live) =>
        isOfStack(live, desired.stack, owners) && readMarkers(live)?.role === 'current' && holdsData(live),
    );
  return newestFirst(published)[0] ?? null;
}
