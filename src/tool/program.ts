import type { ChildProcess } from 'node:child_process';
import { Readable, type Writable } from 'node:stream';
import { setImmediate as nextTurn, setTimeout as pause } from 'node:timers/promises';
import { discard, type Launched, type LaunchOptions, launch } from './launch.ts';
import { computedBy, isGroupRunning, markedWith } from './process.ts';
import { release } from './supervisor.ts';

/** Milliseconds between the request to end (TERM) and the end by force (KILL), unless the caller grants more. */
const DEFAULT_GRACE_MS = 2_000;
/** Milliseconds until the first look whether the processes have ended, and between two later looks at most. */
const FIRST_LOOK_MS = 20;
const LOOK_INTERVAL_MS = 250;
/** Milliseconds to wait for the pipes of an ended program: a process that left its group may hold them open. */
const PIPES_PATIENCE_MS = 1_000;
/** Milliseconds in which this process gets a signal that a service manager sent to all processes of a job. */
const SIGNAL_SETTLES_MS = 200;
/** Milliseconds without a byte and without computing after which the processes that a filter left behind are idle. */
const IDLE_MS = 3_000;
const LOOK_AT_SILENCE_MS = 100;
const LONGEST_TIMER_MS = 2 ** 31 - 1;

export interface ProgramOptions extends LaunchOptions {
  readonly signal?: AbortSignal | undefined;
  /** Milliseconds until it is ended; default: no limit. */
  readonly timeoutMs?: number;
  /** Milliseconds that it has to tidy up once it was asked to end; default 2 s. */
  readonly graceMs?: number;
  /**
   * Whether the processes that it leaves behind may go on writing its output, as those of a pipeline do: reconcile ends
   * them once they neither write nor compute. Default: reconcile ends them together with the program.
   */
  readonly outputOutlivesIt?: boolean;
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
 * Starts a program from its words, without a shell of its own. Every program that reconcile runs is started here. It never
 * outlives its caller, and none of its processes does: time limit, abort, its own end and the end of this process end the
 * whole group (TERM, and KILL after the grace period).
 */
export function startProgram(words: readonly string[], options: ProgramOptions): Program {
  const { signal, timeoutMs, graceMs = DEFAULT_GRACE_MS, outputOutlivesIt = false } = options;
  signal?.throwIfAborted();
  const launched = launch(words, options);
  if (typeof launched === 'string') return notStarted(launched);
  const { child, stdin, stdout, stderr } = launched;
  const outputs = [stdout, stderr];
  let isStopped = false;
  // A program that is gone or has closed its input explains that by its end.
  stdin.on('error', () => {});
  remember(child);

  const ending = (async (): Promise<ProgramEnd> => {
    const how = await firstEnd(child, timeoutMs, signal);
    if (outputOutlivesIt && how.kind === 'exit') await silence(stdout, { child, signal, ms: IDLE_MS });
    await endProcesses(launched, graceMs);
    forget(child);
    if (outputOutlivesIt) {
      // A process that left the group may still hold the output open.
      await silence(stdout, { child, signal, ms: PIPES_PATIENCE_MS });
      stdout.destroy();
    }
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
      void endProcesses(launched, graceMs);
    },
    async end() {
      const how = await ending;
      await closePipes(outputs);
      stdin.destroy();
      // A service manager may signal the program as well, whose end may be seen before our own signal.
      const mayBeShared = how.kind === 'signal' && (how.signal === 'SIGINT' || how.signal === 'SIGTERM');
      if (mayBeShared && !isStopped && signal && !signal.aborted) await pause(SIGNAL_SETTLES_MS);
      signal?.throwIfAborted();
      return how;
    },
  };
}

/** Ends the whole group, and the processes with the program's mark that left the group. */
async function endProcesses({ child: { pid: group }, mark }: Launched, graceMs: number): Promise<void> {
  if (group === undefined) return;
  /** Numbers to signal; that of the group is negative. */
  const left = () => [...(isGroupRunning(group) ? [-group] : []), ...(mark === null ? [] : markedWith(mark))];
  const asked = new Set<number>();
  const until = performance.now() + graceMs;
  let wait = FIRST_LOOK_MS;
  for (let now = left(); now.length > 0 && performance.now() < until; now = left()) {
    for (const id of now) if (!asked.has(id)) sendSignal(id, 'SIGTERM');
    for (const id of now) asked.add(id);
    await pause(Math.min(wait, until - performance.now()));
    wait = Math.min(wait * 2, LOOK_INTERVAL_MS);
  }
  for (const id of left()) sendSignal(id, 'SIGKILL');
}

interface Silence {
  readonly child: ChildProcess;
  readonly signal: AbortSignal | undefined;
  readonly ms: number;
}

/**
 * Settles when an output has ended, and when for some time no byte has come to a reader that waits for more and the
 * program's group has not computed. Also settles on an abort.
 */
async function silence(output: Readable, { child, signal, ms }: Silence): Promise<void> {
  const before = { bytes: -1, computed: -1, at: performance.now() };
  const closed = new Promise<void>((resolve) => void output.once('close', resolve));
  while (!output.closed && !output.destroyed && !signal?.aborted) {
    const enough = new AbortController();
    await Promise.race([closed, pause(LOOK_AT_SILENCE_MS, null, { signal: enough.signal }).catch(() => {})]);
    enough.abort();
    const { bytesRead = 0 } = output as Readable & { readonly bytesRead?: number };
    const computed = computedBy(child.pid ?? 0);
    const isSilent =
      output.readableLength === 0 && bytesRead === before.bytes && computed === before.computed;
    if (!isSilent) Object.assign(before, { bytes: bytesRead, computed, at: performance.now() });
    else if (performance.now() - before.at >= ms) return;
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
    child.once('error', (error: NodeJS.ErrnoException) =>
      settle({ kind: 'not-started', code: error.code ?? error.message }),
    );
    child.once('exit', (code, killedBy) =>
      settle(code === null ? { kind: 'signal', signal: killedBy ?? '' } : { kind: 'exit', code }),
    );
  });
}

/** A negative number is that of a group. */
function sendSignal(id: number, signal: NodeJS.Signals): void {
  try {
    process.kill(id, signal);
  } catch {
    // It has ended.
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

/** Programs that run now. */
const running = new Set<ChildProcess>();

/** A second signal ends this process at once. One listener serves all programs: Node takes each more for a leak. */
function remember(child: ChildProcess): void {
  running.add(child);
  if (running.size === 1) process.on('exit', killAll);
}

function forget(child: ChildProcess): void {
  if (child.pid !== undefined) release(child.pid);
  running.delete(child);
  if (running.size === 0) process.off('exit', killAll);
}

function killAll(): void {
  for (const { pid } of running) if (pid !== undefined) sendSignal(-pid, 'SIGKILL');
}
