import { randomUUID } from 'node:crypto';
import { resolve } from 'node:path';
import type { RunContext } from '../model/run-context.ts';
import type { HeldLock } from '../source/cache/downloads.ts';
import { trimCache } from '../source/cache/trim.ts';
import type { Downloads, SourceOptions } from '../source/open.ts';
import { type Holder, ownHolder, RENEWAL_INTERVAL_MS } from './lock/holder.ts';
import { releaseFile, renewFile, takeFile } from './lock/lock-file.ts';
import type { CacheOptions } from './options.ts';

/** Bytes that a cache may hold unless `--cache-size` says otherwise. */
export const DEFAULT_CACHE_SIZE = 20 * 1024 ** 3;

/** How this run keeps downloads. Without `--cache` only the files that `file:` names are filled. */
export function downloadsOf(
  { cache, cacheSize }: CacheOptions,
  { folders }: Pick<RunContext, 'folders'>,
): Downloads {
  return {
    directory: cache === undefined ? null : resolve(folders.work, cache),
    limit: cacheSize ?? DEFAULT_CACHE_SIZE,
    takeLock,
  };
}

/** What broken downloads of this run have left counts too: after the run, the cache is not beyond its bound. */
export async function trimDownloads({ downloads }: SourceOptions): Promise<void> {
  if (downloads && downloads.directory !== null) await trimCache(downloads.directory, downloads);
}

/** Locks that this process holds, given back when it ends on whichever way. */
const held = new Map<string, Holder>();

function takeLock(path: string): HeldLock | null {
  const holder = ownHolder(randomUUID(), 'download');
  if (takeFile(path, holder) !== null) return null;
  if (held.size === 0) process.once('exit', releaseAll);
  held.set(path, holder);
  // One that is lost was taken over while this process stood still: what is kept is verified either way.
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
