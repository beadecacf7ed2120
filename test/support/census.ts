import { readdirSync, readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { isAlive } from './is-alive.ts';

/** A number that appears in no other command line: the seconds that a test's `sleep` would take. */
export function uniqueSeconds(): string {
  return String(100_000 + Math.floor(Math.random() * 1e9));
}

/** The processes that run now and have this word in their command line. */
export function census(word: string): readonly number[] {
  const pids = readdirSync('/proc').map(Number).filter(Number.isInteger);
  return pids.filter((pid) => commandOf(pid).includes(word) && pid !== process.pid && isAlive(pid));
}

function commandOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'latin1');
  } catch {
    return '';
  }
}

/** Waits until a number of such processes runs; false after the limit in milliseconds. */
export async function countReaches(
  word: string,
  isReached: (count: number) => boolean,
  limit = 20_000,
): Promise<boolean> {
  for (const until = performance.now() + limit; performance.now() < until; await pause(20)) {
    if (isReached(census(word).length)) return true;
  }
  return false;
}
