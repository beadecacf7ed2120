import { accessSync, closeSync, constants, openSync, readSync, statSync } from 'node:fs';
import { delimiter, resolve } from 'node:path';

/** Where execvp(3) looks without a PATH. */
const DEFAULT_PATH = '/usr/bin:/bin';
const LONGEST_SHEBANG = 256;

/** A program's surroundings at its start. */
interface Place {
  readonly path: string | undefined;
  /** Absolute. */
  readonly directory: string;
}

/** Why the system cannot start a program, as execvp(3) reports it, e.g. `ENOENT`; null where it can. */
export function startingFault(program: string, { path, directory }: Place): string | null {
  if (program === '') return 'ENOENT';
  if (program.includes('/')) return faultOf(resolve(directory, program));
  const found = (path ?? DEFAULT_PATH)
    .split(delimiter)
    .map((folder) => faultOf(resolve(directory, folder, program)));
  if (found.includes(null)) return null;
  return found.includes('EACCES') ? 'EACCES' : 'ENOENT';
}

function faultOf(file: string): string | null {
  try {
    if (!statSync(file).isFile()) return 'EACCES';
    accessSync(file, constants.X_OK);
    const interpreter = interpreterOf(file);
    if (interpreter !== null) statSync(interpreter);
    return null;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code ?? 'ENOENT';
  }
}

/** The program in the first line of a script (`#!`); null for other files, and for those that only the system can read. */
function interpreterOf(file: string): string | null {
  const head = Buffer.alloc(LONGEST_SHEBANG);
  try {
    const handle = openSync(file, 'r');
    try {
      readSync(handle, head, 0, head.length, 0);
    } finally {
      closeSync(handle);
    }
  } catch {
    return null;
  }
  return /^#![ \t]*(\/[^\s\0]+)[\s\0]/.exec(head.toString('latin1'))?.[1] ?? null;
}
