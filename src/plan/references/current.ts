import { readMarkers } from '../../image/markers.ts';
import type { DesiredImage } from '../../model/desired.ts';
import type { Image } from '../../model/image.ts';
import { memoize } from '../../model/memoize.ts';
import type { MatchedInput, Matches } from '../match/match-all.ts';

const matchesByName = memoize(
  (matches: Matches) => new Map([...matches].map(([{ name }, match]) => [name, match])),
);

/** The names of the entries that an entry refers to. */
export function referencedNames({ references = {} }: Pick<DesiredImage, 'references'>): readonly string[] {
  return Object.values(references).map(({ image }) => image);
}

/** The image that an entry has now, also of an entry that this run leaves out or skips; null when there is none. */
export function currentImage(name: string, { desired, observed, matches }: MatchedInput): Image | null {
  const match = matchesByName(matches).get(name);
  if (match) return match.live;
  const owned = observed.images.filter((live) => {
    const markers = readMarkers(live);
    return markers?.stack === desired.stack && markers.image === name && markers.role === 'current';
  });
  return owned[0] ?? null;
}
