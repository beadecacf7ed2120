import { rmSync } from 'node:fs';
import { type FileHandle, lstat, mkdtemp, open, readdir, rm, statfs, unlink, utimes } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { EXIT, ReconcileError } from '../model/errors.ts';
import { isRunning } from '../tool/process.ts';

const MIB = 1024 ** 2;
/** Bytes that stay free for other programs; on a small file system, a twentieth of its size instead. */
const RESERVE = 256 * MIB;
/** Bytes that are written between two checks of the free room. */
const LOOK_EVERY = 64 * MIB;
/** Shorter runs of zeros are written out, longer ones become holes. */
const SHORTEST_HOLE = 64 * 1024;
const READ_AHEAD = 512 * 1024;

const PREFIX = 'reconcile-spool';
const SIGN_OF_LIFE_MS = 30_000;
/** A silent directory whose process is not visible stays this long: the process may run in another container. */
const SILENCE_OF_UNSEEN_MS = 5 * 60_000;
/** After this long without a sign of life, any directory counts as abandoned. */
const SILENCE_OF_ANY_MS = 24 * 60 * 60_000;

interface SpoolOptions {
  /** Where the temporary directory is made; null: the system's own place for temporary files. */
  readonly directory: string | null;
  readonly signal?: AbortSignal | undefined;
  /** Reads the free and the total bytes of a file system; default: asks the system. */
  readonly room?: (directory: string) => Promise<Room>;
}

export interface Room {
  readonly free: number;
  readonly total: number;
}

/** A temporary directory for content that cannot be streamed; only its owner can read it. */
export interface Spool {
  /** Absolute path of a file of this name in it. */
  path(name: string): string;
  /** Throws `no-room` unless there is room for so many more bytes. */
  demandRoom(bytes: number): Promise<void>;
  /** Writes a stream to a new file. Runs of zeros take no room in it. */
  write(name: string, blocks: AsyncIterable<Uint8Array>): Promise<SpooledFile>;
  /** The `no-room` error for a tool that found the disk full. */
  full(): ReconcileError;
  /** The file of this name, which a tool has written. */
  take(name: string): Promise<SpooledFile>;
  /** Removes the directory with all its files; may be called more than once. */
  remove(): Promise<void>;
}

export interface SpooledFile {
  readonly path: string;
  readonly bytes: number;
  /** Bytes that the file takes on disk: holes take none. */
  occupied(): Promise<number>;
  /** The bytes from this place on (default 0); may be called any number of times. */
  read(from?: number): AsyncIterable<Buffer>;
  remove(): Promise<void>;
}

/** Directories to remove when the process exits at once. */
const present = new Set<string>();
let watchesExit = false;

/**
 * Makes a temporary directory, and removes those that killed runs left beside it. The caller removes it; otherwise it
 * goes when the process exits. Throws the `ReconcileError` `no-room` when the file system lacks room: here, while a
 * file is written, and from `demandRoom`.
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
        `${bytes} more bytes are needed, and ${Math.max(0, Math.floor(left))} are free to use`,
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
    // mkdtemp makes it for its owner alone (0700).
    const directory = await mkdtemp(join(parent, `${PREFIX}.${ownHost()}.${process.pid}.`));
    present.add(directory);
    return directory;
  } catch (error) {
    throw new ReconcileError(
      'no-room',
      `cannot make a temporary directory in ${parent}: ${error instanceof Error ? error.message : error}`,
      EXIT.error,
      { hint: 'Set TMPDIR to a directory that this user can write to.', cause: error },
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

/** The error for a file system without enough room for temporary files. */
function noRoom(parent: string, why: string, cause?: unknown): ReconcileError {
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

/** The host's name as part of a directory name, whose parts are separated by dots. */
function ownHost(): string {
  return hostname().replace(/[^A-Za-z0-9_-]/g, '_');
}

/**
 * Removes the temporary directories that killed runs left in `directory` (null: the system's own). Ignores directories
 * that cannot be read or removed: tidying up is not worth failing a run.
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
