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
