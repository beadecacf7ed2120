import type { Target } from './cloud.ts';
import type { Digests } from './digest.ts';
import type { Preparation } from './preparation.ts';
import type { Step } from './step.ts';
import type { Unresolved } from './unresolved.ts';

export const PLAN_FORMAT_VERSION = '1.0';

export const ACTIONS = [
  'create',
  'replace',
  'update',
  'adopt',
  'rename',
  'delete',
  'hide',
  'deactivate',
  'reactivate',
  'resume',
  'unchanged',
] as const;
export type Action = (typeof ACTIONS)[number];

/** What apply would do, as data: drawn by reports, interpreted by apply, saved as JSON (schemas/plan.schema.json). */
export interface Plan {
  readonly formatVersion: typeof PLAN_FORMAT_VERSION;
  readonly stack: string;
  readonly state: { readonly files: readonly string[]; readonly sha256: string };
  readonly targets: readonly Target[];
  /** True when `--target` or `--exclude` left images out. */
  readonly partial: boolean;
  /** What is left out, as its publisher failed: its live images stay as they are. Absent: nothing. */
  readonly unresolved?: readonly Unresolved[];
  /** True when this run prunes nothing, because entries are missing that may still be published. Absent: false. */
  readonly pruningWithheld?: true;
  readonly summary: Summary;
  /** One for each image of the file, in the file's order, then those for images that left it. */
  readonly changes: readonly Change[];
  readonly warnings: readonly string[];
}

/** How many changes there are of each action. A blocked change counts as `blocked` alone. */
export interface Summary {
  readonly create: number;
  readonly replace: number;
  readonly update: number;
  readonly adopt: number;
  readonly rename: number;
  readonly delete: number;
  readonly hide: number;
  readonly deactivate: number;
  readonly reactivate: number;
  readonly resume: number;
  readonly unchanged: number;
  readonly blocked: number;
  /** Bytes to upload, as far as known. */
  readonly bytes: number;
}

/** Reason of a change that deletes an image because its entry says so. */
export const STATE_ABSENT = 'state: absent';

/** The change of one image: an entry of the file, or an image that is no longer listed. */
export interface Change {
  readonly region: string;
  readonly name: string;
  readonly action: Action;
  /** The live image concerned; null when there is none yet. */
  readonly imageId: string | null;
  /** Short and stable, e.g. `absent`, `content differs`, `up to date`. */
  readonly reason: string;
  readonly fields: readonly FieldChange[];
  /** The bytes that this change moves; null when it moves none. */
  readonly content: PlannedContent | null;
  /** Why apply must not do this, each with the way out; empty when it may. */
  readonly blockedBy: readonly Blocker[];
  readonly warnings: readonly string[];
  /** Seconds that all work on this image may take; null: no limit of its own. */
  readonly timeout: number | null;
  /** What this change was planned from; apply looks again and skips the change as stale if it is not so any more. */
  readonly basis: Basis;
  readonly steps: readonly Step[];
  /**
   * Names of changes that note on other images what goes with this one: it is not begun before one of them is done.
   * Absent: there is nothing to note.
   */
  readonly notedBy?: readonly string[];
}

/** A difference that a person reads. Paths use the state file's names, e.g. `visibility`, `properties.hw_disk_bus`. */
export interface FieldChange {
  readonly path: string;
  readonly before: FieldValue;
  readonly after: FieldValue;
}

export type FieldValue = string | number | boolean | null | readonly string[];

export interface PlannedContent {
  /** Where the bytes come from, without credentials. */
  readonly source: string;
  /** As the source has them; null: not known yet. */
  readonly bytes: number | null;
  /** Bytes that are uploaded where `preparation` makes others of them; null: nobody can say. Absent: the same. */
  readonly storedBytes?: number | null;
  /** What they will be held to. */
  readonly digests: Digests;
  /** What is done with them before they are stored; absent: nothing. */
  readonly preparation?: Preparation;
}

/** Bytes that a change uploads; null when nobody can say yet. */
export function uploadBytes({ bytes, storedBytes }: PlannedContent): number | null {
  return storedBytes === undefined ? bytes : storedBytes;
}

export interface Blocker {
  readonly code:
    | 'ambiguous'
    | 'foreign'
    | 'immutable'
    | 'no-source'
    | 'checksum-required'
    | 'guard'
    | 'unsupported'
    | 'burnt-id'
    | 'min-disk-too-small';
  readonly message: string;
  /** Ids of the images concerned. */
  readonly candidates: readonly string[];
}

/** The live state that a change was planned from. */
export interface Basis {
  /** Fingerprints (plan/fingerprint.ts) of the live images that this change touches, by id. */
  readonly images: Readonly<Record<string, string>>;
  /** Fingerprints of the member lists that it changes, by image id. */
  readonly members: Readonly<Record<string, string>>;
  /** Ids of all our images that bore the change's name (backups and staged ones aside), sorted. */
  readonly namesakes: readonly string[];
  /** Ids of the projects whose images are ours; empty: all are (a service without projects). */
  readonly owners: readonly string[];
}

/** True for a change that `planDeparted` made, also in a saved plan. */
export function isUnlistedChange({ action, steps }: Pick<Change, 'action' | 'steps'>): boolean {
  if (action === 'hide' || action === 'deactivate') return true;
  return action === 'delete' && !steps.some((step) => step.kind === 'delete' && step.reason === 'absent');
}
