import { type Desired, type Limit, publishersOf, type RunSettings } from '../../model/desired.ts';
import type { Change } from '../../model/plan.ts';
import type { Step } from '../../model/step.ts';

interface Guard {
  readonly setting: 'max_deletes' | 'max_replaces';
  readonly limit: Limit | null;
  /** Images of a change that count. */
  readonly countOf: (change: Change) => number;
  readonly one: string;
  readonly several: string;
}

/** Marks as blocked what goes past the limits of the state file. A percentage is taken of all its entries. */
export function blockBeyondLimits(
  changes: readonly Change[],
  { desired }: { readonly desired: Desired },
): readonly Change[] {
  return guard(changes, desired.settings, desired.images.length + publishersOf(desired).skipped.length);
}

/**
 * Marks as blocked what goes past the file's guards: all that prunes or deletes when more images would be
 * pruned, in any way, or deleted than `max_deletes`, all replacements when there are more than `max_replaces`. `listed` is the number of images in the file, of which a
 * percentage is taken (rounded down).
 */
export function guard(
  changes: readonly Change[],
  settings: Pick<RunSettings, 'maxDeletes' | 'maxReplaces'>,
  listed: number,
): readonly Change[] {
  const guards: readonly Guard[] = [
    {
      setting: 'max_deletes',
      limit: settings.maxDeletes,
      countOf: departures,
      one: 'image to prune or delete is',
      several: 'images to prune or delete are',
    },
    {
      setting: 'max_replaces',
      limit: settings.maxReplaces,
      countOf: (change) => (isReplacement(change) ? 1 : 0),
      one: 'replacement is',
      several: 'replacements are',
    },
  ];
  return guards.reduce((guarded, one) => guardOne(guarded, one, listed), changes);
}

function guardOne(changes: readonly Change[], guard: Guard, listed: number): readonly Change[] {
  const { setting, limit, countOf } = guard;
  if (limit === null) return changes;
  const allowed = 'count' in limit ? limit.count : Math.floor((limit.percent / 100) * listed);
  const count = changes.reduce((sum, change) => sum + countOf(change), 0);
  if (count <= allowed) return changes;
  const option = `--${setting.replace('_', '-')} ${count}`;
  const message =
    count === 1
      ? `1 ${guard.one} more than \`${setting}\` allows (${allowed}). Look at it, then allow it for one run with ${option}.`
      : `${count} ${guard.several} more than \`${setting}\` allows (${allowed}). Look at each, then allow them for one run with ${option}.`;
  return changes.map((change) =>
    countOf(change) > 0
      ? { ...change, blockedBy: [...change.blockedBy, { code: 'guard', message, candidates: [] }] }
      : change,
  );
}

/**
 * Images that a change deletes, or that it hides or deactivates because they left the file: a file that was cut short
 * takes them from their users in any of these ways. Leftovers of interrupted runs were never published, and a
 * replacement makes room among its backups: neither is a deletion in an operator's sense. Backups that go by
 * themselves are, as when `keep` was lowered.
 */
function departures(change: Change): number {
  if (change.action === 'hide' || change.action === 'deactivate') return change.steps.length > 0 ? 1 : 0;
  const makesRoom = isReplacement(change);
  return change.steps.filter(
    (step) =>
      step.kind === 'delete' &&
      (step.reason === 'absent' || step.reason === 'pruned' || (step.reason === 'retention' && !makesRoom)),
  ).length;
}

function isReplacement({ imageId, steps, basis }: Change): boolean {
  return replaces(steps, imageId, basis.namesakes);
}

/**
 * Whether other content comes under a name. `live` is the id of the image that is meant, `bearers` those of the images
 * that bear the name now: a pinned image, often a backup, may take it from one of them without anything being uploaded.
 */
export function replaces(steps: readonly Step[], live: string | null, bearers: readonly string[]): boolean {
  if (live === null) return false;
  if (steps.some((step) => step.kind === 'publish')) return true;
  return !bearers.includes(live) && steps.some((step) => step.kind === 'retire' && bearers.includes(step.id));
}
