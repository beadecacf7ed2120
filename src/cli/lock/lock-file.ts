import { randomBytes } from 'node:crypto';
import { linkSync, readFileSync, renameSync, statSync, unlinkSync, writeFileSync } from 'node:fs';
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
      if (last.holder !== null && mayBeAlive(last.holder)) return last.holder;
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

/** A lock file or a claim as found; `holder` is null for a file that cannot be read as one. */
interface Link {
  readonly token: string;
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
  try {
    const { ino, mtimeNs } = statSync(path, { bigint: true });
    const holder = parseHolder(readFileSync(path, 'utf8'));
    return { token: holder?.token ?? `${ino}-${mtimeNs}`, holder };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}

function remove(path: string): void {
  try {
    unlinkSync(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
}
