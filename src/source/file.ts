import type { BigIntStats } from 'node:fs';
import { constants, type FileHandle, open, stat } from 'node:fs/promises';
import { ENDING_BYTES } from '../content/safety/ending.ts';
import { fileFault } from '../files/file-fault.ts';
import { liesIn } from '../files/lies-in.ts';
import { SourceError } from '../model/errors.ts';
import type { Confinement } from '../model/run-context.ts';
import type { OpenSource, SourceOptions } from './source.ts';

const BLOCK = 512 * 1024;

/** Values that differ between two states of a file. */
export interface FileIdentity {
  readonly device: string;
  readonly inode: string;
  readonly bytes: number;
  /** Nanoseconds since 1970, as text: too large for a number. */
  readonly modified: string;
  /** The inode's change time; it shows a change whose modification time was set back. */
  readonly changed: string;
}

/** A local file that is open for one reading. */
interface OpenFile extends OpenSource {
  readonly bytes: number;
  readonly identity: FileIdentity;
  readonly readInto: (memory: Buffer) => Promise<number>;
  /** At most `length` bytes from byte `offset` on, at any time before `close`. */
  readonly readAt: (offset: number, length: number) => Promise<Uint8Array>;
}

/**
 * Opens a regular file. `SourceError` for anything else, for an unreadable file and, at the end of the stream, for a
 * file that was changed or replaced while it was read. A file of a stranger must lie in the folders of the confinement.
 */
export async function openFile(
  path: string,
  { signal, confinement }: Pick<SourceOptions, 'signal' | 'confinement'> = {},
): Promise<OpenFile> {
  signal?.throwIfAborted();
  if (confinement) await refuseOutside(path, confinement);
  const handle = await openRegular(path);
  let closed = false;
  async function close(): Promise<void> {
    if (closed) return;
    closed = true;
    await handle.close();
  }
  try {
    const identity = identityOf(await handle.stat({ bigint: true }));
    const readInto = reading(path, handle, identity, signal);
    return {
      bytes: identity.bytes,
      validators: null,
      identity,
      end: () => readEnd(path, handle, identity.bytes),
      readAt: (offset, length) => readAt(path, handle, offset, length),
      stream: readOnce(readInto, Math.min(BLOCK, identity.bytes + 1), close),
      readInto,
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

/** Throws `SourceError` for a file of a stranger that leads out of the folders of its state files. */
export async function refuseOutside(path: string, { folders }: Confinement): Promise<void> {
  if (await liesIn(path, folders)) return;
  throw new SourceError(`${path} leads out of the folder of the state file, which is not trusted`, {
    hint: 'Put the file beside the state file, or plan without --untrusted after a review.',
  });
}

async function openRegular(path: string): Promise<FileHandle> {
  let handle: FileHandle;
  try {
    // Without O_NONBLOCK, opening a FIFO would wait for a writer.
    handle = await open(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
  } catch (error) {
    throw fileFailure(path, error);
  }
  const kind = unusableKind(await handle.stat({ bigint: true }));
  if (kind === null) return handle;
  await handle.close();
  throw new SourceError(`${path} is ${kind}, not a regular file`, {
    hint: 'Set the image file itself as `source`.',
    hintsAtSource: true,
  });
}

function unusableKind(stats: BigIntStats): string | null {
  if (stats.isFile()) return null;
  if (stats.isDirectory()) return 'a directory';
  if (stats.isFIFO()) return 'a FIFO';
  if (stats.isSocket()) return 'a socket';
  return 'a device';
}

function identityOf(stats: BigIntStats): FileIdentity {
  return {
    device: String(stats.dev),
    inode: String(stats.ino),
    bytes: Number(stats.size),
    modified: String(stats.mtimeNs),
    changed: String(stats.ctimeNs),
  };
}

/** The last 512 bytes of a file of `bytes` bytes; all of them when there are fewer. */
export function readEnd(path: string, handle: FileHandle, bytes: number): Promise<Uint8Array> {
  const length = Math.min(bytes, ENDING_BYTES);
  return readAt(path, handle, bytes - length, length);
}

async function readAt(path: string, handle: FileHandle, offset: number, length: number): Promise<Uint8Array> {
  const piece = Buffer.alloc(length);
  try {
    const { bytesRead } = await handle.read(piece, 0, length, offset);
    return piece.subarray(0, bytesRead);
  } catch (error) {
    throw fileFailure(path, error);
  }
}

/** Reads the file once, from its beginning; compares its state after the last byte with the one before. */
function reading(
  path: string,
  handle: FileHandle,
  before: FileIdentity,
  signal: AbortSignal | undefined,
): (memory: Buffer) => Promise<number> {
  let position = 0;
  return async (memory) => {
    try {
      signal?.throwIfAborted();
      // Asks for one byte more than expected: this shows that a file grows, without following it forever.
      const most = Math.min(memory.length, before.bytes + 1 - position);
      const { bytesRead } = most > 0 ? await handle.read(memory, 0, most, position) : { bytesRead: 0 };
      signal?.throwIfAborted();
      position += bytesRead;
      if (bytesRead === 0 && !isSame(before, identityOf(await stat(path, { bigint: true })), position)) {
        throw changedMeanwhile(path);
      }
      return bytesRead;
    } catch (error) {
      signal?.throwIfAborted();
      throw error instanceof SourceError ? error : fileFailure(path, error);
    }
  };
}

/** Ignores the inode's change time: a hard link or chmod in the meantime changes no byte. */
function isSame(before: FileIdentity, after: FileIdentity, read: number): boolean {
  return (
    read === before.bytes &&
    after.bytes === before.bytes &&
    after.modified === before.modified &&
    after.inode === before.inode &&
    after.device === before.device
  );
}

async function* readOnce(
  readInto: (memory: Buffer) => Promise<number>,
  largest: number,
  close: () => Promise<void>,
): AsyncGenerator<Uint8Array, void, undefined> {
  async function read(): Promise<Uint8Array> {
    const memory = Buffer.allocUnsafeSlow(largest);
    return memory.subarray(0, await readInto(memory));
  }
  try {
    // Reads the next block while the reader works on this one.
    let coming = read();
    for (let block = await coming; block.length > 0; block = await coming) {
      coming = read();
      coming.catch(() => {});
      yield block;
    }
  } finally {
    await close();
  }
}

function changedMeanwhile(path: string): SourceError {
  return new SourceError(`${path} was changed while it was read`, {
    hint: 'Run again once no program writes to the file.',
  });
}

function fileFailure(path: string, error: unknown): SourceError {
  return new SourceError(`${path} ${fileFault(error)}`, {
    hint: 'Check the `source` or `file` of the image, and that this user may read it.',
    hintsAtSource: true,
    cause: error,
  });
}
