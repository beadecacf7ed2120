import { setMaxListeners } from 'node:events';
import { EXIT, InterruptedError, ReconcileError } from '../model/errors.ts';
import type { Terminal } from './terminal.ts';

/** What may end a run before its time: a signal, or `--timeout`. */
export interface Interruption {
  /** Its reason is the error that the run ends with. */
  readonly signal: AbortSignal;
  /** Stops listening. */
  close(): void;
}

const LONGEST_TIMER = 2 ** 31 - 1;

/** The first INT, TERM or HUP aborts, so that all is broken off cleanly; the second leaves at once. */
export function watchInterruption(
  terminal: Terminal,
  options: { readonly timeout: number | undefined; readonly onInterrupt: (message: string) => void },
): Interruption {
  const controller = new AbortController();
  // Every request in flight listens: how many is no sign of a leak.
  setMaxListeners(0, controller.signal);
  const unlisten = terminal.onSignal((signal) => {
    if (controller.signal.reason instanceof InterruptedError) {
      terminal.exit(new InterruptedError(signal).exitCode);
      return;
    }
    // In this order, so that a live display is gone before anything is written.
    controller.abort(new InterruptedError(signal));
    options.onInterrupt(`${signal}: breaking off cleanly; once more leaves at once`);
  });
  const timer = startTimer(options.timeout, (seconds) => controller.abort(timeoutError(seconds)));
  return {
    signal: controller.signal,
    close: () => {
      unlisten();
      clearTimeout(timer);
    },
  };
}

/**
 * Aborts `milliseconds` after `signal`, with its reason: time for what is under way to end well, and for cleaning up,
 * but a service that does not answer does not hold up the end.
 */
export function afterGrace(signal: AbortSignal, milliseconds: number): AbortSignal {
  const controller = new AbortController();
  const start = () => {
    const timer = setTimeout(() => controller.abort(signal.reason), milliseconds);
    timer.unref();
  };
  if (signal.aborted) start();
  else signal.addEventListener('abort', start, { once: true });
  return controller.signal;
}

/** A promise's value, or the signal's reason should that come first: for work that takes no signal itself. */
export async function unlessAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  // Whatever it still comes to after an abort is nobody's concern.
  work.catch(() => {});
  signal.throwIfAborted();
  let stop = () => {};
  const aborted = new Promise<never>((_resolve, reject) => {
    stop = () => reject(signal.reason);
    signal.addEventListener('abort', stop, { once: true });
  });
  try {
    return await Promise.race([work, aborted]);
  } finally {
    signal.removeEventListener('abort', stop);
  }
}

function startTimer(
  seconds: number | undefined,
  elapsed: (seconds: number) => void,
): NodeJS.Timeout | undefined {
  if (seconds === undefined) return undefined;
  const timer = setTimeout(() => elapsed(seconds), Math.min(seconds * 1000, LONGEST_TIMER));
  timer.unref();
  return timer;
}

function timeoutError(seconds: number): ReconcileError {
  return new ReconcileError('timeout', `the run was not done within ${seconds} s (--timeout)`, EXIT.error, {
    hint: 'Run the same command again: it resumes where this run stopped.',
  });
}
