import { UsageError } from '../model/errors.ts';
import { nearest } from '../model/text.ts';
import type { Allowances } from '../plan/input.ts';
import { isSelected, matchesPattern, type Selection } from '../plan/selection.ts';

/** Refuses a selection that matches nothing: a name that is misspelt must not look like a plan without changes. */
export function refuseUnknownTargets(names: readonly string[], selection: Selection): void {
  refuseUnknown('--target', selection.targets, names);
  refuseUnknown('--exclude', selection.excludes, names);
  if (names.length > 0 && !names.some((name) => isSelected(name, selection))) {
    throw new UsageError('--target and --exclude together leave no image');
  }
}

/**
 * What to say of allowances that match nothing. They are no errors: a misspelt one lets nothing through, and the same
 * command is run again after its image has gone.
 */
export function unknownAllowances(names: readonly string[], allowed: Allowances): readonly string[] {
  const unknown = [
    unknownPattern('--allow-delete', allowed.deletes, names, 'or of those that left it'),
    unknownPattern('--allow-replace', allowed.replaces, names),
  ];
  return unknown.flatMap((found) => (found === null ? [] : [[found.message, found.hint].join(' ').trim()]));
}

function refuseUnknown(option: string, patterns: readonly string[], names: readonly string[]): void {
  const unknown = unknownPattern(option, patterns, names);
  if (unknown === null) return;
  throw new UsageError(unknown.message, unknown.hint === '' ? {} : { hint: unknown.hint });
}

function unknownPattern(
  option: string,
  patterns: readonly string[],
  names: readonly string[],
  more?: string,
): { readonly message: string; readonly hint: string } | null {
  const unknown = patterns.find((pattern) => !names.some((name) => matchesPattern(name, pattern)));
  if (unknown === undefined) return null;
  const meant = nearest(unknown, names);
  const where = ['of the state file', ...(more === undefined ? [] : [more])].join(' ');
  return {
    message: `${option} "${unknown}" matches no image ${where}`,
    hint: meant === null ? '' : `Did you mean "${meant}"?`,
  };
}
