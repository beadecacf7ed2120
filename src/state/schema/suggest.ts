import { closest, distance } from 'fastest-levenshtein';

/** The known name nearest to a mistyped one; null when none is near enough. */
export function nearest(name: string, known: readonly string[]): string | null {
  if (known.length === 0 || name.length > 100) return null;
  const lower = name.toLowerCase().replaceAll('-', '_');
  const match = closest(lower, [...known]);
  return distance(lower, match) <= Math.max(lower.length < 4 ? 1 : 2, Math.floor(match.length / 3))
    ? match
    : null;
}

/** A hint for an unknown name: the nearest known one, or all known ones. */
export function suggestion(name: string, known: readonly string[]): string {
  const match = nearest(name, known);
  return match === null ? `Use one of ${known.join(', ')}.` : `Did you mean "${match}"?`;
}
