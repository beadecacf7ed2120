import { closest, distance } from 'fastest-levenshtein';

/** The known name nearest to a mistyped one; null when none is near enough to be meant. */
export function nearest(name: string, known: readonly string[]): string | null {
  if (known.length === 0 || name.length > 100) return null;
  const lower = name.toLowerCase().replaceAll('-', '_');
  const match = closest(lower, [...known]);
  return distance(lower, match) <= Math.max(lower.length < 4 ? 1 : 2, Math.floor(match.length / 3))
    ? match
    : null;
}

/** "Did you mean …", or the whole list of what is known. */
export function suggestion(name: string, known: readonly string[]): string {
  const match = nearest(name, known);
  return match === null ? `Known: ${known.join(', ')}.` : `Did you mean "${match}"?`;
}
