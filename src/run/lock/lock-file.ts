import { randomBytes } from 'node:crypto';
import {
  closeSync,
  constants,
  fstatSync,
  linkSync,
  openSync,
  readFileSync,
  renameSync,
  statSync,
  unlinkSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { type Holder, mayBeAlive, parseHolder } from './holder.ts';

/** Only its owner may read a lock: it tells what somebody is working at. */
const MODE = 0o600;

/** A taking may lose a race with another; so many in a row it cannot. */
const MOST_RACES = 1000;

/**
 * Takes the lock file at `path` for `holder`; gives the one who has it instead, if that one may still be at work.
 * Throws the file system's errors.
 *
 * The file appears whole, by link(2), which fails where one is already. A dead holder's file is never removed to
 * make room: of several that find it dead, each could then remove what another has just put there. Instead, whoever
 * wants to succeed a holder first makes the one claim on that holder's token; a claim whose maker died is succeeded
 * in the same way. A claim counts only if the file still is the one that was found dead.
 */
export function takeFile(path: string, holder: Holder): Holder | null {
  const own = `${path}.${randomBytes(8).toString('hex')}.new`;
  writeFileSync(own, JSON.stringify(holder), { mode: MODE, flag: 'wx' });
  try {
    for (let race = 0; race < MOST_RACES; race++) {
      if (links(own, path)) return null;
      const line = lineOfHolders(path);
      const last = line.at(-1);
      if (last === undefined) continue;
      // Both times are the file system's: hosts that share one need not agree on the time of day.
      const silence = statSync(own).mtimeMs - last.renewedAt;
      if (last.holder !== null && mayBeAlive(last.holder, silence)) return last.holder;
      if (succeeds(own, path, line)) return null;
    }
    throw new Error(`${path} changes faster than it can be read`);
  } finally {
    remove(own);
  }
}

/** Gives the lock back, if it is still this holder's. */
export function releaseFile(path: string, { token }: Holder): void {
  if (read(path)?.holder?.token === token) remove(path);
}

/** Shows that the holder is still at work. False when the lock is another's by now, or nobody's. */
export function renewFile(path: string, holder: Holder): boolean {
  return (
    withFile(path, constants.O_RDWR, (file) => {
      if (parseHolder(readFileSync(file, 'utf8'))?.token !== holder.token) return false;
      // The same bytes at the same place: nobody ever reads half a file, and the file system sets the time.
      writeSync(file, JSON.stringify(holder), 0);
      return true;
    }) ?? false
  );
}

/** A lock file or a claim as found; `holder` is null for a file that cannot be read as one. */
interface Link {
  readonly token: string;
  /** Milliseconds since 1970, by the file system's clock. */
  readonly renewedAt: number;
  readonly holder: Holder | null;
}

/** The holder and those who claim to succeed, each the one before; empty when the lock is free. */
function lineOfHolders(path: string): readonly Link[] {
  const line: Link[] = [];
  for (let link = read(path); link !== null; link = read(claimPath(path, link.token))) {
    // A claim that names a token twice was put there by hand; what follows it means nothing.
    if (line.some(({ token }) => token === link?.token)) break;
    line.push(link);
  }
  return line;
}

function succeeds(own: string, path: string, line: readonly Link[]): boolean {
  const claims = line.map(({ token }) => claimPath(path, token));
  const claim = claims.at(-1) ?? '';
  if (!links(own, claim)) return false;
  const now = lineOfHolders(path).map(({ token }) => token);
  const isStillSo = line.every(({ token }, index) => now[index] === token);
  if (!isStillSo) {
    remove(claim);
    return false;
  }
  renameSync(own, path);
  for (const made of claims) remove(made);
  return true;
}

function claimPath(path: string, token: string): string {
  return `${path}.${token}.next`;
}

function links(from: string, to: string): boolean {
  try {
    linkSync(from, to);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

function read(path: string): Link | null {
  return withFile(path, constants.O_RDONLY, (file) => {
    const { ino, mtimeNs } = fstatSync(file, { bigint: true });
    const holder = parseHolder(readFileSync(file, 'utf8'));
    const renewedAt = Number(mtimeNs / 1_000_000n);
    return { token: holder?.token ?? `${ino}-${mtimeNs}`, renewedAt, holder };
  });
}

/** Null where there is no such file. Opening it is what makes a network file system look again. */
function withFile<T>(path: string, access: number, work: (file: number) => T): T | null {
  let file: number;
  try {
    // Without O_NONBLOCK, opening a FIFO would wait for somebody to write to it.
    file = openSync(path, access | (constants.O_NONBLOCK ?? 0));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
  try {
    if (!fstatSync(file).isFile()) throw new Error(`${path} is no regular file`);
    return work(file);
  } finally {
    closeSync(file);
  }
}

function remove(path: string): void {
  try {
    unlinkSync(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
}
