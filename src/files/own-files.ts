import { randomUUID } from 'node:crypto';
import { constants, realpathSync, type Stats, statSync } from 'node:fs';
import { type FileHandle, mkdir, open, rename, rm } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';

/** Permissions of a file that reconcile writes: only this user may read it. */
const FILE_MODE = 0o600;
/** Permissions of a folder that reconcile makes. */
const FOLDER_MODE = 0o700;

/** The user that the kernel shows for users whom a container does not know. */
const UNMAPPED_USER = 65_534;

/**
 * Makes a new file for this user alone and opens it for reading and writing. Throws the file system's error `EEXIST`
 * when anything has that name, a symbolic link included: nothing is followed, and nothing is overwritten.
 */
export function createOwnFile(path: string): Promise<FileHandle> {
  const { O_RDWR, O_CREAT, O_EXCL, O_NOFOLLOW = 0 } = constants;
  return open(path, O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW, FILE_MODE);
}

/**
 * Gives a file of this user a new text: a reader sees the old text or the new one, never a part. Makes the folder. Throws
 * the file system's errors, and those of {@link makeOwnFolder}.
 */
export async function replaceOwnFile(path: string, text: string): Promise<void> {
  const draft = `${path}.${randomUUID()}`;
  try {
    await makeOwnFolder(dirname(path));
    const file = await createOwnFile(draft);
    await file.writeFile(text).finally(() => file.close());
    await rename(draft, path);
  } catch (error) {
    await rm(draft, { force: true }).catch(() => {});
    throw error;
  }
}

/**
 * Opens a file that an earlier run of this user made. Null for anything else under that name: a symbolic link, a file
 * of another user, a file with a second name, or a file that others may write to.
 */
export async function reopenOwnFile(path: string): Promise<FileHandle | null> {
  const { O_RDWR, O_NOFOLLOW = 0, O_NONBLOCK = 0 } = constants;
  let file: FileHandle;
  try {
    // Without O_NONBLOCK, opening a FIFO would wait for a writer.
    file = await open(path, O_RDWR | O_NOFOLLOW | O_NONBLOCK);
  } catch {
    return null;
  }
  try {
    const stats = await file.stat();
    if (stats.isFile() && stats.nlink === 1 && isOwn(stats) && !othersWrite(stats)) return file;
  } catch {}
  await file.close();
  return null;
}

/** Makes a folder and those above it. Throws when others could exchange the files in it: see {@link folderFault}. */
export async function makeOwnFolder(path: string): Promise<void> {
  await mkdir(path, { recursive: true, mode: FOLDER_MODE });
  const fault = folderFault(path);
  if (fault !== null) throw new Error(`${path} ${fault}`);
}

/**
 * Why others could exchange files in this folder, as the rest of a sentence that begins with its path. Null when they
 * cannot, and where a folder does not exist yet: then those above it count. Like `StrictModes` of sshd.
 */
export function folderFault(path: string): string | null {
  if (process.geteuid === undefined) return null;
  const found = statIfAny(path);
  if (found?.isDirectory() && !isOwn(found)) return `belongs to another user (uid ${found.uid})`;
  if (found?.isDirectory() && othersWrite(found)) return `is writable by other users (mode ${octal(found)})`;
  return faultAbove(found ? realpathSync(path) : resolve(path));
}

function faultAbove(path: string): string | null {
  const above = dirname(path);
  if (above === path) return null;
  const found = statIfAny(above);
  if (found && !isOwn(found) && found.uid !== 0 && found.uid !== UNMAPPED_USER) {
    return `is in ${above}, which belongs to another user (uid ${found.uid})`;
  }
  // In a sticky folder such as /tmp, only its owner can rename a file or folder.
  if (found && (found.mode & 0o1002) === 0o002) {
    return `is in ${above}, which is writable by other users (mode ${octal(found)})`;
  }
  return faultAbove(above);
}

function statIfAny(path: string): Stats | null {
  try {
    return statSync(path);
  } catch {
    return null;
  }
}

function isOwn({ uid }: Stats): boolean {
  return process.geteuid === undefined || uid === process.geteuid();
}

function othersWrite({ mode }: Stats): boolean {
  return (mode & 0o022) !== 0;
}

function octal({ mode }: Stats): string {
  return (mode & 0o7777).toString(8).padStart(4, '0');
}
