import { randomUUID } from 'node:crypto';
import * as fs from 'node:fs';
import type { HeldLock } from '../../source/cache/downloads.ts';
import { type Holder, mayBeAlive, ownHolder, parseHolder } from './holder.ts';

const RENEWAL_INTERVAL_MS = 30_000;

/** One attempt may lose a race with another run; this many in a row mean that the file system misbehaves. */
const MOST_ATTEMPTS = 1000;

/** Every end of the process gives back the locks that it holds: also an error, or a second signal. */
const releases = new Set<() => void>();
const releaseAll = () => {
  for (const release of releases) release();
};

/**
 * Takes the lock file at `path`, in a folder that exists, and renews it until its release or the end of this process.
 * Gives the present holder if that run may still be at work. Calls `onLoss` when another run has taken the lock over,
 * because this process stood still. Throws the file system's errors.
 */
export function holdFile(path: string, command: string, onLoss?: () => void): HeldLock | Holder {
  const holder = ownHolder(randomUUID(), command);
  const other = takeFile(path, holder);
  if (other !== null) return other;
  const renewal = setInterval(() => {
    if (renewFile(path, holder)) return;
    release();
    onLoss?.();
  }, RENEWAL_INTERVAL_MS).unref();
  const release = () => {
    clearInterval(renewal);
    releases.delete(release);
    if (releases.size === 0) process.off('exit', releaseAll);
    releaseFile(path, holder);
  };
  if (releases.size === 0) process.on('exit', releaseAll);
  releases.add(release);
  return { release };
}

/** Takes the lock file at `path`: null, or the present holder. See {@link holdFile}. */
export function takeFile(path: string, holder: Holder): Holder | null {
  const own = `${path}.${holder.token}`;
  try {
    // Only the owner may read a lock file: it shows which command the user runs. A full disk may take half of the text.
    fs.writeFileSync(own, JSON.stringify(holder), { mode: 0o600, flag: 'wx' });
    // The file system sets both times: the clocks of hosts that share it may differ.
    return link(own, path, fs.statSync(own).mtimeMs);
  } finally {
    fs.rmSync(own, { force: true });
  }
}

/**
 * link(2) makes the file appear complete, and fails if the file exists. Only the holder of the lock `.next` replaces a
 * dead holder's file: one rename does that and gives `.next` back. A run that dies with `.next` loses it in this way.
 */
function link(own: string, path: string, now: number): Holder | null {
  for (let attempt = 0; attempt < MOST_ATTEMPTS; attempt++) {
    if (unlessCode('EEXIST', () => fs.linkSync(own, path)) !== null) return null;
    const found = look(path, now);
    if (found === null) continue;
    if (found !== 'dead') return found;
    const next = `${path}.next`;
    const rival = link(own, next, now);
    if (rival !== null) return rival;
    if (look(path, now) === 'dead') {
      fs.renameSync(next, path);
      return null;
    }
    fs.rmSync(next, { force: true });
  }
  throw new Error(`${path} changes faster than it can be read`);
}

/** The holder that may still be at work; `dead` also if the file describes no holder. Null: there is no file. */
function look(path: string, now: number): Holder | 'dead' | null {
  const aliveOrDead = (holder: Holder | null, file: number) =>
    holder !== null && mayBeAlive(holder, now - fs.fstatSync(file).mtimeMs) ? holder : 'dead';
  return unlessCode('ENOENT', () => withFile(path, aliveOrDead));
}

/** Removes the lock file if it is still this holder's. If that fails, the file is a dead holder's later on. */
export function releaseFile(path: string, { token }: Holder): void {
  try {
    if (withFile(path, (holder) => holder?.token === token)) fs.rmSync(path);
  } catch {}
}

/**
 * Shows that the holder is still at work. False when another run has taken the lock, or when the file is gone. A file
 * system that does not answer counts as renewed: it may answer in time for the next renewal.
 */
export function renewFile(path: string, holder: Holder): boolean {
  try {
    return withFile(path, (found, file) => {
      if (found?.token !== holder.token) return false;
      // The same bytes at the same place: a reader never sees half a file, and the file system sets the time.
      return fs.writeSync(file, JSON.stringify(holder), 0) > 0;
    });
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== 'ENOENT';
  }
}

/**
 * Calls `work` with the open file and the holder that it describes: both stay the same when another run replaces the
 * file. Opening makes a network file system fetch its present state. For reading alone, a FIFO would block.
 */
function withFile<T>(path: string, work: (holder: Holder | null, file: number) => T): T {
  const file = fs.openSync(path, 'r+');
  try {
    if (!fs.fstatSync(file).isFile()) throw new Error(`${path} is not a regular file`);
    return work(parseHolder(fs.readFileSync(file, 'utf8')), file);
  } finally {
    fs.closeSync(file);
  }
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
