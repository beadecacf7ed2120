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

/** Milliseconds between two renewals of a held lock. */
export const RENEWAL_INTERVAL_MS = 30_000;

/** Milliseconds without a renewal after which a holder on another host counts as dead. */
export const FAR_HOLDER_SILENCE_MS = 180_000;

/** This process as a holder. */
export function ownHolder(token: string, command: string): Holder {
  return {
    ...ownPlace(),
    token,
    pid: process.pid,
    processStart: ownStart(),
    startedAt: new Date().toISOString(),
    command,
  };
}

/** Reads the text of a lock file; null unless it describes a holder. */
export function parseHolder(text: string): Holder | null {
  try {
    const value: unknown = JSON.parse(text);
    return isHolder(value) ? value : null;
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

/** The token, number and time have to be sound; the rest is only shown or compared. */
function isHolder(value: unknown): value is Holder {
  const { token, pid, startedAt } = Object(value) as Partial<Holder>;
  const hasNumber = Number.isSafeInteger(pid) && Number(pid) > 0;
  return hasNumber && /^[0-9a-f-]{36}$/.test(String(token)) && !Number.isNaN(Date.parse(String(startedAt)));
}
