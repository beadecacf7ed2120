import { randomUUID } from 'node:crypto';
import { resolve } from 'node:path';
import { folderFault } from '../files/own-files.ts';
import { UsageError } from '../model/errors.ts';
import type { RunContext } from '../model/run-context.ts';
import type { HeldLock } from '../source/cache/downloads.ts';
import { trimCache } from '../source/cache/trim.ts';
import type { Downloads, SourceOptions } from '../source/open.ts';
import { type Holder, ownHolder, RENEWAL_INTERVAL_MS } from './lock/holder.ts';
import { releaseFile, renewFile, takeFile } from './lock/lock-file.ts';
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

/** The locks that this process holds. The process releases them when it ends, even on an error. */
const held = new Map<string, Holder>();

function takeLock(path: string): HeldLock | null {
  const holder = ownHolder(randomUUID(), 'download');
  if (takeFile(path, holder) !== null) return null;
  if (held.size === 0) process.once('exit', releaseAll);
  held.set(path, holder);
  // While this process is suspended, another run may take the lock over. That is safe: both verify the download.
  const renewal = setInterval(() => renewFile(path, holder), RENEWAL_INTERVAL_MS).unref();
  return {
    release() {
      clearInterval(renewal);
      if (held.get(path) !== holder) return;
      held.delete(path);
      if (held.size === 0) process.off('exit', releaseAll);
      releaseFile(path, holder);
    },
  };
}

function releaseAll(): void {
  for (const [path, holder] of held) releaseFile(path, holder);
}
