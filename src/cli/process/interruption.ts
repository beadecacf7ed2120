import { setMaxListeners } from 'node:events';
import { AFTER_A_STOP, EXIT, InterruptedError, ReconcileError } from '../../model/errors.ts';
import type { Terminal } from './terminal.ts';

/** Stops a run early: on a signal of the system, or after `--timeout`. */
interface Interruption {
  /** Its reason is the error of the run. */
  readonly signal: AbortSignal;
  /** Stops listening to the system's signals, and stops the timer. */
  close(): void;
}

const LONGEST_TIMER = 2 ** 31 - 1;

/** The first INT, TERM or HUP aborts the run, so that it stops cleanly. The second ends the process at once. */
export function watchInterruption(
  terminal: Terminal,
  options: { readonly timeout: number | undefined; readonly onInterrupt: (message: string) => void },
): Interruption {
  const controller = new AbortController();
  // Every request in flight listens to this signal: many listeners are no leak.
  setMaxListeners(0, controller.signal);
  const unlisten = terminal.onSignal((signal) => {
    if (controller.signal.reason instanceof InterruptedError) {
      terminal.exit(new InterruptedError(signal).exitCode);
      return;
    }
    // Abort first: the live display must end before the message is written.
    controller.abort(new InterruptedError(signal));
    options.onInterrupt(`${signal}: stopping cleanly; a second signal stops at once`);
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
  return new ReconcileError('timeout', `the run did not finish within ${seconds} s (--timeout)`, EXIT.error, {
    hint: `Run the same command again: ${AFTER_A_STOP}.`,
  });
}
