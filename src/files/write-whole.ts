import { randomBytes } from 'node:crypto';
import { lstat, open, realpath, rename, rm, stat, writeFile } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { EXIT, ReconcileError, UsageError } from '../model/errors.ts';
import { refuseSecrets } from '../model/refuse-secrets.ts';
import type { Secrets } from '../model/secrets.ts';

/**
 * Writes a file atomically: a reader sees the old file or the new one, never a part. Follows a symbolic link, and writes
 * directly to a pipe or a device. `path` must be absolute; `mode` is the permissions of the file. Throws ReconcileError
 * (`write-file`; `secret-in-output` for a text that holds one of the secrets).
 */
export async function writeWhole(path: string, text: string, mode: number, secrets: Secrets): Promise<void> {
  refuseSecrets(text, path, secrets);
  try {
    await refusePlantedLink(path);
    const target = await realpath(path).catch(() => path);
    const found = await stat(target).catch(() => null);
    if (found && !found.isFile()) await writeFile(target, text);
    else await replaceFile(target, text, mode);
  } catch (error) {
    throw new ReconcileError('write-file', cannotWrite(path, error), EXIT.error, { cause: error });
  }
}

/**
 * Refuses to follow a symbolic link of another user in a folder that others may write to, such as /tmp, as Linux does
 * with `fs.protected_symlinks`: `realpath` goes around that protection.
 */
async function refusePlantedLink(path: string): Promise<void> {
  const link = await lstat(path).catch(() => null);
  const own = process.geteuid?.();
  if (!link?.isSymbolicLink() || own === undefined || link.uid === own || link.uid === 0) return;
  const folder = await stat(dirname(path));
  if ((folder.mode & 0o022) !== 0 || folder.uid !== own) {
    throw new Error('a symbolic link of another user has this name');
  }
}

/** Checks early that a file's folder exists, rather than after an hour of uploads. Throws UsageError. */
export async function checkFolder(path: string): Promise<void> {
  const folder = dirname(resolve(path));
  const found = await stat(folder).catch((error: unknown) => {
    throw new UsageError(cannotWrite(path, error), {
      hint: 'Name a file in an existing folder that you may write to.',
      cause: error,
    });
  });
  if (!found.isDirectory()) throw new UsageError(`cannot write ${path}: ${folder} is not a folder`);
}

async function replaceFile(path: string, text: string, mode: number): Promise<void> {
  const temporary = join(dirname(path), `.${basename(path).slice(0, 100)}.${randomBytes(6).toString('hex')}`);
  try {
    const file = await open(temporary, 'wx', mode);
    try {
      await file.writeFile(text);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}

function cannotWrite(path: string, error: unknown): string {
  const why =
    error instanceof Error ? error.message.replace(/,? (open|stat|rename) '.*$/, '') : String(error);
  return `cannot write ${path}: ${why}`;
}
