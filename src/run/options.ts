import type { RunSettings } from '../model/desired.ts';

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
