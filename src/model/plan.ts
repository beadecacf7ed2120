import type { Target } from './cloud.ts';
import type { Digests } from './digest.ts';
import type { Position } from './position.ts';
import type { Preparation } from './preparation.ts';
import type { Step } from './step.ts';
import type { Unresolved } from './unresolved.ts';

export const PLAN_FORMAT_VERSION = '1.0';

export const ACTIONS = [
  'create',
  'replace',
  'verify',
  'update',
  'adopt',
  'rename',
  'delete',
  'hide',
  'deactivate',
  'reactivate',
  'resume',
  'held',
  'unchanged',
] as const;
export type Action = (typeof ACTIONS)[number];

/** Whether a change of this action leaves its image as it is, unless it has steps of bookkeeping. */
export function isIdleAction(action: Action): boolean {
  return action === 'unchanged' || action === 'held';
}

/** The changes that apply would make, as data: reports show it, apply carries it out, JSON saves it (schemas/plan.schema.json). */
export interface Plan {
  readonly formatVersion: typeof PLAN_FORMAT_VERSION;
  readonly stack: string;
  /** Where the state file comes from: its repository, and its path there. Absent: not known. */
  readonly origin?: string;
  readonly state: { readonly files: readonly string[]; readonly sha256: string };
  readonly targets: readonly Target[];
  /** True when `--target` or `--exclude` left images out. */
  readonly partial: boolean;
  /** Skipped entries: their live images stay as they are. Absent: none. */
  readonly unresolved?: readonly Unresolved[];
  /** True when no image of the stack is in the project yet. Absent: false. */
  readonly newHere?: true;
  /** True when this run prunes nothing, because skipped entries may still be published. Absent: false. */
  readonly pruningWithheld?: true;
  /** True when apply leaves out the blocked changes, and does the others (`--skip-blocked`). Absent: false. */
  readonly skipsBlocked?: true;
  readonly summary: Summary;
  /** One for each entry, in the file's order, then those of unlisted images. */
  readonly changes: readonly Change[];
  readonly warnings: readonly string[];
  /** What else than the state file and the cloud decided about the plan. Absent: nothing. */
  readonly madeWith?: MadeWith;
  /** In a saved plan: its HMAC-SHA256 in hexadecimal digits, made with `--plan-key`. Absent: none was made. */
  readonly seal?: string;
}

/** The options that a plan was made with, by their names in the library. Options without a value are left out. */
export interface MadeWith {
  readonly options?: Readonly<Record<string, string | number | boolean | readonly string[]>>;
  /** The plan rolls an image back. */
  readonly rollback?: {
    readonly name: string;
    readonly to: string | null;
    /** When it was planned, on Glance's clock: the image is held since then. */
    readonly at?: string;
  };
}

/** The number of changes of each action. A blocked change counts only as `blocked`. */
export interface Summary {
  readonly create: number;
  readonly replace: number;
  readonly verify: number;
  readonly update: number;
  readonly adopt: number;
  readonly rename: number;
  readonly delete: number;
  readonly hide: number;
  readonly deactivate: number;
  readonly reactivate: number;
  readonly resume: number;
  readonly held: number;
  readonly unchanged: number;
  readonly blocked: number;
  /** Bytes to upload, as far as known; without those that only a comparison can tell. */
  readonly bytes: number;
}

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
  /** Images that were not ours until now and that this change takes over or deletes. Absent: none. */
  readonly adopts?: readonly Adopted[];
  /** The rollback that holds the image: its content stays, although the file wants other content. Absent: none does. */
  readonly held?: Held;
  /** The bytes that this change uploads; null when it uploads none. */
  readonly content: PlannedContent | null;
  /** Why apply refuses the change, each with the way out; empty when it does not. */
  readonly blockedBy: readonly Blocker[];
  readonly warnings: readonly string[];
  /** Seconds that all work on this image may take; null: no limit of its own. */
  readonly timeout: number | null;
  /** The live state that the change was planned from. If it changed since, apply skips the change as stale. */
  readonly basis: Basis;
  readonly steps: readonly Step[];
  /**
   * Names of changes that record the list's version on other images: this change waits until one of them is done.
   * Absent: nothing to record.
   */
  readonly notedBy?: readonly string[];
  /** Names of the entries whose images this entry's image refers to. Absent: none. */
  readonly refersTo?: readonly string[];
}

/** A rollback that lasts: the file still wants the content that it turned down. */
export interface Held {
  /** When the rollback was planned, on Glance's clock (ISO 8601). */
  readonly since: string;
  /** The content that it turned down, as far as it is known. */
  readonly turnedDown: {
    readonly imageId: string | null;
    /** The strongest digest that is known of the stored bytes, or of those that they were made from. */
    readonly digest: string | null;
    readonly version: string | null;
  };
}

/** A live image that this stack did not publish or take over before. */
export interface Adopted {
  readonly id: string;
  readonly name: string | null;
  /** Project id; null: none. */
  readonly owner: string | null;
  readonly protected: boolean;
  /** How the entry found it: `id`, `name`, `former name`, `identifier` (publisher id) or `marker`. */
  readonly by: string;
}

/** A difference, for people. Paths use the state file's names, e.g. `visibility`, `properties.hw_disk_bus`. */
export interface FieldChange {
  readonly path: string;
  readonly before: FieldValue;
  readonly after: FieldValue;
}

export type FieldValue = string | number | boolean | null | readonly string[];

export interface PlannedContent {
  /** The source, without credentials. */
  readonly source: string;
  /** Bytes of the source; null: not known yet. */
  readonly bytes: number | null;
  /** Bytes to upload after `preparation`; null: not known before. Absent: the same as `bytes`. */
  readonly storedBytes?: number | null;
  /** Digests that the bytes must have. */
  readonly digests: Digests;
  /** How the bytes are prepared before they are stored; absent: not at all. */
  readonly preparation?: Preparation;
}

/** Bytes that a change uploads; null when they are not known yet. */
export function uploadBytes({ bytes, storedBytes }: PlannedContent): number | null {
  return storedBytes === undefined ? bytes : storedBytes;
}

/** Blockers that no option of a run lifts: apply is known to fail at them. */
export const FAILURE_CODES = [
  'unusable-source',
  'required-property',
  'forbidden',
  'unknown-store',
  'quota',
  'expired',
] as const;
export type FailureCode = (typeof FAILURE_CODES)[number];

/** Whether a blocker is a failure of apply that is known beforehand. */
export function isFailure({ code }: Pick<Blocker, 'code'>): boolean {
  return FAILURE_CODES.some((failure) => failure === code);
}

export interface Blocker {
  readonly code:
    | 'ambiguous'
    | 'foreign'
    | 'unknown-project'
    | 'not-adopted'
    | 'protected'
    | 'immutable'
    | 'no-source'
    | 'checksum-required'
    | 'guard'
    | 'unsupported'
    | 'burnt-id'
    | 'in-use'
    | 'min-disk-too-small'
    | 'held-back'
    | FailureCode;
  readonly message: string;
  /** Ids of the images concerned. */
  readonly candidates: readonly string[];
  /** `plan`: it stops the whole plan, also with `--skip-blocked`. Absent: it concerns this image alone. */
  readonly scope?: 'plan';
  /** The entry in the state file. Absent: no entry of the file mends it. */
  readonly at?: Position;
}

/** The live state that a change was planned from. */
export interface Basis {
  /** Fingerprints (image/fingerprint.ts) of the live images that this change touches, by id. */
  readonly images: Readonly<Record<string, string>>;
  /** Fingerprints of the member lists that this change modifies, by image id. */
  readonly members: Readonly<Record<string, string>>;
  /** Ids of all our images that had the change's name, without backups and staged ones, sorted. */
  readonly namesakes: readonly string[];
  /** Owners whose images are ours (image/ownership.ts). Empty: no project is known, so no image is. */
  readonly owners: readonly (string | null)[];
}

/** True for a change of an unlisted image (made by `planUnlisted`), also in a saved plan. */
export function isUnlistedChange({ action, steps }: Pick<Change, 'action' | 'steps'>): boolean {
  if (action === 'hide' || action === 'deactivate') return true;
  return action === 'delete' && !steps.some((step) => step.kind === 'delete' && step.reason === 'absent');
}
