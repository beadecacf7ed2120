import { randomUUID } from 'node:crypto';
import { constants, type FileHandle, mkdir, open, readdir, stat, unlink } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { createDigester } from '../../content/digesting.ts';
import { ENDING_BYTES } from '../../content/safety/ending.ts';
import { ALGORITHMS, compareDigests, type Digests } from '../../model/digest.ts';
import { SourceError } from '../../model/errors.ts';
import type { OpenSource, SourceOptions, WantedContent } from '../source.ts';
import type { Downloads, HeldLock } from './downloads.ts';
import { entryFolder, inUseFolder, type Key } from './place.ts';

const READ_AHEAD = 512 * 1024;

/** A download that was kept, as its name tells; nothing has been read of it. */
export interface Entry {
  readonly path: string;
  readonly bytes: number;
  /** What the file as it lies there must have. */
  readonly digests: Digests;
}

/** The entry of this content; null when there is none, or one of another size than the wanted one. */
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
  // What else is expected is for whoever gets the bytes: an entry is right if it is what it is named after.
  return { path, bytes: found.size, digests: { [key.algorithm]: key.hex } };
}

/**
 * Opens an entry whose bytes have just been read and have their digests; null for any other. A damaged one is
 * removed. While it is open it is marked, so that nobody removes it to make room.
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
    const digests = await digestOf(file, entry, signal);
    if (compareDigests(digests, entry.digests) !== 'same') {
      await removeThis(entry.path, file);
      await close();
      warn?.(`the cached download ${entry.path} was damaged: it is removed, and fetched again`);
      return null;
    }
    // Its age is what decides which entry goes first.
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
    stream: readOnce(opened, entry, signal),
    end: () => readEnd(opened, entry),
    close,
  };
}

async function markInUse(entry: Entry, cache: string, { takeLock }: Downloads): Promise<HeldLock | null> {
  try {
    await mkdir(inUseFolder(cache), { recursive: true, mode: 0o700 });
    return takeLock(join(inUseFolder(cache), `${basename(entry.path)}.${randomUUID()}`));
  } catch {
    // A cache that may only be read is as good; who removes the entry all the same leaves the open file alone.
    return null;
  }
}

async function digestOf(file: FileHandle, entry: Entry, signal: AbortSignal | undefined): Promise<Digests> {
  const digester = createDigester(ALGORITHMS.filter((name) => entry.digests[name] !== undefined));
  for await (const block of readOnce(file, entry, signal)) digester.update(block);
  return digester.finish();
}

async function* readOnce(
  file: FileHandle,
  { path, bytes }: Entry,
  signal: AbortSignal | undefined,
): AsyncGenerator<Uint8Array, void, undefined> {
  yield* readPart(file, bytes, path, signal);
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
        hint: 'Run again: it is fetched anew.',
      });
    }
    position += bytesRead;
    yield block.subarray(0, bytesRead);
  }
}

async function readEnd(file: FileHandle, { bytes }: Entry): Promise<Uint8Array> {
  const end = Buffer.alloc(Math.min(bytes, ENDING_BYTES));
  const { bytesRead } = await file.read(end, 0, end.length, bytes - end.length);
  return end.subarray(0, bytesRead);
}

/** Another run may have put a good one in its place by now: that one stays. */
async function removeThis(path: string, file: FileHandle): Promise<void> {
  const [here, there] = await Promise.all([file.stat(), stat(path).catch(() => null)]);
  if (there?.ino === here.ino && there.dev === here.dev) await unlink(path).catch(() => {});
}
