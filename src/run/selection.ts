import { type Desired, publishersOf, type StateFile } from '../model/desired.ts';
import { UnresolvedError, UsageError } from '../model/errors.ts';
import type { Plan } from '../model/plan.ts';
import { matchesGlob, nearest } from '../model/text.ts';
import type { Unresolved } from '../model/unresolved.ts';
import { isPartial, isSelected } from '../plan/selection.ts';
import { allowancesOf, type StateOptions, selectionOf } from './options.ts';
import type { Asked } from './publishers.ts';

/** Refuses a state that lists no image, unless the user allows it: the file may have been cut short. */
export function refuseEmpty(
  { disabled, emptyFiles = [], emptyBecause = [], settings, files }: StateFile,
  { incomplete, listed }: Pick<Asked, 'incomplete' | 'listed'>,
  options: StateOptions,
): void {
  if (options.allowEmpty || disabled) return;
  if (emptyFiles.length > 0 && settings.prune !== 'never' && !isPartial(selectionOf(options))) {
    throw new UsageError(
      `${emptyFiles.join(', ')} lists no image, so reconcile would prune the images that it listed before (prune: ${settings.prune})`,
      { hint: 'Restore the file, remove it, or give --allow-empty to prune these images.' },
    );
  }
  if (listed.length > 0) return;
  // The state file names lists, so the lists are at fault, not the file.
  if (incomplete.length > 0) throw new UnresolvedError(incomplete.map(orAllowEmpty));
  const nothing = `${files.join(', ')} lists no image`;
  const why = emptyBecause.join('; ');
  throw new UsageError(why === '' ? nothing : `${nothing}: ${why}`, {
    hint: 'Add images under glance.server.images, or give --allow-empty to work without images.',
  });
}

function orAllowEmpty(list: Unresolved): Unresolved {
  return { ...list, hint: `${list.hint ?? ''} Or give --allow-empty to work without images.`.trim() };
}

/** Refuses a pattern that matches no image: a misspelt name must not look like a plan without changes. */
export function refuseUnknownTargets({ desired, listed }: Asked, options: StateOptions): void {
  // A list that reconcile could not read may hold any name.
  if (publishersOf(desired).skipped.some(({ name }) => name === null)) return;
  const selection = selectionOf(options);
  refuseUnknown('--target', selection.targets, listed);
  refuseUnknown('--exclude', selection.excludes, listed);
  refuseUnknown('--unhold', options.unhold ?? [], listed);
  if (listed.length > 0 && !listed.some((name) => isSelected(name, selection))) {
    throw new UsageError('--target and --exclude together select no image');
  }
}

/**
 * Warns about allowances that match no image. This is no error: a misspelt name allows nothing, and users run the same
 * command again after the image is gone. No warnings while entries are skipped, because reconcile prunes nothing then.
 */
export function unknownAllowances(desired: Desired, plan: Plan, options: StateOptions): readonly string[] {
  if (plan.unresolved) return [];
  const allowed = allowancesOf(options);
  // An allowance may name an image that left the file. The plan has that image.
  const names = [...desired.images, ...plan.changes].map(({ name }) => name);
  const unknown = [
    unknownPattern('--allow-delete', allowed.deletes, names, 'and no image that left it'),
    unknownPattern('--allow-replace', allowed.replaces, names),
    unknownPattern('--adopt', allowed.adopts ?? [], names, 'and no image that left it'),
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
  const unknown = patterns.find((pattern) => !names.some((name) => matchesGlob(name, pattern)));
  if (unknown === undefined) return null;
  const similar = nearest(unknown, names);
  const where = ['of the state file', ...(more === undefined ? [] : [more])].join(' ');
  return {
    message: `${option} "${unknown}" matches no image ${where}`,
    hint: similar === null ? '' : `Did you mean "${similar}"?`,
  };
}
