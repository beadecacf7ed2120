import { randomBytes } from 'node:crypto';
import {
  closeSync,
  constants,
  fstatSync,
  linkSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { type Holder, mayBeAlive, parseHolder } from './holder.ts';

/** Only the owner may read a lock file: it shows which command the user runs. */
const MODE = 0o600;

/** One attempt may lose a race with another run; this many in a row mean that the file system misbehaves. */
const MOST_ATTEMPTS = 1000;

/**
 * Takes the lock file at `path` for `holder`. Returns null, or the present holder if that run may still be at work.
 * Throws the file system's errors.
 *
 * link(2) makes the file appear complete, and fails if the file exists. Only the run that holds the claim file beside
 * it replaces a dead holder's file. A dead run's claim is removed.
 */
export function takeFile(path: string, holder: Holder): Holder | null {
  const own = `${path}.${randomBytes(8).toString('hex')}.new`;
  const claim = `${path}.next`;
  writeFileSync(own, JSON.stringify(holder), { mode: MODE, flag: 'wx' });
  try {
    // The file system sets both times: the clocks of hosts that share it may differ.
    const now = statSync(own).mtimeMs;
    for (let attempt = 0; attempt < MOST_ATTEMPTS; attempt++) {
      if (links(own, path)) return null;
      const found = read(path);
      if (found === null) continue;
      if (isAlive(found, now)) return found.holder;
      if (links(own, claim)) {
        try {
          if (read(path)?.version !== found.version) continue;
          renameSync(own, path);
          return null;
        } finally {
          remove(claim);
        }
      }
      const rival = read(claim);
      if (rival !== null && isAlive(rival, now)) return rival.holder;
      if (rival !== null) remove(claim);
    }
    throw new Error(`${path} changes faster than it can be read`);
  } finally {
    remove(own);
  }
}

/** Removes the lock file if it is still this holder's. If that fails, the file is a dead holder's later on. */
export function releaseFile(path: string, { token }: Holder): void {
  try {
    if (read(path)?.holder?.token === token) remove(path);
  } catch {}
}

/**
 * Shows that the holder is still at work. False when another run has taken the lock, or when the file is gone. A file
 * system that does not answer counts as renewed: it may answer in time for the next renewal.
 */
export function renewFile(path: string, holder: Holder): boolean {
  try {
    // One descriptor: a file that another run puts in its place between the two is never written to.
    const file = unlessCode('ENOENT', () => openSync(path, constants.O_RDWR | (constants.O_NONBLOCK ?? 0)));
    if (file === null) return false;
    try {
      if (parseHolder(readFileSync(file, 'utf8'))?.token !== holder.token) return false;
      // The same bytes at the same place: a reader never sees half a file, and the file system sets the time.
      writeSync(file, JSON.stringify(holder), 0);
    } finally {
      closeSync(file);
    }
  } catch {}
  return true;
}

/** A lock file as found. */
interface Found {
  /** Changes when the file is replaced or written to. */
  readonly version: string;
  /** Milliseconds since 1970, by the file system's clock. */
  readonly renewedAt: number;
  /** Null for a file that does not describe a holder. */
  readonly holder: Holder | null;
}

function isAlive(found: Found, now: number): found is Found & { readonly holder: Holder } {
  return found.holder !== null && mayBeAlive(found.holder, now - found.renewedAt);
}

/** Null when there is no such file. Opening a file makes a network file system fetch its present state. */
function read(path: string): Found | null {
  // Without O_NONBLOCK, opening a FIFO would wait for a writer.
  const file = unlessCode('ENOENT', () => openSync(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0)));
  if (file === null) return null;
  try {
    const stats = fstatSync(file, { bigint: true });
    if (!stats.isFile()) throw new Error(`${path} is not a regular file`);
    return {
      version: `${stats.ino}-${stats.mtimeNs}`,
      renewedAt: Number(stats.mtimeNs / 1_000_000n),
      holder: parseHolder(readFileSync(file, 'utf8')),
    };
  } finally {
    closeSync(file);
  }
}

function links(from: string, to: string): boolean {
  return unlessCode('EEXIST', () => linkSync(from, to)) !== null;
}

function remove(path: string): void {
  rmSync(path, { force: true });
}

/** The result of `work`; null when it fails with this error number. */
function unlessCode<T>(code: string, work: () => T): T | null {
  try {
    return work();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === code) return null;
    throw error;
  }
}
