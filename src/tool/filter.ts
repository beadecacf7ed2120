import type { Writable } from 'node:stream';
import { keepBothEnds } from './kept-output.ts';
import { type Program, type ProgramEnd, startProgram } from './program.ts';

/** Milliseconds that the reader waits for a program that neither takes nor gives a byte. */
const STALL_MS = 60 * 60 * 1000;
/** Bytes that are kept of the beginning and of the end of a program's messages. */
const KEPT_TEXT = 4096;

/** How a program failed. */
interface FilterFailure {
  /** A clause whose subject is the program, e.g. `ended with exit code 1`. */
  readonly why: string;
  /** What it wrote to its standard error; the middle of a long text is left out. */
  readonly said: string;
}

export interface FilterOptions {
  /** The program's whole environment. */
  readonly env: Readonly<Record<string, string>>;
  /** The folder it starts in; default: that of this process. */
  readonly directory?: string | undefined;
  readonly signal?: AbortSignal | undefined;
  /** See {@link LaunchOptions.isMarked}. */
  readonly isMarked?: boolean;
  /** Milliseconds; default one hour. */
  readonly stallMs?: number;
  /** Whether any message on its standard error counts as a failure. */
  readonly silent?: boolean;
  /** Makes the error for a program that failed. */
  readonly failed: (failure: FilterFailure) => Error;
  /** Makes the error for a program that is not there. */
  readonly missing: () => Error;
}

/** What a program's input, output and end have to know of each other. */
interface Traffic {
  /** The reader waits for output. */
  awaited: boolean;
  /** The program has all the input there is for now: more waits until it takes some, or none will come. */
  fed: boolean;
  /** When it last took or gave a byte. */
  movedAt: number;
  stalled: boolean;
  /** The reader has left. */
  over: boolean;
  /** The error that broke the source. */
  broken: { readonly error: unknown } | null;
}

/**
 * Passes bytes through a program, without a shell, from its standard input to its standard output. The source is
 * always read to its end, even when the program wants no more, so that every check on the source runs. The iteration
 * ends only after the source has ended well and the program with exit code 0. An error of the source is thrown
 * unchanged; an abort throws the signal's reason. The program is ended as soon as the reader stops.
 */
export async function* filterThrough(
  command: readonly string[],
  source: AsyncIterable<Uint8Array>,
  options: FilterOptions,
): AsyncGenerator<Uint8Array, void, undefined> {
  const { env, directory, signal, isMarked = false, stallMs = STALL_MS } = options;
  const program = startProgram(command, {
    environment: env,
    directory,
    signal,
    hasInput: true,
    isMarked,
    outputOutlivesIt: true,
  });
  const traffic: Traffic = {
    awaited: false,
    fed: false,
    movedAt: performance.now(),
    stalled: false,
    over: false,
    broken: null,
  };
  const said = keepBothEnds(program.stderr, KEPT_TEXT);
  // Processes that the program started may hold its pipes open: an abort must not wait for them.
  const { stop } = program;
  signal?.addEventListener('abort', stop);
  const watchdog = setInterval(() => {
    const waits = traffic.awaited && traffic.fed;
    if (!waits || performance.now() - traffic.movedAt < stallMs) return;
    traffic.stalled = true;
    stop();
  }, stallMs / 10).unref();
  const feeding = feed(source, program, traffic).catch((error: unknown) => {
    traffic.broken = { error };
    stop();
    throw error;
  });
  // Awaited below; it may fail before that.
  feeding.catch(() => {});
  try {
    let isWhole = true;
    traffic.awaited = true;
    try {
      for await (const block of program.stdout as AsyncIterable<Buffer>) {
        traffic.awaited = false;
        traffic.movedAt = performance.now();
        yield block;
        traffic.awaited = true;
        traffic.movedAt = performance.now();
      }
    } catch {
      // How the program ended explains more than the broken pipe.
      isWhole = false;
    }
    judge(await program.end(), { traffic, said, isWhole }, options);
    await feeding;
    signal?.throwIfAborted();
  } finally {
    traffic.over = true;
    clearInterval(watchdog);
    signal?.removeEventListener('abort', stop);
    stop();
    await program.end().catch(() => {});
  }
}

async function feed(source: AsyncIterable<Uint8Array>, program: Program, traffic: Traffic): Promise<void> {
  const { stdin } = program;
  for await (const block of source) {
    if (traffic.over || program.hasFailed()) return;
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

/** Settles when a stream has room again, or has ended and takes no more. */
export function hasRoom(stream: Writable): Promise<void> {
  const events = ['drain', 'end', 'close', 'error'];
  return new Promise((resolve) => {
    const done = () => {
      for (const event of events) stream.removeListener(event, done);
      resolve();
    };
    for (const event of events) stream.once(event, done);
  });
}

interface Course {
  readonly traffic: Traffic;
  readonly said: () => string;
  /** False when its output broke off. */
  readonly isWhole: boolean;
}

/** Throws unless the program ended well. */
function judge(
  end: ProgramEnd,
  { traffic, said, isWhole }: Course,
  { stallMs = STALL_MS, silent = false, failed, missing }: FilterOptions,
): void {
  if (traffic.broken) throw traffic.broken.error;
  if (traffic.stalled) {
    throw failed({ why: `neither took nor gave a byte for ${stallMs / 1000} s`, said: said() });
  }
  if (end.kind === 'not-started' && end.code === 'ENOENT') throw missing();
  const isWell = end.kind === 'exit' && end.code === 0;
  if (!isWell || (silent && said() !== '')) throw failed({ why: describeEnd(end), said: said() });
  if (!isWhole) throw failed({ why: 'ended before its output was complete', said: said() });
}

function describeEnd(end: ProgramEnd): string {
  switch (end.kind) {
    case 'exit':
      return `ended with exit code ${end.code}`;
    case 'signal':
      return `was ended by ${end.signal}`;
    case 'timeout':
      return 'took too long';
    case 'not-started':
      return `could not be run (${end.code})`;
  }
}
