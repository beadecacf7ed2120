import { lstat, realpath } from 'node:fs/promises';
import { isBelow } from './is-below.ts';

/**
 * Whether an absolute path is one of these folders or lies in one, with every symbolic link resolved, its own too. The
 * file may not exist yet; a link that leads nowhere lies in no folder.
 */
export async function liesIn(path: string, folders: readonly string[]): Promise<boolean> {
  const real = await realpath(path).catch(() => null);
  if (real === null && (await lstat(path).catch(() => null)) !== null) return false;
  for (const folder of folders) {
    if ((real ?? path) === (await realpath(folder).catch(() => null))) return true;
    if (await isBelow(real ?? path, folder)) return true;
  }
  return false;
}
