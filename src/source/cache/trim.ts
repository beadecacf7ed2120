import { lstat, readdir, rmdir, stat, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import type { Downloads } from './downloads.ts';
import { removeDraft } from './draft-note.ts';
import { trimLearnt } from './learnt.ts';
import {
  draftOfStem,
  draftStem,
  draftsAt,
  draftsFolder,
  ENTRY_ROOTS,
  inUseFolder,
  isEntryName,
} from './place.ts';

/** A file that takes up room in a cache. */
interface Occupant {
  readonly bytes: number;
  /** Milliseconds since 1970. */
  readonly usedAt: number;
  /** Removes it; false when it is in use. */
  remove(): Promise<boolean>;
}

/**
 * Removes the least recently used files until the cache holds at most its limit less `coming` bytes. False when the
 * files in use take more. Ignores files that do not belong to the cache; a file that cannot be removed stays. A note about
 * a digest goes with the bytes.
 */
export async function trimCache(cache: string, downloads: Downloads, coming = 0): Promise<boolean> {
  const fits = await makeRoom(cache, downloads, coming);
  await trimLearnt(cache);
  return fits;
}

async function makeRoom(cache: string, downloads: Downloads, coming: number): Promise<boolean> {
  const occupants = [...(await drafts(cache, downloads)), ...(await entries(cache, downloads))];
  let held = occupants.reduce((sum, { bytes }) => sum + bytes, 0);
  const oldestFirst = occupants.toSorted((a, b) => a.usedAt - b.usedAt);
  for (const occupant of oldestFirst) {
    if (held + coming <= downloads.limit) return true;
    if (await occupant.remove()) held -= occupant.bytes;
  }
  return held + coming <= downloads.limit;
}

async function entries(cache: string, downloads: Downloads): Promise<readonly Occupant[]> {
  const found: Occupant[] = [];
  for (const root of ENTRY_ROOTS) {
    for (const folder of await names(join(cache, root))) {
      const parent = join(cache, root, folder);
      for (const name of await names(parent)) {
        if (!isEntryName(root, name) || !name.startsWith(folder)) continue;
        const path = join(parent, name);
        const state = await stat(path).catch(() => null);
        if (!state?.isFile()) continue;
        found.push({
          bytes: state.size,
          usedAt: state.mtimeMs,
          async remove() {
            if (await isInUse(cache, name, downloads)) return false;
            if (!(await succeeds(unlink(path)))) return false;
            await succeeds(rmdir(parent));
            return true;
          },
        });
      }
    }
  }
  return found;
}

/** Whether a reader has the entry open. Removes the marks of dead readers. */
async function isInUse(cache: string, entry: string, { takeLock }: Downloads): Promise<boolean> {
  const folder = inUseFolder(cache);
  for (const mark of await names(folder)) {
    if (!/^[0-9a-f]+(?:\.[0-9a-f]{64})?\.[0-9a-f-]{36}$/.test(mark) || !mark.startsWith(`${entry}.`))
      continue;
    try {
      const lock = takeLock(join(folder, mark));
      if (lock === null) return true;
      lock.release();
    } catch {
      return true;
    }
  }
  return false;
}

async function drafts(cache: string, { takeLock }: Downloads): Promise<readonly Occupant[]> {
  const all = await names(draftsFolder(cache));
  const stems = new Set(all.map(draftStem));
  const found = [...stems].map(async (stem): Promise<readonly Occupant[]> => {
    if (stem === null) return [];
    const place = draftOfStem(cache, stem);
    const files = draftsAt(place, all);
    const found = await Promise.all(files.map(({ draft }) => lstat(draft).catch(() => null)));
    const states = found.filter((state) => state?.isFile());
    if (states.length === 0) return [];
    const remove = async () => {
      try {
        const held = takeLock(place.lock);
        if (held === null) return false;
        try {
          await Promise.all(files.map(removeDraft));
          return true;
        } finally {
          held.release();
        }
      } catch {
        return false;
      }
    };
    const bytes = states.reduce((sum, state) => sum + (state?.size ?? 0), 0);
    const usedAt = Math.max(...states.map((state) => state?.mtimeMs ?? 0));
    return [{ bytes, usedAt, remove }];
  });
  return (await Promise.all(found)).flat();
}

async function names(folder: string): Promise<readonly string[]> {
  return readdir(folder).catch(() => []);
}

async function succeeds(work: Promise<void>): Promise<boolean> {
  return work.then(
    () => true,
    () => false,
  );
}
