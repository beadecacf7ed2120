import { type ChildProcess, spawn } from 'node:child_process';
import { Readable, Writable } from 'node:stream';
import { setImmediate as nextTurn, setTimeout as pause } from 'node:timers/promises';

/** Milliseconds between the request to end (TERM) and the end by force (KILL), unless the caller grants more. */
const DEFAULT_GRACE_MS = 2_000;
const LOOK_INTERVAL_MS = 20;
/** Milliseconds to wait for the pipes of an ended program: a process that left its group may hold them open. */
const PIPES_PATIENCE_MS = 1_000;
/** Milliseconds in which this process gets a signal that the terminal also sent to the program. */
const SIGNAL_SETTLES_MS = 200;
const LONGEST_TIMER_MS = 2 ** 31 - 1;

export interface ProgramOptions {
  /** The program's whole environment: nothing of this process's own is added. */
  readonly environment: Readonly<Record<string, string>>;
  /** The folder it starts in; default: that of this process. */
  readonly directory?: string | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Milliseconds until it is ended; default: no limit. */
  readonly timeoutMs?: number;
  /** Milliseconds that it has to tidy up once it was asked to end; default 2 s. */
  readonly graceMs?: number;
  /** Whether it gets a standard input; default: none. */
  readonly hasInput?: boolean;
  /** Whether it leads a process group of its own, which is then ended as a whole, also after a normal end. */
  readonly ownGroup?: boolean;
}

/** How a program ended. */
export type ProgramEnd =
  | { readonly kind: 'exit'; readonly code: number }
  | { readonly kind: 'signal'; readonly signal: string }
  /** It ran longer than `timeoutMs` and was ended. */
  | { readonly kind: 'timeout' }
  /** The system could not start it; `code` is the system's error, e.g. `ENOENT`. */
  | { readonly kind: 'not-started'; readonly code: string };

/** A program that was started. Its outputs must be read, or it blocks. */
export interface Program {
  /** Discards all bytes when the program has no input. */
  readonly stdin: Writable;
  readonly stdout: Readable;
  readonly stderr: Readable;
  /** Whether it has ended already, and not with exit code 0. */
  hasFailed(): boolean;
  /** Closes its pipes at once and asks it to end; safe to call again and after its end. */
  stop(): void;
  /**
   * Settles when it has ended: the value says how, an abort throws the signal's reason. Closes the pipes, so a caller
   * that reads an output as a stream calls this after the last block.
   */
  end(): Promise<ProgramEnd>;
}

/**
 * Starts a program from its words, without a shell. Every program that reconcile runs is started here. It never
 * outlives its caller: time limit, abort and the exit of this process end it (TERM, and KILL after the grace period).
 */
export function startProgram(words: readonly string[], options: ProgramOptions): Program {
  const { signal, timeoutMs, graceMs = DEFAULT_GRACE_MS, ownGroup = false } = options;
  signal?.throwIfAborted();
  const started = spawnProgram(words, options);
  if (typeof started === 'string') return notStarted(started);
  const child = started;
  const stdin = child.stdin ?? discard();
  const stdout = child.stdout ?? Readable.from([]);
  const stderr = child.stderr ?? Readable.from([]);
  const outputs = [stdout, stderr];
  let isStopped = false;
  // A program that is gone or has closed its input explains that by its end.
  stdin.on('error', () => {});
  remember(child, ownGroup);

  async function endProcesses(): Promise<void> {
    if (!sendSignal(child, ownGroup, 'SIGTERM')) return;
    const until = performance.now() + graceMs;
    while (performance.now() < until) {
      await pause(LOOK_INTERVAL_MS);
      if (!sendSignal(child, ownGroup, 0)) return;
    }
    sendSignal(child, ownGroup, 'SIGKILL');
  }

  const ending = (async (): Promise<ProgramEnd> => {
    const how = await firstEnd(child, timeoutMs, signal);
    await endProcesses();
    forget(child);
    if (how.kind === 'timeout') await closePipes(outputs);
    return how;
  })();

  return {
    stdin,
    stdout,
    stderr,
    hasFailed: () => child.signalCode !== null || (child.exitCode !== null && child.exitCode !== 0),
    stop() {
      isStopped = true;
      for (const pipe of [stdin, ...outputs]) pipe.destroy();
      void endProcesses();
    },
    async end() {
      const how = await ending;
      await closePipes(outputs);
      stdin.destroy();
      // A terminal sends its ^C to the program as well, whose end may be seen before our own signal.
      const mayBeShared = how.kind === 'signal' && (how.signal === 'SIGINT' || how.signal === 'SIGTERM');
      if (mayBeShared && !isStopped && signal && !signal.aborted) await pause(SIGNAL_SETTLES_MS);
      signal?.throwIfAborted();
      return how;
    },
  };
}

/** The process, or the system's error code where Node throws it. Node reports most such errors by an event instead. */
function spawnProgram([program = '', ...args]: readonly string[], options: ProgramOptions) {
  const { environment, directory, hasInput = false, ownGroup = false } = options;
  try {
    return spawn(program, args, {
      env: environment,
      detached: ownGroup,
      stdio: [hasInput ? 'pipe' : 'ignore', 'pipe', 'pipe'],
      ...(directory === undefined ? {} : { cwd: directory }),
    });
  } catch (error) {
    return codeOf(error as NodeJS.ErrnoException);
  }
}

function notStarted(code: string): Program {
  return {
    stdin: discard(),
    stdout: Readable.from([]),
    stderr: Readable.from([]),
    hasFailed: () => true,
    stop() {},
    end: async () => ({ kind: 'not-started', code }),
  };
}

function codeOf(error: NodeJS.ErrnoException): string {
  return error.code ?? error.message;
}

function discard(): Writable {
  return new Writable({ write: (_block, _encoding, done) => done() });
}

/** Settles when the program has ended by itself, or must be ended: an abort counts as the end of its time. */
function firstEnd(
  child: ChildProcess,
  timeoutMs: number | undefined,
  signal: AbortSignal | undefined,
): Promise<ProgramEnd> {
  return new Promise((resolve) => {
    const abort = () => settle({ kind: 'timeout' });
    const timer =
      timeoutMs === undefined ? undefined : setTimeout(abort, Math.min(timeoutMs, LONGEST_TIMER_MS));
    function settle(how: ProgramEnd): void {
      clearTimeout(timer);
      signal?.removeEventListener('abort', abort);
      resolve(how);
    }
    signal?.addEventListener('abort', abort, { once: true });
    child.once('error', (error) => settle({ kind: 'not-started', code: codeOf(error) }));
    child.once('exit', (code, killedBy) =>
      settle(code === null ? { kind: 'signal', signal: killedBy ?? '' } : { kind: 'exit', code }),
    );
  });
}

/** False when the signal reaches no process: the program, or its whole group, has ended. */
function sendSignal(child: ChildProcess, ownGroup: boolean, signal: NodeJS.Signals | 0): boolean {
  if (child.pid === undefined) return false;
  if (!ownGroup && (child.exitCode !== null || child.signalCode !== null)) return false;
  try {
    process.kill(ownGroup ? -child.pid : child.pid, signal);
    return true;
  } catch {
    return false;
  }
}

/** Waits a moment for the outputs to be read to their end, then closes them in any case. */
async function closePipes(outputs: readonly Readable[]): Promise<void> {
  const closed = outputs.map((stream) =>
    stream.closed ? null : new Promise<void>((resolve) => void stream.once('close', resolve)),
  );
  const enough = new AbortController();
  await Promise.race([Promise.all(closed), patience(enough.signal)]);
  enough.abort();
  for (const stream of outputs) stream.destroy();
}

/** After a busy moment the timer may be due before the pipes were read: one more turn reads all that they hold. */
async function patience(signal: AbortSignal): Promise<void> {
  await pause(PIPES_PATIENCE_MS, undefined, { signal }).catch(() => {});
  await nextTurn();
  await nextTurn();
}

/** Programs that run now, and whether each leads a group. */
const running = new Map<ChildProcess, boolean>();

/** A second signal ends this process at once. One listener serves all programs: Node takes each more for a leak. */
function remember(child: ChildProcess, ownGroup: boolean): void {
  running.set(child, ownGroup);
  if (running.size === 1) process.on('exit', killAll);
}

function forget(child: ChildProcess): void {
  running.delete(child);
  if (running.size === 0) process.off('exit', killAll);
}

function killAll(): void {
  for (const [child, ownGroup] of running) sendSignal(child, ownGroup, 'SIGKILL');
}
