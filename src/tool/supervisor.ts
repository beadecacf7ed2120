import { type ChildProcess, spawn } from 'node:child_process';
import type { Writable } from 'node:stream';

/**
 * Reads `+ GROUP MARK` and `- GROUP` for process groups that begin and end. Its input ends together with reconcile, also
 * after a SIGKILL. It then ends the groups that are left, and on Linux every process that has their mark in its
 * environment: first asked (TERM), then forced (KILL) after half a second: the next run may already begin.
 */
const SCRIPT = `
trap '' TERM INT HUP
groups= marks=
while read -r what group mark; do
  rest= kept=
  set -- $marks
  for each in $groups; do
    [ "$each" = "$group" ] || { rest="$rest $each" kept="$kept $1"; }
    shift
  done
  groups=$rest marks=$kept
  [ "$what" = - ] || { groups="$groups $group" marks="$marks $mark"; }
done
[ -n "$groups" ] || exit 0
everyone() {
  for each in $groups; do echo "-$each"; done
  for each in $marks; do
    [ "$each" = none ] || grep -alsF "$each" /proc/[0-9]*/environ | cut -d/ -f3
  done
}
signal() { for each in $(everyone); do kill -s "$1" -- "$each"; done; }
alive() { for each in $(everyone); do kill -s 0 -- "$each" && return; done; return 1; }
signal TERM
tries=0
while [ $tries -lt 5 ] && alive; do sleep 0.1 || sleep 1; tries=$((tries + 1)); done
signal KILL`;

/** Groups that run now, with their marks. */
const running = new Map<number, string>();
let supervisor: ChildProcess | null = null;

/** Settles when the supervisor knows this process group. From then on the group ends when this process ends. */
export function supervise(group: number, mark: string | null): Promise<void> {
  running.set(group, mark ?? 'none');
  return tell(lineOf(group));
}

/** Forgets a process group that has ended: its number may soon be that of other processes. */
export function release(group: number): void {
  if (running.delete(group) && supervisor !== null) void tell(`- ${group}\n`);
}

function lineOf(group: number): string {
  return `+ ${group} ${running.get(group)}\n`;
}

function tell(line: string): Promise<void> {
  supervisor ??= start();
  const { stdin } = supervisor as { readonly stdin: Writable };
  return new Promise((resolve) => stdin.write(line, () => resolve()));
}

/** A process without a terminal or output, in a session of its own: no signal for reconcile reaches it. */
function start(): ChildProcess {
  const child = spawn('/bin/sh', ['-c', SCRIPT], {
    cwd: '/',
    detached: true,
    env: { PATH: '/usr/bin:/bin' },
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  // Neither the process nor its pipe keeps this process alive.
  child.unref();
  (child.stdin as Writable & { unref(): void }).unref();
  child.stdin.on('error', () => {});
  child.on('error', () => {});
  child.on('exit', () => {
    supervisor = null;
    for (const group of running.keys()) void tell(lineOf(group));
  });
  return child;
}
