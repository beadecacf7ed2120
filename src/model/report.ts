import type { Digests } from './digest.ts';
import type { ImageStatus } from './image.ts';
import type { Change, Held, Plan } from './plan.ts';

const OUTCOMES = ['done', 'failed', 'skipped', 'stale'] as const;
export type Outcome = (typeof OUTCOMES)[number];

/** A plan with the outcome of each change: the same shape, more keys. */
export interface Report extends Omit<Plan, 'changes'> {
  readonly changes: readonly ChangeResult[];
  /** ISO 8601. */
  readonly startedAt: string;
  readonly finishedAt: string;
  /** True when a signal stopped the run. */
  readonly interrupted: boolean;
  /** True for a rehearsal: nothing was stored or published. Absent: false. */
  readonly rehearsal?: true;
}

/** What `reconcile rollback` can bring back of one entry. */
export interface EntryBackups {
  readonly region: string;
  readonly name: string;
  /** The published image; null: none is published. */
  readonly current: ListedImage | null;
  /** The rollback that holds it; null: none does. */
  readonly held: Held | null;
  /** The backup that a rollback without an id publishes comes first. */
  readonly backups: readonly ListedImage[];
}

/** A live image in a list for people. */
export interface ListedImage {
  readonly id: string;
  /** ISO 8601. */
  readonly createdAt: string;
  readonly version: string | null;
  readonly bytes: number | null;
  readonly status: ImageStatus;
  /** The strongest known digest of the stored bytes, `ALGORITHM:HEX`. */
  readonly digest: string | null;
}

/** Code of the error of a change that was skipped because of another one. */
export const HELD_BACK = 'held-back';

/** Code of the error of a change that gave its name up to another stack. */
export const NAME_TAKEN = 'name-taken';

export interface ChangeResult extends Change {
  readonly outcome: Outcome;
  /** Why the change was not done; null when it was, or when a signal or a blocker prevented its start. */
  readonly error: ReportedError | null;
  /** Seconds; 0 for a change that was not begun. */
  readonly seconds: number;
  /** Of a rehearsal: the bytes that apply would store. Absent: it read none. */
  readonly verified?: VerifiedBytes;
  /** The mirror that gave the bytes. Absent: the source is one place, the cache had the bytes, or none were read. */
  readonly servedBy?: string;
}

/** Bytes that passed every check. */
export interface VerifiedBytes {
  readonly bytes: number;
  readonly digests: Digests;
}

/** An expected failure of one image, as a value. Nothing secret in it. */
export interface ReportedError {
  readonly code: string;
  readonly message: string;
  readonly hint: string | null;
  /** The last lines of a command's output, oldest first; absent: none. */
  readonly output?: readonly string[];
}
