import { readFileSync } from 'node:fs';
import { isHere, ownPlace, type Place } from './place.ts';

/** Who holds a lock, as its file says. */
export interface Holder extends Place {
  /** Of this one taking of the lock; no other ever bears it. */
  readonly token: string;
  readonly pid: number;
  /** Clock ticks since boot, so that a number that was given to another process tells; null where there is no /proc. */
  readonly processStart: string | null;
  /** ISO 8601. */
  readonly startedAt: string;
  /** For people; nothing secret. */
  readonly command: string;
}

/** Milliseconds between two renewals of a lock that is held. */
export const RENEWAL_INTERVAL_MS = 30_000;

/** Milliseconds without a renewal after which a holder that cannot be looked at from here counts as dead. */
export const FAR_HOLDER_SILENCE_MS = 180_000;

/** This process as a holder. */
export function ownHolder(token: string, command: string): Holder {
  return {
    ...ownPlace(),
    token,
    pid: process.pid,
    processStart: processStat('self')?.start ?? null,
    startedAt: new Date().toISOString(),
    command,
  };
}

/** Reads a lock file; null for anything that is none. */
export function parseHolder(text: string): Holder | null {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return null;
  }
  return isHolder(value) ? value : null;
}

/**
 * Whether the holder may still be at work. One of this host is looked at; one of another host, or of another
 * container, cannot be: it is believed while its lock is renewed. `silence`: milliseconds since it last was.
 */
export function mayBeAlive(holder: Holder, silence: number): boolean {
  if (!isHere(holder)) return silence < FAR_HOLDER_SILENCE_MS;
  return isSameProcess(holder.pid, holder.processStart);
}

/** Whether the process of this number that began at `start` (see {@link processStat}) is still there. */
export function isSameProcess(pid: number, start: string | null): boolean {
  if (!isRunning(pid)) return false;
  const stat = processStat(pid);
  if (stat === null) return true;
  const hasEnded = stat.state === 'Z' || stat.state === 'X';
  return !hasEnded && (start === null || start === stat.start);
}

/** Seconds since the lock was taken. */
export function ageOf(holder: Holder, now: number = Date.now()): number {
  return (now - Date.parse(holder.startedAt)) / 1000;
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** State and start time from /proc (proc_pid_stat(5), fields 3 and 22); null where there is none. */
export function processStat(pid: number | 'self'): { readonly state: string; readonly start: string } | null {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'latin1');
    // The second field is the program's name in parentheses, which may itself hold blanks and parentheses.
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
    const [state] = fields;
    const start = fields[19];
    return state === undefined || start === undefined ? null : { state, start };
  } catch {
    return null;
  }
}

function isHolder(value: unknown): value is Holder {
  if (typeof value !== 'object' || value === null) return false;
  const { token, pid, processStart, host, boot, pidNamespace, startedAt, command } = value as Record<
    string,
    unknown
  >;
  return (
    typeof token === 'string' &&
    /^[0-9a-f-]{36}$/.test(token) &&
    Number.isSafeInteger(pid) &&
    (pid as number) > 0 &&
    isTextOrNull(processStart) &&
    typeof host === 'string' &&
    isTextOrNull(boot) &&
    isTextOrNull(pidNamespace) &&
    typeof startedAt === 'string' &&
    !Number.isNaN(Date.parse(startedAt)) &&
    typeof command === 'string'
  );
}

function isTextOrNull(value: unknown): boolean {
  return value === null || typeof value === 'string';
}
