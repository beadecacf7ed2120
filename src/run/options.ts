import type { RunSettings } from '../model/desired.ts';
import { DEFAULT_STATE_FILE } from '../model/desired.ts';
import type { Allowances } from '../plan/input.ts';
import type { Selection } from '../plan/selection.ts';

/** Options of the commands that look at a cloud. */
export interface CloudOptions {
  readonly osCloud?: string;
  readonly region?: string;
  /** Number of small requests at once. */
  readonly parallelism: number;
  /** Seconds that the whole run may take. */
  readonly timeout?: number;
  /** Addresses of `identity` that may get the credentials of OS_* and clouds.yaml. */
  readonly allowIdentityUrl?: readonly string[];
}

/** Options of the commands that change a cloud. */
export interface LockOptions {
  /** Seconds to wait for the lock of the stack. */
  readonly lockTimeout: number;
}

/** Options of the commands that download images. */
export interface CacheOptions {
  /** Folder for downloads. Absent: downloads are not kept. */
  readonly cache?: string;
  /** Largest size of that folder in bytes. */
  readonly cacheSize?: number;
}

/** Options that choose the state files, the images and the limits of a plan. */
export interface StateOptions {
  /** Paths of state files or folders, or `-`. Empty: {@link DEFAULT_STATE_FILE}. */
  readonly file: readonly string[];
  /** Names of the environment variables that the state file may use, beside RECONCILE_VAR_*. */
  readonly env?: readonly string[];
  /** Files in the folders of `file` that are no state files: names there, or paths. Absent: none. */
  readonly ignore?: readonly string[];
  /** Names or globs of the images to plan. Empty: all. */
  readonly target: readonly string[];
  /** Names or globs of the images to leave out. */
  readonly exclude: readonly string[];
  readonly allowEmpty: boolean;
  readonly maxDeletes?: number;
  readonly maxReplaces?: number;
  /** Names or globs of the images that this run may delete despite `prevent_delete`. */
  readonly allowDelete: readonly string[];
  /** Names or globs of the images that this run may replace despite `prevent_replace`. */
  readonly allowReplace: readonly string[];
  /** Names or globs of the images that this run may take from others: see `adopt` of the state file. Absent: none. */
  readonly adopt?: readonly string[];
  /** True: the state file moved, or all its entries were renamed: it takes over the images of its stack. */
  readonly newOrigin?: boolean;
  /** Names or globs of the images that a rollback holds, and that this run holds no longer. Absent: none. */
  readonly unhold?: readonly string[];
  readonly prune?: RunSettings['prune'];
  /** True: the state file is a stranger's. A plan alone can be made from it. */
  readonly untrusted?: boolean;
  /** Hosts that the file of a stranger may name although their addresses are not public. */
  readonly allowHost?: readonly string[];
  /** True: weak protection of content or connection is an error. Absent: a warning. */
  readonly strict?: boolean;
}

/** Options by which a user vouches for a saved plan. */
export interface TrustOptions {
  /** Path of the key that seals plans. */
  readonly planKey?: string;
  /** True: the user has read the plan and vouches for it. */
  readonly trustPlan?: boolean;
}

/** Options of an apply: how much of the plan runs at once, and whether a failure stops the rest. */
export interface ApplyOptions {
  /** Number of changes at work at once. */
  readonly parallelism: number;
  /** Number of uploads and downloads at once. Absent: two large ones, and small ones up to 64 MiB together. */
  readonly transfers?: number;
  /** True: begins no more changes once a change has failed. */
  readonly failFast: boolean;
}

/** The options of `reconcile plan` and `reconcile apply` without arguments. */
export const DEFAULT_OPTIONS: StateOptions & CloudOptions & LockOptions & ApplyOptions = {
  file: [DEFAULT_STATE_FILE],
  target: [],
  exclude: [],
  allowEmpty: false,
  allowDelete: [],
  allowReplace: [],
  parallelism: 10,
  failFast: false,
  lockTimeout: 0,
};

/** The images that `--target` and `--exclude` select. */
export function selectionOf({ target, exclude }: Pick<StateOptions, 'target' | 'exclude'>): Selection {
  return { targets: target, excludes: exclude };
}

/** The images that this run may delete or replace, although the state file prevents that. */
export function allowancesOf({
  allowDelete,
  allowReplace,
  adopt = [],
  newOrigin = false,
  unhold = [],
}: StateOptions): Allowances {
  return { deletes: allowDelete, replaces: allowReplace, adopts: adopt, newOrigin, unholds: unhold };
}
