import { readMarkers } from '../../image/markers.ts';
import { isOfStack, ownersIn } from '../../image/ownership.ts';
import { type Desired, type Limit, publishersOf, type RunSettings } from '../../model/desired.ts';
import type { Change } from '../../model/plan.ts';
import type { Step } from '../../model/step.ts';
import type { Move, PlanInput } from '../input.ts';

interface Guard {
  readonly setting: 'max_deletes' | 'max_replaces';
  readonly limit: Limit | null;
  /** True: neither file nor run gives the limit. */
  readonly isDefault?: boolean;
  /** The number of images of a change that count. */
  readonly countOf: (change: Change) => number;
  readonly one: string;
  readonly several: string;
}

/** Deletions that a stack with `prune` may always do in one run, unless the file says otherwise. */
const DEFAULT_DELETES = 3;

/**
 * Blocks the changes beyond the limits of the state file. A percentage is of all its entries, skipped ones included.
 * Where the file prunes and gives no `max_deletes`, the limit is 3, or a tenth of the stack's images if that is more.
 */
export function blockBeyondLimits(
  changes: readonly Change[],
  { desired, observed, moves = [] }: Pick<PlanInput, 'desired' | 'observed' | 'moves'>,
): readonly Change[] {
  const { settings } = desired;
  const owners = ownersIn(observed.target);
  const images = observed.images.filter((live) => isOfStack(live, desired.stack, owners)).length;
  const count = Math.max(DEFAULT_DELETES, Math.floor(images / 10));
  const defaults = settings.prune === 'never' ? null : { count };
  const listed = desired.images.length + publishersOf(desired).skipped.length;
  return guard(changes, settings, listed, { defaultDeletes: defaults, takers: takersOf(moves, desired) });
}

/** The entries that get a published image whose name goes by that: the file no longer lists it, or wants it absent. */
function takersOf(moves: readonly Move[], { images }: Pick<Desired, 'images'>): ReadonlySet<string> {
  const kept = new Set(images.flatMap(({ name, state }) => (state === 'absent' ? [] : [name])));
  const ending = moves.filter(({ image }) => {
    const markers = readMarkers(image);
    return markers?.role === 'current' && markers.pruned === null && !kept.has(markers.image);
  });
  return new Set(ending.map(({ to }) => to));
}

/**
 * Blocks all changes that prune or delete images when they exceed `max_deletes`, and all replacements when they exceed
 * `max_replaces`. `listed` is the number of entries in the file; percentages are rounded down. `defaultDeletes` counts
 * where the settings have no `max_deletes`. The changes of `takers` end the name of an image, which counts as its deletion.
 */
export function guard(
  changes: readonly Change[],
  settings: Pick<RunSettings, 'maxDeletes' | 'maxReplaces'>,
  listed: number,
  {
    defaultDeletes = null,
    takers = new Set(),
  }: { readonly defaultDeletes?: Limit | null; readonly takers?: ReadonlySet<string> } = {},
): readonly Change[] {
  const guards: readonly Guard[] = [
    {
      setting: 'max_deletes',
      limit: settings.maxDeletes ?? defaultDeletes,
      isDefault: settings.maxDeletes === null,
      countOf: (change) => countRemovals(change) + (takers.has(change.name) ? 1 : 0),
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
  const allows = guard.isDefault
    ? `the default of \`${setting}\` allows (${allowed})`
    : `\`${setting}\` allows (${allowed})`;
  const option = `--${setting.replace('_', '-')} ${count}`;
  const message =
    count === 1
      ? `1 ${guard.one} more than ${allows}. Look at it, then allow it for one run with ${option}.`
      : `${count} ${guard.several} more than ${allows}. Look at each, then allow them for one run with ${option}.`;
  return changes.map((change) =>
    countOf(change) > 0
      ? {
          ...change,
          blockedBy: [...change.blockedBy, { code: 'guard', message, candidates: [], scope: 'plan' }],
        }
      : change,
  );
}

/**
 * Counts the images that a change deletes, and those that it hides or deactivates because they are unlisted: a file that
 * was cut short would take them from their users. Leftovers of interrupted runs do not count, nor do old backups that a
 * replacement deletes. Backups that are deleted without a replacement count, for example after `keep` was lowered.
 */
function countRemovals(change: Change): number {
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
 * Whether a name gets other content. `live` is the id of the entry's image, `publishedIds` are the ids of the images
 * that have the name now. A pinned image, often a backup, may take the name from one of them without an upload.
 */
export function replaces(
  steps: readonly Step[],
  live: string | null,
  publishedIds: readonly string[],
): boolean {
  if (live === null) return false;
  if (steps.some((step) => step.kind === 'publish')) return true;
  return (
    !publishedIds.includes(live) &&
    steps.some((step) => step.kind === 'retire' && publishedIds.includes(step.id))
  );
}
