import { type ChildProcess, spawn } from 'node:child_process';
import { setTimeout as pause } from 'node:timers/promises';

/** A command and what it runs in. No shell, no standard input, and no other environment than the one given. */
export interface Command {
  readonly words: readonly string[];
  readonly directory: string;
  readonly environment: Readonly<Record<string, string>>;
  /** Seconds. */
  readonly timeout: number;
}

/** How a command ended, and the last bytes that it wrote to standard output and standard error, in their order. */
export interface CommandEnd {
  readonly how:
    | { readonly kind: 'exit'; readonly code: number }
    | { readonly kind: 'signal'; readonly signal: string }
    | { readonly kind: 'timeout' }
    /** It could not be started at all; `code` as the system gives it, e.g. `ENOENT`. */
    | { readonly kind: 'not-started'; readonly code: string };
  readonly output: Tail;
}

/** The end of what was written. */
export interface Tail {
  readonly bytes: Buffer;
  /** True when there was more before it. */
  readonly isCut: boolean;
}

const LONGEST_TAIL = 65_536;
const LONGEST_TIMER_MS = 2 ** 31 - 1;

/** Milliseconds that a command is left, once it was asked to end, to tidy up after itself. */
const GRACE_MS = 5_000;

/**
 * Runs a command to its end and leaves none of its processes behind: they are a process group of their own, which gets
 * TERM, and KILL a little later, when its time is over, on an abort, and once the command itself has ended. An abort
 * throws the signal's reason.
 */
export async function runCommand(command: Command, signal: AbortSignal): Promise<CommandEnd> {
  signal.throwIfAborted();
  const [program = '', ...args] = command.words;
  const child = spawn(program, args, {
    cwd: command.directory,
    env: command.environment,
    // Makes it the leader of a group: what it starts can be ended with it.
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const tail = collectTail(child);
  running.add(child);
  if (running.size === 1) process.on('exit', killAll);
  try {
    const how = await ending(child, command.timeout, signal);
    await endGroup(child);
    await drained(child);
    signal.throwIfAborted();
    return { how, output: tail() };
  } finally {
    running.delete(child);
    if (running.size === 0) process.off('exit', killAll);
  }
}

/** A second signal leaves the program at once: one listener for all, as each would count as a leak to Node. */
const running = new Set<ChildProcess>();

function killAll(): void {
  for (const child of running) signalGroup(child, 'SIGKILL');
}

/** Settles when the command has ended, or is to be ended. */
function ending(child: ChildProcess, timeout: number, signal: AbortSignal): Promise<CommandEnd['how']> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => done({ kind: 'timeout' }), Math.min(timeout * 1000, LONGEST_TIMER_MS));
    const abort = () => done({ kind: 'timeout' });
    function done(how: CommandEnd['how']): void {
      clearTimeout(timer);
      signal.removeEventListener('abort', abort);
      resolve(how);
    }
    signal.addEventListener('abort', abort, { once: true });
    child.once('error', (error: NodeJS.ErrnoException) =>
      done({ kind: 'not-started', code: error.code ?? error.message }),
    );
    child.once('exit', (code, killedBy) =>
      done(code === null ? { kind: 'signal', signal: killedBy ?? '' } : { kind: 'exit', code }),
    );
  });
}

async function endGroup(child: ChildProcess): Promise<void> {
  if (!signalGroup(child, 'SIGTERM')) return;
  const until = performance.now() + GRACE_MS;
  while (performance.now() < until) {
    await pause(20);
    if (!signalGroup(child, 0)) return;
  }
  signalGroup(child, 'SIGKILL');
}

/** False when there is nobody left in it. */
function signalGroup({ pid }: ChildProcess, signal: NodeJS.Signals | 0): boolean {
  if (pid === undefined) return false;
  try {
    process.kill(-pid, signal);
    return true;
  } catch {
    return false;
  }
}

/** What has left the group may hold the pipes open for good: it is not waited for. */
async function drained(child: ChildProcess): Promise<void> {
  const streams = [child.stdout, child.stderr].flatMap((stream) => (stream ? [stream] : []));
  const ends = streams.map(
    (stream) =>
      new Promise<void>((resolve) => {
        if (stream.closed) resolve();
        else stream.once('close', resolve);
      }),
  );
  const enough = new AbortController();
  await Promise.race([Promise.all(ends), pause(1000, undefined, { signal: enough.signal }).catch(() => {})]);
  enough.abort();
  for (const stream of streams) stream.destroy();
}

function collectTail(child: ChildProcess): () => Tail {
  let bytes: Buffer = Buffer.alloc(0);
  let isCut = false;
  const take = (block: Buffer) => {
    const all = Buffer.concat([bytes, block]);
    isCut ||= all.length > LONGEST_TAIL;
    bytes = all.subarray(-LONGEST_TAIL);
  };
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', take).on('error', () => {});
  return () => ({ bytes, isCut });
}
