import type { Readable, Writable } from 'node:stream';
import { setTimeout as wait } from 'node:timers/promises';
import { execa } from 'execa';

/** Milliseconds that a program may neither take nor give a byte while it is waited for. */
const STALL_MS = 60 * 60 * 1000;
/** Milliseconds within which our own signal has come, where a program that was ended by one has shared it. */
const SIGNAL_SETTLES_MS = 200;
/** Bytes that are kept of the beginning and of the end of what a program says. */
const KEPT_TEXT = 4096;

/** How a program failed. */
export interface FilterFailure {
  /** A clause whose subject is the program, e.g. `ended with exit code 1`. */
  readonly why: string;
  /** What it wrote to its standard error; the middle of much is left out. */
  readonly said: string;
}

export interface FilterOptions {
  /** All of the program's environment. */
  readonly env: Readonly<Record<string, string>>;
  /** Where it starts; default: where this process is. */
  readonly directory?: string | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Milliseconds; default one hour. */
  readonly stallMs?: number;
  /** Whether it has failed as well where it says anything on its standard error. */
  readonly silent?: boolean;
  /** Makes the error of a program that failed. */
  readonly failed: (failure: FilterFailure) => Error;
  /** Makes the error of a program that is not there. */
  readonly missing: () => Error;
}

/** What a program's input, output and end have to know of each other. */
interface Traffic {
  /** Somebody waits for its output. */
  awaited: boolean;
  /** It has been given all that there is to give now: more input waits for it, or none will come. */
  fed: boolean;
  /** When it last took or gave something. */
  movedAt: number;
  stalled: boolean;
  /** Nobody wants its output any more. */
  over: boolean;
  /** What broke the source. */
  broken: { readonly error: unknown } | null;
}

/**
 * Passes bytes through a program, without a shell, from its standard input to its standard output. The source is
 * always read to its end, also where the program wants no more of it, so that whatever it is held to is checked; the
 * iteration ends only once the source has ended well and the program with exit code 0. An error of the source comes
 * through as it is, an abort as the signal's reason. The program is killed as soon as nobody reads its output any more.
 */
export async function* filterThrough(
  command: readonly string[],
  source: AsyncIterable<Uint8Array>,
  options: FilterOptions,
): AsyncGenerator<Uint8Array, void, undefined> {
  options.signal?.throwIfAborted();
  const { signal, stallMs = STALL_MS } = options;
  const traffic: Traffic = {
    awaited: false,
    fed: false,
    movedAt: performance.now(),
    stalled: false,
    over: false,
    broken: null,
  };
  const [program = '', ...args] = command;
  const child = execa(program, args, {
    env: options.env,
    extendEnv: false,
    reject: false,
    buffer: false,
    stdin: 'pipe',
    stdout: 'pipe',
    stderr: 'pipe',
    forceKillAfterDelay: 2000,
    ...(options.directory === undefined ? {} : { cwd: options.directory }),
    ...(signal ? { cancelSignal: signal } : {}),
  });
  const said = keepText(child.stderr);
  // What it has begun itself may still hold its pipes, and must not be waited for.
  const stop = () => {
    child.kill();
    child.stdin.destroy();
    child.stdout.destroy();
    child.stderr.destroy();
  };
  signal?.addEventListener('abort', stop);
  const watchdog = setInterval(() => {
    const waits = traffic.awaited && traffic.fed;
    if (!waits || performance.now() - traffic.movedAt < stallMs) return;
    traffic.stalled = true;
    stop();
  }, stallMs / 10).unref();
  const feeding = feed(source, child, traffic).catch((error: unknown) => {
    traffic.broken = { error };
    stop();
    throw error;
  });
  // Looked at below; it may fail before that.
  feeding.catch(() => {});
  try {
    traffic.awaited = true;
    try {
      for await (const block of child.stdout as AsyncIterable<Buffer>) {
        traffic.awaited = false;
        traffic.movedAt = performance.now();
        yield block;
        traffic.awaited = true;
        traffic.movedAt = performance.now();
      }
    } catch {
      // Its end tells more.
    }
    await judge(await child, traffic, said, options);
    await feeding;
    signal?.throwIfAborted();
  } finally {
    traffic.over = true;
    clearInterval(watchdog);
    signal?.removeEventListener('abort', stop);
    stop();
    await child;
  }
}

interface Child {
  readonly stdin: Writable;
  readonly exitCode: number | null;
  readonly signalCode: string | null;
  kill(): boolean;
}

/** How a program ended: `code` is that of a system error. */
interface Ended {
  readonly exitCode?: number | undefined;
  readonly signal?: string | undefined;
  readonly code?: string | undefined;
}

async function feed(source: AsyncIterable<Uint8Array>, child: Child, traffic: Traffic): Promise<void> {
  const { stdin } = child;
  // A program that is gone, or has closed its input, tells why by its end.
  stdin.on('error', () => {});
  for await (const block of source) {
    if (traffic.over || hasFailed(child)) return;
    if (stdin.destroyed) continue;
    const drained = stdin.write(block) || hasRoom(stdin);
    traffic.fed = true;
    await drained;
    traffic.fed = false;
    traffic.movedAt = performance.now();
  }
  traffic.fed = true;
  traffic.movedAt = performance.now();
  stdin.end();
}

function hasFailed({ exitCode, signalCode }: Child): boolean {
  return signalCode !== null || (exitCode !== null && exitCode !== 0);
}

function hasRoom(stdin: Writable): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      for (const event of ['drain', 'close', 'error']) stdin.removeListener(event, done);
      resolve();
    };
    for (const event of ['drain', 'close', 'error']) stdin.once(event, done);
  });
}

/** Throws unless the program ended well. */
async function judge(
  result: Ended,
  traffic: Traffic,
  said: () => string,
  { signal, stallMs = STALL_MS, silent = false, failed, missing }: FilterOptions,
): Promise<void> {
  if (traffic.broken) throw traffic.broken.error;
  signal?.throwIfAborted();
  if (traffic.stalled) {
    throw failed({ why: `neither took nor gave a byte for ${stallMs / 1000} s`, said: said() });
  }
  if (result.exitCode === 0 && !(silent && said() !== '')) return;
  // A terminal sends its ^C to the program as well, whose end may be seen before our own signal.
  if (result.signal === 'SIGINT' || result.signal === 'SIGTERM') await wait(SIGNAL_SETTLES_MS);
  signal?.throwIfAborted();
  if (result.code === 'ENOENT') throw missing();
  throw failed({ why: whyOf(result), said: said() });
}

function whyOf({ exitCode, signal, code }: Ended): string {
  if (exitCode !== undefined) return `ended with exit code ${exitCode}`;
  return signal === undefined ? `could not be run (${code ?? 'unknown cause'})` : `was ended by ${signal}`;
}

/** The beginning and the end of what is said. */
function keepText(stream: Readable): () => string {
  let begin = Buffer.alloc(0);
  let end = Buffer.alloc(0);
  let missed = false;
  stream.on('error', () => {});
  stream.on('data', (block: Buffer) => {
    const room = KEPT_TEXT - begin.length;
    begin = Buffer.concat([begin, block.subarray(0, room)]);
    const rest = block.subarray(room);
    if (rest.length === 0) return;
    end = Buffer.concat([end, rest.subarray(-KEPT_TEXT)]);
    missed ||= end.length > KEPT_TEXT;
    end = end.subarray(-KEPT_TEXT);
  });
  return () => `${begin.toString('utf8')}${missed ? '\n…\n' : ''}${end.toString('utf8')}`;
}
