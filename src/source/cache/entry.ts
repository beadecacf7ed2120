import { randomUUID } from 'node:crypto';
import { constants, type FileHandle, open, readdir, stat, unlink } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { digestStream } from '../../content/digesting.ts';
import { makeOwnFolder } from '../../files/own-files.ts';
import { compareDigests, type Digests, namesOf } from '../../model/digest.ts';
import { SourceError } from '../../model/errors.ts';
import { readEnd } from '../file.ts';
import type { OpenSource, SourceOptions, WantedContent } from '../source.ts';
import type { Downloads, HeldLock } from './downloads.ts';
import { entryFolder, inUseFolder, type Key } from './place.ts';

const READ_AHEAD = 512 * 1024;

/** A kept download, as its name describes it: no byte has been read. */
export interface Entry {
  readonly path: string;
  readonly bytes: number;
  /** The digests that the stored file must have. */
  readonly digests: Digests;
}

/** The entry of this content; null when there is none, or its size is not the wanted one. */
export async function findEntry(cache: string, key: Key, wanted: WantedContent): Promise<Entry | null> {
  const folder = entryFolder(cache, key);
  const names = key.isOfContent ? await readdir(folder).catch(() => []) : [key.hex];
  const name = names.find((each) => each === key.hex || each.startsWith(`${key.hex}.`));
  if (name === undefined) return null;
  const path = join(folder, name);
  const found = await stat(path).catch(() => null);
  if (!found?.isFile()) return null;
  if (key.isOfContent)
    return { path, bytes: found.size, digests: { sha256: name.slice(key.hex.length + 1) } };
  if (typeof wanted.size === 'number' && found.size !== wanted.size) return null;
  // An entry is right if it matches its name; the reader of the bytes checks the other expected digests.
  return { path, bytes: found.size, digests: { [key.algorithm]: key.hex } };
}

/**
 * Opens an entry after reading its bytes and checking their digests. Null for an entry that cannot be used; a damaged
 * entry is removed. A mark protects the open entry from removal when a run makes room.
 */
export async function openEntry(
  entry: Entry,
  cache: string,
  downloads: Downloads,
  options: SourceOptions,
): Promise<OpenSource | null> {
  const { signal, log, warn } = options;
  const mark = await markInUse(entry, cache, downloads);
  let file: FileHandle | null = null;
  const close = async () => {
    const opened = file;
    file = null;
    await opened?.close();
    mark?.release();
  };
  try {
    file = await open(entry.path, constants.O_RDONLY);
    const whole = readPart(file, entry.bytes, entry.path, signal);
    const digests = await digestStream(whole, namesOf(entry.digests));
    if (compareDigests(digests, entry.digests) !== 'same') {
      await removeThis(entry.path, file);
      await close();
      warn?.(
        `the cached download ${entry.path} was damaged: reconcile removed it and fetches the file again`,
      );
      return null;
    }
    // The entry that was used least recently goes first.
    const now = new Date();
    await file.utimes(now, now).catch(() => {});
  } catch (error) {
    await close();
    signal?.throwIfAborted();
    log?.(`the cached download ${entry.path} cannot be used: ${(error as Error).message}`);
    return null;
  }
  const opened = file;
  return {
    bytes: entry.bytes,
    validators: null,
    stream: readPart(opened, entry.bytes, entry.path, signal),
    end: () => readEnd(entry.path, opened, entry.bytes),
    close,
  };
}

async function markInUse(entry: Entry, cache: string, { takeLock }: Downloads): Promise<HeldLock | null> {
  try {
    await makeOwnFolder(inUseFolder(cache));
    return takeLock(join(inUseFolder(cache), `${basename(entry.path)}.${randomUUID()}`));
  } catch {
    // A read-only cache works without marks: if the entry is removed all the same, the open file stays readable.
    return null;
  }
}

/** The first `bytes` bytes of a file, which stays open. `SourceError` when there are fewer. */
export async function* readPart(
  file: FileHandle,
  bytes: number,
  path: string,
  signal: AbortSignal | undefined,
): AsyncGenerator<Uint8Array, void, undefined> {
  for (let position = 0; position < bytes; ) {
    signal?.throwIfAborted();
    const block = Buffer.allocUnsafe(Math.min(READ_AHEAD, bytes - position));
    const { bytesRead } = await file.read(block, 0, block.length, position).catch((error: Error) => {
      throw new SourceError(`the cached download ${path} cannot be read: ${error.message}`, { cause: error });
    });
    if (bytesRead === 0) {
      throw new SourceError(`the cached download ${path} was changed while it was read`, {
        hint: 'Run again: reconcile then fetches the file again.',
      });
    }
    position += bytesRead;
    yield block.subarray(0, bytesRead);
  }
}

/** Removes the damaged file, unless another run has already replaced it with a good file. */
async function removeThis(path: string, file: FileHandle): Promise<void> {
  const [here, there] = await Promise.all([file.stat(), stat(path).catch(() => null)]);
  if (there?.ino === here.ino && there.dev === here.dev) await unlink(path).catch(() => {});
}
