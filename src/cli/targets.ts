import { closest, distance } from 'fastest-levenshtein';
import { UsageError } from '../model/errors.ts';
import { isSelected, matchesPattern, type Selection } from '../plan/selection.ts';

/** Refuses a selection that matches nothing: a name that is misspelt must not look like a plan without changes. */
export function refuseUnknownTargets(names: readonly string[], selection: Selection): void {
  refuseUnknown('--target', selection.targets, names);
  refuseUnknown('--exclude', selection.excludes, names);
  if (names.length > 0 && !names.some((name) => isSelected(name, selection))) {
    throw new UsageError('--target and --exclude together leave no image');
  }
}

function refuseUnknown(option: string, patterns: readonly string[], names: readonly string[]): void {
  const unknown = patterns.find((pattern) => !names.some((name) => matchesPattern(name, pattern)));
  if (unknown === undefined) return;
  const meant = nearestName(unknown, names);
  throw new UsageError(`${option} "${unknown}" matches no image of the state file`, {
    ...(meant === undefined ? {} : { hint: `Did you mean "${meant}"?` }),
  });
}

/** The name that differs least, whatever its case; undefined when none is near enough to be meant. */
function nearestName(given: string, names: readonly string[]): string | undefined {
  if (names.length === 0) return undefined;
  const wanted = given.toLowerCase();
  const lower = names.map((name) => name.toLowerCase());
  const match = closest(wanted, lower);
  return distance(wanted, match) <= Math.ceil(match.length / 3) ? names[lower.indexOf(match)] : undefined;
}
