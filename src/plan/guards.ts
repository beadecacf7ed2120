import type { Limit, RunSettings } from '../model/desired.ts';
import type { Change } from '../model/plan.ts';

/**
 * Marks as blocked what goes past the file's guards: all deletions when there are more than `max_deletes`, all
 * replacements when there are more than `max_replaces`. `listed` is the number of images in the file, of which a
 * percentage is taken (rounded down).
 */
export function guard(
  changes: readonly Change[],
  settings: Pick<RunSettings, 'maxDeletes' | 'maxReplaces'>,
  listed: number,
): readonly Change[] {
  const guarded = guardOne(changes, isDeletion, settings.maxDeletes, listed, 'max_deletes', 'deletions');
  return guardOne(guarded, isReplacement, settings.maxReplaces, listed, 'max_replaces', 'replacements');
}

function guardOne(
  changes: readonly Change[],
  concerns: (change: Change) => boolean,
  limit: Limit | null,
  listed: number,
  setting: 'max_deletes' | 'max_replaces',
  what: string,
): readonly Change[] {
  if (limit === null) return changes;
  const allowed = 'count' in limit ? limit.count : Math.floor((limit.percent / 100) * listed);
  const count = changes.filter(concerns).length;
  if (count <= allowed) return changes;
  const option = `--${setting.replace('_', '-')} ${count}`;
  const message = `${count} ${what} are more than \`${setting}\` allows (${allowed}). Look at each, then allow them for one run with ${option}.`;
  return changes.map((change) =>
    concerns(change)
      ? { ...change, blockedBy: [...change.blockedBy, { code: 'guard', message, candidates: [] }] }
      : change,
  );
}

/**
 * Leftovers of interrupted runs were never published, and a replacement makes room among its backups: neither is a
 * deletion in an operator's sense. Backups that go by themselves are, as when `keep` was lowered.
 */
function isDeletion(change: Change): boolean {
  const replaces = isReplacement(change);
  return change.steps.some(
    (step) =>
      step.kind === 'delete' &&
      (step.reason === 'absent' || step.reason === 'pruned' || (step.reason === 'retention' && !replaces)),
  );
}

function isReplacement(change: Change): boolean {
  return change.imageId !== null && change.steps.some((step) => step.kind === 'publish');
}
