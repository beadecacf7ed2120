import type { Digests } from './digest.ts';
import type { Change, Plan } from './plan.ts';

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
