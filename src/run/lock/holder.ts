import { isHere, isSameProcess, ownPlace, ownStart, type Place } from '../../tool/process.ts';

/** The run that holds a lock, as the lock file records it. */
export interface Holder extends Place {
  /** A UUID made for this lock alone. */
  readonly token: string;
  readonly pid: number;
  /** Clock ticks since boot: shows when the number has passed to another process. Null without /proc. */
  readonly processStart: string | null;
  /** ISO 8601. */
  readonly startedAt: string;
  /** The command line, for people to read, without secrets. */
  readonly command: string;
}

/** Milliseconds without a renewal after which a holder on another host counts as dead. */
export const FAR_HOLDER_SILENCE_MS = 180_000;

/** This process as a holder. */
export function ownHolder(token: string, command: string): Holder {
  const startedAt = new Date().toISOString();
  return { ...ownPlace(), token, pid: process.pid, processStart: ownStart(), startedAt, command };
}

/** Reads the text of a lock file; null unless token, number and time are sound. The rest is only shown or compared. */
export function parseHolder(text: string): Holder | null {
  try {
    const holder: Holder = JSON.parse(text);
    const { token, pid, startedAt } = holder;
    const isSound = /^[0-9a-f-]{36}$/.test(token) && Number.isSafeInteger(pid) && pid > 0;
    return isSound && !Number.isNaN(Date.parse(startedAt)) ? holder : null;
  } catch {
    return null;
  }
}

/**
 * Whether the holder may still be at work. This process looks up a holder on this host. A holder on another host, or
 * in another container, counts as alive while its lock is renewed. `silence`: milliseconds since the last renewal.
 */
export function mayBeAlive(holder: Holder, silence: number): boolean {
  if (!isHere(holder)) return silence < FAR_HOLDER_SILENCE_MS;
  return isSameProcess(holder.pid, holder.processStart);
}
