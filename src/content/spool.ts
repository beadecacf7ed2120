import { rmSync } from 'node:fs';
import { type FileHandle, lstat, mkdtemp, open, readdir, rm, statfs, unlink, utimes } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { EXIT, ReconcileError } from '../model/errors.ts';
import { isRunning } from '../tool/process.ts';

const MIB = 1024 ** 2;
/** What is left free for others: so much, or a twentieth of a small file system. */
const RESERVE = 256 * MIB;
/** Bytes that are written between two looks at the room that is left. */
const LOOK_EVERY = 64 * MIB;
/** Only longer runs of zeros are left out of a file. */
const SHORTEST_HOLE = 64 * 1024;
const READ_AHEAD = 512 * 1024;

const PREFIX = 'reconcile-spool';
const SIGN_OF_LIFE_MS = 30_000;
/** A directory whose process cannot be seen is left alone that long: it may be one of another container. */
const SILENCE_OF_UNSEEN_MS = 5 * 60_000;
/** A directory without any sign of life for so long is nobody's. */
const SILENCE_OF_ANY_MS = 24 * 60 * 60_000;

export interface SpoolOptions {
  /** Where the temporary directory is made; null: the system's own place for such. */
  readonly directory: string | null;
  readonly signal?: AbortSignal | undefined;
  /** Bytes of a file system that are free, and that it has; asked of the system by default. */
  readonly room?: (directory: string) => Promise<Room>;
}

export interface Room {
  readonly free: number;
  readonly total: number;
}

/** A temporary directory for what cannot be streamed; only its owner can look into it. */
export interface Spool {
  /** Absolute path of a file of this name in it. */
  path(name: string): string;
  /** Throws unless so many more bytes find room. */
  demandRoom(bytes: number): Promise<void>;
  /** Writes a stream to a new file. Runs of zeros take no room in it. */
  write(name: string, blocks: AsyncIterable<Uint8Array>): Promise<SpooledFile>;
  /** The error that there is no room any more, where a tool has found that out. */
  full(): ReconcileError;
  /** A file that a tool has written. */
  take(name: string): Promise<SpooledFile>;
  /** With everything in it; may be called more than once. */
  remove(): Promise<void>;
}

export interface SpooledFile {
  readonly path: string;
  readonly bytes: number;
  /** Bytes that it takes on disk: fewer than it has where it has holes. */
  occupied(): Promise<number>;
  /** May be read any number of times. */
  read(from?: number): AsyncIterable<Buffer>;
  remove(): Promise<void>;
}

/** What is still there when the process leaves at once. */
const present = new Set<string>();
let watchesExit = false;

/**
 * Makes a temporary directory, and removes what killed runs have left beside it. Whoever opens it removes it; it also
 * goes when the process exits by itself. `ReconcileError` `no-room` when there is not enough room, here, while it is
 * written to, and where `demandRoom` asks for it.
 */
export async function openSpool(options: SpoolOptions): Promise<Spool> {
  const { room = roomOf, signal } = options;
  const parent = options.directory ?? tmpdir();
  await removeAbandonedSpools(parent);
  const directory = await make(parent);
  const alive = setInterval(
    () => void utimes(directory, new Date(), new Date()).catch(() => {}),
    SIGN_OF_LIFE_MS,
  );
  alive.unref();

  async function demandRoom(bytes: number): Promise<void> {
    const { free, total } = await room(directory);
    const left = free - Math.min(RESERVE, total / 20);
    if (left < bytes)
      throw noRoom(
        parent,
        `${bytes} more bytes are needed in it, and ${Math.max(0, Math.floor(left))} can be had`,
      );
  }

  async function write(name: string, blocks: AsyncIterable<Uint8Array>): Promise<SpooledFile> {
    const path = join(directory, name);
    const handle = await open(path, 'wx', 0o600);
    try {
      const bytes = await fill(handle, blocks, demandRoom, signal);
      await handle.close();
      return spooled(path, bytes);
    } catch (error) {
      await handle.close();
      await unlink(path).catch(() => {});
      throw isFull(error) ? noRoom(parent, 'it is full', error) : error;
    }
  }

  return {
    path: (name) => join(directory, name),
    demandRoom,
    write,
    full: () => noRoom(parent, 'it is full'),
    take: async (name) => spooled(join(directory, name), (await lstat(join(directory, name))).size),
    async remove() {
      clearInterval(alive);
      await rm(directory, { recursive: true, force: true, maxRetries: 3 });
      present.delete(directory);
    },
  };
}

async function make(parent: string): Promise<string> {
  if (!watchesExit) {
    watchesExit = true;
    process.once('exit', () => {
      for (const directory of present) rmSync(directory, { recursive: true, force: true });
    });
  }
  try {
    // For its owner alone (0700), by mkdtemp's own rule.
    const directory = await mkdtemp(join(parent, `${PREFIX}.${ownHost()}.${process.pid}.`));
    present.add(directory);
    return directory;
  } catch (error) {
    throw new ReconcileError(
      'no-room',
      `no temporary directory can be made in ${parent}: ${error instanceof Error ? error.message : error}`,
      EXIT.error,
      { hint: 'Set TMPDIR to a directory that can be written to.', cause: error },
    );
  }
}

async function fill(
  handle: FileHandle,
  blocks: AsyncIterable<Uint8Array>,
  demandRoom: (bytes: number) => Promise<void>,
  signal: AbortSignal | undefined,
): Promise<number> {
  let bytes = 0;
  let written = 0;
  let looked = Number.NEGATIVE_INFINITY;
  for await (const block of blocks) {
    signal?.throwIfAborted();
    if (!isHole(block)) {
      if (written - looked >= LOOK_EVERY) {
        await demandRoom(block.length);
        looked = written;
      }
      await writeAt(handle, block, bytes);
      written += block.length;
    }
    bytes += block.length;
  }
  signal?.throwIfAborted();
  await handle.truncate(bytes);
  return bytes;
}

async function writeAt(handle: FileHandle, block: Uint8Array, position: number): Promise<void> {
  for (let at = 0; at < block.length; ) {
    const { bytesWritten } = await handle.write(block, at, block.length - at, position + at);
    at += bytesWritten;
  }
}

const ZEROS = Buffer.alloc(1024 * 1024);

function isHole(block: Uint8Array): boolean {
  if (block.length < SHORTEST_HOLE || block.length > ZEROS.length) return false;
  return block[0] === 0 && ZEROS.compare(block, 0, block.length, 0, block.length) === 0;
}

function spooled(path: string, bytes: number): SpooledFile {
  return {
    path,
    bytes,
    occupied: async () => Math.min(bytes, (await lstat(path)).blocks * 512),
    read: (from = 0) => readFrom(path, from),
    remove: () => rm(path, { force: true }),
  };
}

async function* readFrom(path: string, start: number): AsyncGenerator<Buffer, void, undefined> {
  const handle = await open(path, 'r');
  try {
    yield* handle.createReadStream({ start, highWaterMark: READ_AHEAD, autoClose: false });
  } finally {
    await handle.close();
  }
}

async function roomOf(directory: string): Promise<Room> {
  const { bavail, blocks, bsize } = await statfs(directory);
  return { free: bavail * bsize, total: blocks * bsize };
}

function isFull(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return code === 'ENOSPC' || code === 'EDQUOT' || code === 'EFBIG';
}

/** There is not enough room in the directory where temporary files are made. */
export function noRoom(parent: string, why: string, cause?: unknown): ReconcileError {
  return new ReconcileError(
    'no-room',
    `${parent} has not enough room for temporary files: ${why}`,
    EXIT.error,
    {
      hint: 'Make room there, or set TMPDIR to a directory with more.',
      ...(cause === undefined ? {} : { cause }),
    },
  );
}

/** As part of a name: no dots, which separate its parts. */
function ownHost(): string {
  return hostname().replace(/[^A-Za-z0-9_-]/g, '_');
}

/**
 * Removes the temporary directories that killed runs have left in `parent` (null: the system's). What cannot be looked
 * at or removed is left alone: it is not what a run is for.
 */
export async function removeAbandonedSpools(directory: string | null): Promise<void> {
  const parent = directory ?? tmpdir();
  const names = await readdir(parent).catch(() => []);
  for (const name of names) {
    if (!name.startsWith(`${PREFIX}.`)) continue;
    const path = join(parent, name);
    if (await isAbandoned(path, name)) await rm(path, { recursive: true, force: true }).catch(() => {});
  }
}

async function isAbandoned(path: string, name: string): Promise<boolean> {
  const [, host, pid] = /^[\w-]+\.([\w-]+)\.(\d{1,10})\.\w+$/.exec(name) ?? [];
  const stats = await lstat(path).catch(() => null);
  const own = stats?.isDirectory() && (process.getuid === undefined || stats.uid === process.getuid());
  if (host === undefined || !stats || !own) return false;
  const silence = Date.now() - stats.mtimeMs;
  if (silence > SILENCE_OF_ANY_MS) return true;
  return host === ownHost() && !isRunning(Number(pid)) && silence > SILENCE_OF_UNSEEN_MS;
}
