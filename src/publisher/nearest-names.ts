import { distance } from 'fastest-levenshtein';

/** Names that are looked at: more than any publisher has, and few enough for every document. */
const MOST = 20_000;
const LONGEST = 256;

/** The known names nearest to one that is missing, nearest first. */
export function nearestNames(name: string, known: Iterable<string>, count = 3): readonly string[] {
  const wanted = name.slice(0, LONGEST);
  const near: { readonly name: string; readonly distance: number }[] = [];
  let looked = 0;
  for (const candidate of new Set(known)) {
    if (looked++ === MOST) break;
    if (candidate.length > LONGEST) continue;
    const found = { name: candidate, distance: distance(wanted, candidate) };
    const at = near.findIndex((other) => other.distance > found.distance);
    near.splice(at === -1 ? near.length : at, 0, found);
    near.length = Math.min(near.length, count);
  }
  return near.map((found) => found.name);
}
