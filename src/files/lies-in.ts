import { lstat, realpath } from 'node:fs/promises';
import { dirname, relative, sep } from 'node:path';

/**
 * Whether an absolute path lies in one of these folders, with every symbolic link resolved. Where there is no such file,
 * its nearest existing folder counts. A link that leads nowhere lies in no folder.
 */
export async function liesIn(path: string, folders: readonly string[]): Promise<boolean> {
  const real = await realPlace(path);
  if (real === null) return false;
  for (const folder of folders) {
    const base = await realpath(folder).catch(() => null);
    if (base !== null && isBelow(real, base)) return true;
  }
  return false;
}

async function realPlace(path: string): Promise<string | null> {
  try {
    return await realpath(path);
  } catch {
    const isLink = await lstat(path).then(
      () => true,
      () => false,
    );
    const parent = dirname(path);
    return isLink || parent === path ? null : realPlace(parent);
  }
}

function isBelow(path: string, folder: string): boolean {
  const way = relative(folder, path);
  return way !== '..' && !way.startsWith(`..${sep}`);
}
