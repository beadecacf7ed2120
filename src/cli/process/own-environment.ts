import { closeSync, openSync, readFileSync, writeSync } from 'node:fs';

/**
 * Variables that stay readable: they hold no secret, the dynamic loader may still read its own, and Jenkins, GitHub's
 * runner and an outer reconcile find the processes of a job by theirs.
 */
const STAYS =
  /^(PATH|HOME|USER|LOGNAME|SHELL|PWD|LANG|LANGUAGE|LC_[A-Z]+|TZ|TERM|TMPDIR|LD_LIBRARY_PATH|BUILD_ID|RUNNER_TRACKING_ID|RECONCILE_PROGRAM|(JENKINS|HUDSON)_([A-Z]+_)?COOKIE)$/;

/**
 * Removes this process's environment from `/proc/PID/environ`, which every program of the same user can read; false where
 * that is not possible. `process.env` stays as it is. To be called once, on the main thread, before the first program
 * starts. Linux shows there the memory in which the kernel put the environment at the start of the process
 * (proc_pid_environ(5)): a deleted variable stays in that memory, so this overwrites it.
 */
export function hideEnvironment(): boolean {
  try {
    const start = startOfEnvironment();
    const held = readFileSync('/proc/self/environ');
    const hidden = entriesOf(held).filter(({ name }) => !STAYS.test(name));
    // Setting a variable copies it to other memory: nothing may still read from the old place.
    for (const { name } of hidden) {
      const value = process.env[name];
      if (value !== undefined) process.env[name] = value;
    }
    const memory = openSync('/proc/self/mem', 'r+');
    try {
      for (const { at, bytes } of hidden) writeSync(memory, Buffer.alloc(bytes), 0, bytes, start + at);
    } finally {
      closeSync(memory);
    }
    return entriesOf(readFileSync('/proc/self/environ')).every(({ name }) => STAYS.test(name));
  } catch {
    return false;
  }
}

/** The address of the environment's memory: `env_start`, field 50 of proc_pid_stat(5). */
function startOfEnvironment(): number {
  const text = readFileSync('/proc/self/stat', 'latin1');
  // The second field is the program's name in parentheses. The name may contain blanks and parentheses.
  const start = Number(text.slice(text.lastIndexOf(')') + 2).split(' ')[47]);
  if (!Number.isSafeInteger(start) || start <= 0) throw new Error('the kernel does not tell env_start');
  return start;
}

interface Entry {
  readonly name: string;
  /** Its first byte, counted from the start of the environment. */
  readonly at: number;
  readonly bytes: number;
}

function entriesOf(environment: Buffer): readonly Entry[] {
  const entries: Entry[] = [];
  for (let at = 0; at < environment.length; ) {
    const zero = environment.indexOf(0, at);
    const end = zero === -1 ? environment.length : zero;
    const [name = ''] = environment.toString('utf8', at, end).split('=', 1);
    if (end > at) entries.push({ name, at, bytes: end - at });
    at = end + 1;
  }
  return entries;
}
