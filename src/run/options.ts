import type { RunSettings } from '../model/desired.ts';
import type { Allowances } from '../plan/input.ts';
import type { Selection } from '../plan/selection.ts';

/** Options of the commands that look at a cloud. */
export interface CloudOptions {
  readonly osCloud?: string;
  readonly region?: string;
  /** Small requests at once. */
  readonly parallelism: number;
  /** Seconds that the whole run may take. */
  readonly timeout?: number;
}

/** Options of the commands that change a cloud. */
export interface LockOptions {
  /** Seconds to wait for the lock of the stack. */
  readonly lockTimeout: number;
}

/** Options of the commands that fetch images. */
export interface CacheOptions {
  /** Folder that downloads are kept in; absent: they are not. */
  readonly cache?: string;
  /** Bytes that it may hold. */
  readonly cacheSize?: number;
}

/** Which images of which files. */
export interface StateOptions {
  readonly file: readonly string[];
  readonly target: readonly string[];
  readonly exclude: readonly string[];
  readonly allowEmpty: boolean;
  readonly maxDeletes?: number;
  readonly maxReplaces?: number;
  /** Names or globs that `prevent_delete` and `prevent_replace` do not hold for in this run. */
  readonly allowDelete: readonly string[];
  readonly allowReplace: readonly string[];
  readonly prune?: RunSettings['prune'];
}

export const DEFAULT_FILE = 'glance.yaml';

/** How much of a plan is applied at once, and what happens after a failure. */
export interface ApplyOptions {
  /** Changes at work at once. */
  readonly parallelism: number;
  /** Uploads and downloads at once. */
  readonly transfers: number;
  /** Begin no more changes after one has failed. */
  readonly failFast: boolean;
}

/** The options of `reconcile plan` and `reconcile apply` where none is given. */
export const DEFAULT_OPTIONS: StateOptions & CloudOptions & LockOptions & ApplyOptions = {
  file: [DEFAULT_FILE],
  target: [],
  exclude: [],
  allowEmpty: false,
  allowDelete: [],
  allowReplace: [],
  parallelism: 10,
  transfers: 2,
  failFast: false,
  lockTimeout: 0,
};

/** The images that the options name. */
export function selectionOf({ target, exclude }: Pick<StateOptions, 'target' | 'exclude'>): Selection {
  return { targets: target, excludes: exclude };
}

/** The images that this run may delete or replace although the state file prevents it. */
export function allowancesOf({ allowDelete, allowReplace }: StateOptions): Allowances {
  return { deletes: allowDelete, replaces: allowReplace };
}
