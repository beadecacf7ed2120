import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import type { Socket } from 'node:net';
import { Readable, Writable } from 'node:stream';
import { startingFault } from './find-program.ts';
import { supervise } from './supervisor.ts';

export interface LaunchOptions {
  /** The program's whole environment: nothing of this process's own is added. */
  readonly environment: Readonly<Record<string, string>>;
  /** The folder it starts in; default: that of this process. */
  readonly directory?: string | undefined;
  /** Whether it gets a standard input; default: none. */
  readonly hasInput?: boolean;
  /** Whether its processes get a variable with a mark, by which Linux also finds those that leave its group (`setsid`). */
  readonly isMarked?: boolean;
}

/** A program that leads a process group and a session of its own. */
export interface Launched {
  readonly child: ChildProcess;
  /** Null without `isMarked`. */
  readonly mark: string | null;
  readonly stdin: Writable;
  readonly stdout: Readable;
  readonly stderr: Readable;
}

/** Variables that shells set in the environment of the programs that they start. */
const OF_SHELLS = ['PWD', 'OLDPWD', 'SHLVL', '_'];

/**
 * Starts a program that does not outlive this process. A shell waits on descriptor 3 until the supervisor knows the
 * process group, and then becomes the program; when this process ends before that, the shell ends as well. Descriptor 4
 * is the program's standard error, so that no warning of the shell gets there. Returns the system's error code where the
 * program cannot be started; Node reports some such errors by an event of the process instead.
 */
export function launch(
  [program = '', ...args]: readonly string[],
  options: LaunchOptions,
): Launched | string {
  const { environment, directory = process.cwd(), hasInput = false, isMarked = false } = options;
  const fault = startingFault(program, { path: environment.PATH, directory });
  if (fault !== null) return fault;
  const mark = isMarked ? randomUUID() : null;
  const added = OF_SHELLS.filter((name) => !Object.hasOwn(environment, name)).join(' ');
  const gate = `read -r _ <&3 || exit 1; unset ${added}; exec "$@" 2>&4 3<&- 4>&-`;
  try {
    const child = spawn('/bin/sh', ['-c', gate, 'sh', program, ...args], {
      env: { ...environment, ...(mark === null ? {} : { RECONCILE_PROGRAM: mark }) },
      detached: true,
      stdio: [hasInput ? 'pipe' : 'ignore', 'pipe', 'ignore', 'pipe', 'pipe'],
      cwd: directory,
    });
    const [stdin, stdout, , starter, stderr] = child.stdio;
    void open(child, starter as Socket | null | undefined, mark);
    return {
      child,
      mark,
      stdin: (stdin as Writable | null) ?? discard(),
      stdout: (stdout as Readable | null) ?? Readable.from([]),
      stderr: (stderr as Readable | null | undefined) ?? Readable.from([]),
    };
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    return code ?? message;
  }
}

async function open(
  child: ChildProcess,
  starter: Socket | null | undefined,
  mark: string | null,
): Promise<void> {
  starter?.on('error', () => {});
  if (child.pid === undefined) return;
  await supervise(child.pid, mark);
  starter?.end('\n');
}

/** Takes all bytes and drops them. */
export function discard(): Writable {
  return new Writable({ write: (_block, _encoding, done) => done() });
}
