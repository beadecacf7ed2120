import { mkdir, readdir, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { isBelow } from '../../files/is-below.ts';
import { makeOwnFolder } from '../../files/own-files.ts';
import { compareDigests } from '../../model/digest.ts';
import type { Validators } from '../../model/marker.ts';
import { describeSource } from '../../model/source/describe-source.ts';
import type { GlanceSource, HttpSource } from '../../model/source/source.ts';
import { openFile } from '../file.ts';
import type { OpenFrom, OpenSource, SourceOptions, WantedContent } from '../source.ts';
import { usableCachedDownload } from './cached-download.ts';
import type { Downloads, HeldLock } from './downloads.ts';
import { type Entry, findEntry, openEntry } from './entry.ts';
import { type Keeping, openKept } from './keep-download.ts';
import { findLearnt, learn } from './learnt.ts';
import {
  type DraftPlace,
  draftBeside,
  draftInCache,
  draftsAt,
  draftsFolder,
  draftToLearn,
  entryFolder,
  entryName,
  type Key,
  keyOf,
} from './place.ts';
import { trimCache } from './trim.ts';

const LOOK_INTERVAL_MS = 250;
const DEFAULT_PATIENCE_MS = 60_000;

/**
 * Opens a remote source through its kept downloads: first the file that `file:` names, then the cache, then `openFrom`.
 * A fetched file is kept in both, where they are given. Content without an expected digest is neither kept nor taken
 * from there, as no digest shows whether it is right. A rehearsal learns the digest of such content, and the cache keeps it
 * under that.
 */
export async function openCached(
  reference: HttpSource | GlanceSource,
  options: SourceOptions,
  wanted: WantedContent,
  openFrom: OpenFrom,
): Promise<OpenSource> {
  if (reference.kind === 'http' && wanted.toLearn) return openToLearn(reference, options, wanted, openFrom);
  if (reference.kind === 'http' && wanted.learntWith) {
    return openLearnt(reference, options, { ...wanted, learntWith: wanted.learntWith }, openFrom);
  }
  const { downloads } = options;
  const key = keyOf(wanted);
  const directory = downloads?.directory ?? null;
  let open: OpenFrom = openFrom;
  if (downloads && key && directory !== null) {
    const cache = { directory, downloads, key, source: describeSource(reference), wanted, options };
    open = () => openThroughCache(cache, openFrom);
  }
  if (reference.kind !== 'http' || reference.cachedAt === undefined) return open(null);
  const file = { path: reference.cachedAt, below: reference.cachedBelow ?? null };
  return openThroughFile(file, { source: describeSource(reference), wanted, options, key }, open);
}

/** Fetches a source whose digest is not known, keeps the bytes once the reader accepts them, and notes their digest. */
async function openToLearn(
  reference: HttpSource,
  options: SourceOptions,
  wanted: WantedContent,
  openFrom: OpenFrom,
): Promise<OpenSource> {
  const { downloads } = options;
  const directory = downloads?.directory ?? null;
  if (!downloads || directory === null) return openFrom(null);
  const keyed = (hex: string): Key => ({ algorithm: 'sha256', hex, isOfContent: false });
  const keeping: Keeping = {
    ...inCache(directory, downloads),
    place: draftToLearn(directory, reference),
    source: describeSource(reference),
    wanted,
    awaitsAcceptance: true,
    learns: true,
    finalPath: (sha256) => join(entryFolder(directory, keyed(sha256)), sha256),
    onKept: async (kept) => {
      await learn(directory, reference, kept).catch((error: Error) =>
        options.warn?.(`the digest of ${describeSource(reference)} is not remembered: ${error.message}`),
      );
      await trimCache(directory, downloads);
    },
  };
  return openOrKeep(async () => null, keeping, draftsFolder(directory), openFrom, options);
}

/**
 * Opens a source with a digest that a rehearsal learnt: the kept download, if this cache has learnt the same of this source
 * and of the same validators, and else the source itself.
 */
async function openLearnt(
  reference: HttpSource,
  options: SourceOptions,
  wanted: WantedContent & { readonly learntWith: Validators },
  openFrom: OpenFrom,
): Promise<OpenSource> {
  const { learntWith: validators, digests } = wanted;
  const entry = await findLearnt(reference, options, validators);
  const { downloads } = options;
  const directory = downloads?.directory ?? null;
  if (entry === null || !downloads || directory === null) return openFrom(null);
  if (compareDigests(entry.digests, digests) !== 'same') return openFrom(null);
  const opened = await openEntry(entry, directory, downloads, options);
  if (opened === null) return openFrom(null);
  options.log?.(`${describeSource(reference)} comes from the cache ${directory}`);
  return { ...opened, validators, isKept: true };
}

/** The cache's entry for this content, found by its name; null when there is none. Changes nothing. */
export async function findKept({ downloads }: SourceOptions, wanted: WantedContent): Promise<Entry | null> {
  const key = keyOf(wanted);
  const directory = downloads?.directory ?? null;
  return key && directory !== null ? findEntry(directory, key, wanted) : null;
}

interface CacheUse {
  readonly directory: string;
  readonly downloads: Downloads;
  readonly key: Key;
  readonly source: string;
  readonly wanted: WantedContent;
  readonly options: SourceOptions;
}

/** Always opens at the first byte, also for a caller with a draft of its own: the cache must see the whole file. */
async function openThroughCache(use: CacheUse, openFrom: OpenFrom) {
  const { directory, downloads, key, source, wanted, options } = use;
  const look = async () => {
    const entry = await findEntry(directory, key, wanted);
    const opened = entry && (await openEntry(entry, directory, downloads, options));
    if (opened) options.log?.(`${source} comes from the cache ${directory}`);
    return opened && { ...opened, isKept: true as const };
  };
  const keeping: Keeping = {
    ...inCache(directory, downloads),
    place: draftInCache(directory, key),
    source,
    wanted,
    awaitsAcceptance: key.isOfContent,
    learns: false,
    finalPath: (sha256) => join(entryFolder(directory, key), entryName(key, sha256)),
    onKept: async () => void (await trimCache(directory, downloads)),
  };
  const opened = await openOrKeep(look, keeping, draftsFolder(directory), openFrom, options);
  return { ...opened, offset: 0 };
}

function inCache(directory: string, downloads: Downloads): Pick<Keeping, 'isCache' | 'room'> {
  return {
    isCache: true,
    // A download of unknown length may take the whole limit: trimming after it makes room.
    room: async (coming) => {
      if (coming === null) return downloads.limit;
      return (await trimCache(directory, downloads, coming)) ? coming : 0;
    },
  };
}

async function openThroughFile(
  { path, below }: { readonly path: string; readonly below: string | null },
  { source, wanted, options, key }: Pick<CacheUse, 'source' | 'wanted' | 'options'> & { key: Key | null },
  open: OpenFrom,
): Promise<OpenSource> {
  const { downloads, log, warn } = options;
  const look = async () => {
    if (!(await usableCachedDownload(path, options, wanted))) return null;
    log?.(`using the cached download ${path}`);
    return { ...(await openFile(path, options)), isKept: true as const };
  };
  const found = await look();
  if (found) return found;
  if (!downloads || key === null || key.isOfContent) return open(null);
  if (below === null || !(await isBelow(path, below))) {
    warn?.(`the download is not kept as ${path}: a symbolic link leads out of the state file's folder`);
    return open(null);
  }
  const keeping: Keeping = {
    place: draftBeside(path),
    source,
    wanted,
    isCache: false,
    awaitsAcceptance: false,
    learns: false,
    finalPath: () => path,
    room: async () => Number.POSITIVE_INFINITY,
    onKept: async () => log?.(`the download is kept as ${path}`),
  };
  return openOrKeep(look, keeping, dirname(path), open, options);
}

/** Opens the kept file, or the source and keeps its bytes. Of several runs, one fetches and the others wait. */
async function openOrKeep(
  look: () => Promise<OpenSource | null>,
  keeping: Keeping,
  folder: string,
  open: OpenFrom,
  options: SourceOptions,
): Promise<OpenSource> {
  const found = await look();
  if (found) return found;
  let lock: HeldLock | null;
  try {
    if (keeping.isCache) await makeOwnFolder(folder);
    else await mkdir(folder, { recursive: true, mode: 0o700 });
    lock = await waitForTurn(keeping, options);
  } catch (error) {
    options.signal?.throwIfAborted();
    options.warn?.(`the download of ${keeping.source} is not kept: ${(error as Error).message}`);
    return open(null);
  }
  if (lock === null) {
    options.log?.(
      `another run makes no progress with ${keeping.source}: this run fetches it too, and does not keep it`,
    );
    return open(null);
  }
  try {
    // The run that had the lock may have just finished.
    const finished = await look();
    if (!finished) return await openKept(keeping, lock, open, options);
    lock.release();
    return finished;
  } catch (error) {
    lock.release();
    throw error;
  }
}

/** Waits for the lock of a draft; null when its holder makes no progress. */
async function waitForTurn({ place, source }: Keeping, options: SourceOptions): Promise<HeldLock | null> {
  const { downloads, signal, idleTimeoutMs = DEFAULT_PATIENCE_MS } = options;
  let seen = '';
  let seenAt = performance.now();
  for (let looks = 0; ; looks++) {
    signal?.throwIfAborted();
    const lock = downloads?.takeLock(place.lock) ?? null;
    if (lock) return lock;
    if (looks === 0) options.log?.(`another run fetches ${source}: waiting for that run`);
    const state = await progressOf(place);
    if (state !== seen) {
      seen = state;
      seenAt = performance.now();
    }
    if (performance.now() - seenAt >= idleTimeoutMs) return null;
    await pause(LOOK_INTERVAL_MS, undefined, signal ? { signal } : {}).catch(() => signal?.throwIfAborted());
  }
}

async function progressOf(place: DraftPlace): Promise<string> {
  const drafts = draftsAt(place, await readdir(place.folder).catch(() => []));
  const states = await Promise.all(drafts.map(({ draft }) => stat(draft).catch(() => null)));
  return states.map((state) => `${state?.ino} ${state?.size}`).join();
}
