import type { RunSettings } from '../model/desired.ts';

/** Options of the commands that look at a cloud. */
export interface CloudOptions {
  readonly osCloud?: string;
  readonly region?: string;
  /** Number of small requests at once. */
  readonly parallelism: number;
  /** Seconds that the whole run may take. */
  readonly timeout?: number;
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
  /** Paths of state files or folders, or `-`. Empty: {@link DEFAULT_FILE}. */
  readonly file: readonly string[];
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
  readonly prune?: RunSettings['prune'];
}

export const DEFAULT_FILE = 'glance.yaml';
