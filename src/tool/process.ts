import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
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

/** States of a process that has ended: a zombie, and a dead process. */
const ENDED: readonly string[] = ['Z', 'X'];

/**
 * Whether the process with this number still runs and began at `start` (see {@link ownStart}). With `start` null, or
 * without /proc, the number alone decides.
 */
export function isSameProcess(pid: number, start: string | null): boolean {
  if (!isRunning(pid)) return false;
  const stat = processStat(pid);
  if (stat === null) return true;
  return !ENDED.includes(stat.state) && (start === null || start === stat.start);
}

/**
 * Whether a process of this host has this number, no matter which user runs it. A negative number is that of a group.
 */
export function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** Whether a process of this group still runs. A zombie does not count. */
export function isGroupRunning(group: number): boolean {
  if (!isRunning(-group)) return false;
  const stats = statsOf(group);
  return stats === null || stats.some(({ state }) => !ENDED.includes(state));
}

/** Clock ticks of processor time that the processes of a group have used so far; 0 without /proc. */
export function computedBy(group: number): number {
  return statsOf(group)?.reduce((sum, { computed }) => sum + computed, 0) ?? 0;
}

/** Null without /proc. */
function statsOf(group: number): readonly Stat[] | null {
  if (processStat('self') === null) return null;
  return numbersOfProcesses().flatMap((pid) => {
    const stat = processStat(pid);
    return stat?.group === String(group) ? [stat] : [];
  });
}

/** The processes of this user with this mark in their environment; none without /proc. */
export function markedWith(mark: string): readonly number[] {
  return numbersOfProcesses().filter((pid) =>
    orNull(() => readFileSync(`/proc/${pid}/environ`, 'latin1'))?.includes(mark),
  );
}

function numbersOfProcesses(): readonly number[] {
  return (orNull(() => readdirSync('/proc')) ?? []).map(Number).filter((pid) => pid > 0);
}

interface Stat {
  readonly state: string;
  readonly group: string;
  /** Clock ticks. */
  readonly computed: number;
  readonly start: string;
}

/** From /proc (proc_pid_stat(5), fields 3, 5, 14, 15 and 22); null without /proc. */
function processStat(pid: number | 'self'): Stat | null {
  const text = orNull(() => readFileSync(`/proc/${pid}/stat`, 'latin1'));
  // The second field is the program's name in parentheses. The name may contain blanks and parentheses.
  const fields = text?.slice(text.lastIndexOf(')') + 2).split(' ') ?? [];
  const [state, group, user, system, start] = [0, 2, 11, 12, 19].map((at) => fields[at]);
  if (state === undefined || group === undefined || start === undefined) return null;
  return { state, group, computed: Number(user) + Number(system), start };
}

function orNull<T>(read: () => T): T | null {
  try {
    return read();
  } catch {
    return null;
  }
}
