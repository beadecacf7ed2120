/** By error code of the system, as errno(3) lists them. */
const WORDS: Readonly<Record<string, string>> = {
  ENOENT: 'does not exist',
  ENOTDIR: 'does not exist: a folder of its path is a file',
  EACCES: 'cannot be read: permission denied',
  EPERM: 'cannot be read: permission denied',
  EISDIR: 'is a directory',
  ELOOP: 'is a symbolic link that leads nowhere',
  ENXIO: 'is a socket or device, not a regular file',
};

/**
 * Why the system refused to read a file: the end of a sentence that begins with the file, e.g. `does not exist`. Leaves
 * out the path, which the system's own messages repeat.
 */
export function fileFault(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const message = error instanceof Error ? error.message : String(error);
  return WORDS[code] ?? `cannot be read: ${message.replace(/,? \w+ '.*$/s, '')}`;
}
