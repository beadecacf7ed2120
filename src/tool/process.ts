import { createHash } from 'node:crypto';
import { readFileSync, readlinkSync } from 'node:fs';
import { hostname } from 'node:os';

/**
 * Where a process number is unique: the host's name, the host's current boot, and the set of processes that the number
 * counts in (a container has its own). Copies of one virtual machine share everything but the boot.
 */
export interface Place {
  readonly host: string;
  /** The kernel's boot id; null without /proc. */
  readonly boot: string | null;
  /** Null without /proc. */
  readonly pidNamespace: string | null;
}

/** The place of this process. */
export function ownPlace(): Place {
  return {
    host: hostname(),
    boot: orNull(() => readFileSync('/proc/sys/kernel/random/boot_id', 'latin1').trim()),
    pidNamespace: orNull(() => readlinkSync('/proc/self/ns/pid')),
  };
}

/** Whether this process can look up the processes of that place. */
export function isHere(place: Place): boolean {
  const own = ownPlace();
  return place.host === own.host && place.boot === own.boot && place.pidNamespace === own.pidNamespace;
}

/** The place of this process as other users may see it: 12 hexadecimal digits without the host's name. */
export function placeDigest(): string {
  const { host, boot, pidNamespace } = ownPlace();
  return createHash('sha256')
    .update(JSON.stringify([host, boot, pidNamespace]))
    .digest('hex')
    .slice(0, 12);
}

/** When this process began, in clock ticks since boot; null without /proc. */
export function ownStart(): string | null {
  return processStat('self')?.start ?? null;
}

/**
 * Whether the process with this number still runs and began at `start` (see {@link ownStart}). With `start` null, or
 * without /proc, the number alone decides.
 */
export function isSameProcess(pid: number, start: string | null): boolean {
  if (!isRunning(pid)) return false;
  const stat = processStat(pid);
  if (stat === null) return true;
  const hasEnded = stat.state === 'Z' || stat.state === 'X';
  return !hasEnded && (start === null || start === stat.start);
}

/** Whether a process of this host has this number, no matter which user runs it. */
export function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** State and start time from /proc (proc_pid_stat(5), fields 3 and 22); null without /proc. */
function processStat(pid: number | 'self'): { readonly state: string; readonly start: string } | null {
  const text = orNull(() => readFileSync(`/proc/${pid}/stat`, 'latin1'));
  // The second field is the program's name in parentheses. The name may contain blanks and parentheses.
  const fields = text?.slice(text.lastIndexOf(')') + 2).split(' ') ?? [];
  const [state, start] = [fields[0], fields[19]];
  return state === undefined || start === undefined ? null : { state, start };
}

function orNull(read: () => string): string | null {
  try {
    return read();
  } catch {
    return null;
  }
}
