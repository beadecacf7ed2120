import { type Desired, publishersOf, type StateFile } from '../model/desired.ts';
import { UnresolvedError, UsageError } from '../model/errors.ts';
import type { Plan } from '../model/plan.ts';
import { nearest } from '../model/text.ts';
import type { Unresolved } from '../model/unresolved.ts';
import { isPartial, isSelected, matchesPattern } from '../plan/selection.ts';
import { allowancesOf, type StateOptions, selectionOf } from './options.ts';
import type { Asked } from './publishers.ts';

/** Refuses a state that lists no image: an unreadable file must not look like a wish to keep nothing. */
export function refuseEmpty(
  { emptyFiles = [], settings, files, warnings }: StateFile,
  { incomplete, listed }: Pick<Asked, 'incomplete' | 'listed'>,
  options: StateOptions,
): void {
  if (options.allowEmpty) return;
  if (emptyFiles.length > 0 && settings.prune !== 'never' && !isPartial(selectionOf(options))) {
    throw new UsageError(
      `${emptyFiles.join(', ')} lists no image, and what it listed before would be pruned (prune: ${settings.prune})`,
      { hint: 'Restore it, take it away, or give --allow-empty if that is meant.' },
    );
  }
  if (listed.length > 0) return;
  // The file names lists, and is not at fault for what they hold.
  if (incomplete.length > 0) throw new UnresolvedError(incomplete.map(orAllowEmpty));
  const nothing = `${files.join(', ')} lists no image`;
  const why = warnings.filter((warning) => !warning.startsWith(nothing)).join('; ');
  throw new UsageError(why === '' ? nothing : `${nothing}: ${why}`, {
    hint: 'Add images under glance.server.images, or give --allow-empty if that is meant.',
  });
}

function orAllowEmpty(list: Unresolved): Unresolved {
  return { ...list, hint: `${list.hint ?? ''} Give --allow-empty if no image is meant to be there.`.trim() };
}

/** Refuses a selection that matches nothing: a misspelt name must not look like a plan without changes. */
export function refuseUnknownTargets({ desired, listed }: Asked, options: StateOptions): void {
  // A list that could not be read can hold any name.
  if (publishersOf(desired).skipped.some(({ name }) => name === null)) return;
  const selection = selectionOf(options);
  refuseUnknown('--target', selection.targets, listed);
  refuseUnknown('--exclude', selection.excludes, listed);
  if (listed.length > 0 && !listed.some((name) => isSelected(name, selection))) {
    throw new UsageError('--target and --exclude together leave no image');
  }
}

/**
 * Warnings about allowances that match no image. They are no errors: a misspelt one allows nothing, and the same
 * command runs again after its image is gone. While entries are skipped nothing is pruned, so nothing is said.
 */
export function unknownAllowances(desired: Desired, plan: Plan, options: StateOptions): readonly string[] {
  if (plan.unresolved) return [];
  const allowed = allowancesOf(options);
  // An image that left the file can be named too: it is in the plan.
  const names = [...desired.images, ...plan.changes].map(({ name }) => name);
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
