import { lstat, realpath } from 'node:fs/promises';
import { dirname, relative, sep } from 'node:path';

/**
 * Whether a file lies below a folder once every symbolic link is followed. The file, and folders above it, may not exist
 * yet. Both paths are absolute.
 */
export async function isBelow(path: string, folder: string): Promise<boolean> {
  try {
    const way = relative(await realpath(folder), await realpath(await deepestOf(dirname(path))));
    return way !== '..' && !way.startsWith(`..${sep}`);
  } catch {
    return false;
  }
}

/** The deepest folder of a path that exists. A symbolic link that leads nowhere exists. */
async function deepestOf(path: string): Promise<string> {
  const exists = await lstat(path).then(
    () => true,
    () => false,
  );
  return exists || dirname(path) === path ? path : deepestOf(dirname(path));
}
