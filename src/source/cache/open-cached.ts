import { mkdir, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { describeSource } from '../../model/describe-source.ts';
import type { GlanceSource, HttpSource } from '../../model/source.ts';
import { openFile } from '../file.ts';
import type { OpenFrom, OpenSource, SourceOptions, WantedContent } from '../source.ts';
import { usableCachedDownload } from './cached-download.ts';
import type { Downloads, HeldLock } from './downloads.ts';
import { type Entry, findEntry, openEntry } from './entry.ts';
import { type Keeping, openKept } from './keep-download.ts';
import {
  type DraftPlace,
  draftBeside,
  draftInCache,
  draftsFolder,
  entryFolder,
  entryName,
  type Key,
  keyOf,
} from './place.ts';
import { trimCache } from './trim.ts';

const LOOK_INTERVAL_MS = 250;
const DEFAULT_PATIENCE_MS = 60_000;

/**
 * Opens a remote source through what is kept of it: the file that `file:` names, then the cache, then `openFrom`. What
 * is fetched is kept in both, as far as they are given. Content without an expected digest is neither kept nor taken
 * from there, as nothing tells whether it is right.
 */
export async function openCached(
  reference: HttpSource | GlanceSource,
  options: SourceOptions,
  wanted: WantedContent,
  openFrom: OpenFrom,
): Promise<OpenSource> {
  const { downloads } = options;
  const key = keyOf(wanted);
  const directory = downloads?.directory ?? null;
  let open: OpenFrom = openFrom;
  if (downloads && key && directory !== null) {
    const cache = { directory, downloads, key, source: describeSource(reference), wanted, options };
    open = () => openThroughCache(cache, openFrom);
  }
  const file = reference.kind === 'http' ? reference.cachedAt : undefined;
  if (file === undefined) return open(null);
  return openThroughFile(file, { source: describeSource(reference), wanted, options, key }, open);
}

/** What the cache holds of some content, by its name alone; null when it holds nothing. Changes nothing. */
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

/** Always from the first byte: what follows would not know what a draft of its own holds. */
async function openThroughCache(use: CacheUse, openFrom: OpenFrom) {
  const { directory, downloads, key, source, wanted, options } = use;
  const look = async () => {
    const entry = await findEntry(directory, key, wanted);
    const opened = entry && (await openEntry(entry, directory, downloads, options));
    if (opened) options.log?.(`${source} is taken from the cache ${directory}`);
    return opened;
  };
  const keeping: Keeping = {
    place: draftInCache(directory, key),
    source,
    wanted,
    // Whatever is in it, it is nobody else's to read.
    modes: { folder: 0o700, file: 0o600 },
    awaitsAcceptance: key.isOfContent,
    finalPath: (sha256) => join(entryFolder(directory, key), entryName(key, sha256)),
    // Of a length that nobody knows, there may be too much: that is seen in the end.
    room: async (coming) => {
      if (coming === null) return downloads.limit;
      return (await trimCache(directory, downloads, coming)) ? coming : 0;
    },
    onKept: async () => void (await trimCache(directory, downloads)),
  };
  const opened = await openOrKeep(look, keeping, draftsFolder(directory), openFrom, options);
  return { ...opened, offset: 0 };
}

async function openThroughFile(
  path: string,
  { source, wanted, options, key }: Pick<CacheUse, 'source' | 'wanted' | 'options'> & { key: Key | null },
  open: OpenFrom,
): Promise<OpenSource> {
  const { downloads, log, signal } = options;
  const look = async () => {
    if (!(await usableCachedDownload(path, options, wanted))) return null;
    log?.(`the cached download ${path} is used`);
    return openFile(path, signal);
  };
  const found = await look();
  if (found) return found;
  if (!downloads || key === null || key.isOfContent) return open(null);
  const keeping: Keeping = {
    place: draftBeside(path),
    source,
    wanted,
    modes: { folder: 0o777, file: 0o666 },
    awaitsAcceptance: false,
    finalPath: () => path,
    room: async () => Number.POSITIVE_INFINITY,
    onKept: async () => log?.(`the download is kept as ${path}`),
  };
  return openOrKeep(look, keeping, dirname(path), open, options);
}

/** What is kept already, or the source itself, kept on the way. Of several runs one fetches, and the others wait. */
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
    await mkdir(folder, { recursive: true, mode: keeping.modes.folder });
    lock = await waitForTurn(keeping, options);
  } catch (error) {
    options.signal?.throwIfAborted();
    options.warn?.(`the download of ${keeping.source} is not kept: ${(error as Error).message}`);
    return open(null);
  }
  if (lock === null) {
    options.log?.(
      `another run gets no further with ${keeping.source}: it is fetched beside it, and not kept`,
    );
    return open(null);
  }
  try {
    // Whoever had the lock may have just finished.
    const finished = await look();
    if (!finished) return await openKept(keeping, lock, open, options);
    lock.release();
    return finished;
  } catch (error) {
    lock.release();
    throw error;
  }
}

/** The lock of a draft; null when whoever has it makes no progress. */
async function waitForTurn({ place, source }: Keeping, options: SourceOptions): Promise<HeldLock | null> {
  const { downloads, signal, idleTimeoutMs = DEFAULT_PATIENCE_MS } = options;
  let seen = '';
  let seenAt = performance.now();
  for (let looks = 0; ; looks++) {
    signal?.throwIfAborted();
    const lock = downloads?.takeLock(place.lock) ?? null;
    if (lock) return lock;
    if (looks === 0) options.log?.(`another run fetches ${source}: waiting for it`);
    const state = await progressOf(place);
    if (state !== seen) {
      seen = state;
      seenAt = performance.now();
    }
    if (performance.now() - seenAt >= idleTimeoutMs) return null;
    await pause(LOOK_INTERVAL_MS, undefined, signal ? { signal } : {}).catch(() => signal?.throwIfAborted());
  }
}

async function progressOf({ draft }: DraftPlace): Promise<string> {
  const state = await stat(draft).catch(() => null);
  return state ? `${state.ino} ${state.size}` : 'none';
}
