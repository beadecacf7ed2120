import { resolve } from 'node:path';
import { folderFault } from '../files/own-files.ts';
import { UsageError } from '../model/errors.ts';
import type { RunContext } from '../model/run-context.ts';
import type { HeldLock } from '../source/cache/downloads.ts';
import { trimCache } from '../source/cache/trim.ts';
import type { Downloads, SourceOptions } from '../source/open.ts';
import { holdFile } from './lock/lock-file.ts';
import type { CacheOptions } from './options.ts';

/** Largest size of a cache in bytes, without `--cache-size`. */
const DEFAULT_CACHE_SIZE = 20 * 1024 ** 3;

/**
 * How this run keeps downloads. Without `--cache`, reconcile fills only the files that `file:` names. Throws UsageError
 * for a cache that other users can change.
 */
export function downloadsOf(
  { cache, cacheSize }: CacheOptions,
  { folders }: Pick<RunContext, 'folders'>,
): Downloads {
  const directory = cache === undefined ? null : resolve(folders.work, cache);
  const fault = directory === null ? null : folderFault(directory);
  if (fault !== null) {
    throw new UsageError(`the cache folder ${directory} ${fault}`, {
      hint: 'Give a folder that only you can write to: chmod 700 the folder, or name another one with --cache.',
    });
  }
  return {
    directory,
    limit: cacheSize ?? DEFAULT_CACHE_SIZE,
    takeLock,
  };
}

/** Trims the cache to its largest size after a run. Parts of broken downloads count too. */
export async function trimDownloads({ downloads }: SourceOptions): Promise<void> {
  if (downloads && downloads.directory !== null) await trimCache(downloads.directory, downloads);
}

/** While this process is suspended, another run may take the lock over. That is safe: both verify the download. */
function takeLock(path: string): HeldLock | null {
  const found = holdFile(path, 'download');
  return 'release' in found ? found : null;
}
