import { inspect } from 'node:util';
import { ConversionError, EXIT, ReconcileError, StateError, UnresolvedError } from '../model/errors.ts';
import { formatFaults } from '../report/format-errors.ts';
import type { Console } from './console.ts';

/** Writes an error for the user, without its stack, and returns its exit code. */
export function reportFailure(error: unknown, console: Console): number {
  if (error instanceof StateError || error instanceof UnresolvedError || error instanceof ConversionError) {
    console.fail(error, formatFaults(error.faults));
    return error.exitCode;
  }
  const expected = asExpected(error);
  console.fail(expected);
  if (console.flags.verbose > 1) for (const line of inspect(error).split('\n')) console.debug(line);
  return expected.exitCode;
}

/** Turns an unexpected error into a `ReconcileError` of one line. Only the debug log shows the stack. */
export function asExpected(error: unknown): ReconcileError {
  if (error instanceof ReconcileError) return error;
  const message = error instanceof Error ? error.message : String(error);
  return new ReconcileError('unexpected', `unexpected: ${message}`, EXIT.error, {
    hint: 'This is a bug in reconcile. Run the command again with -vv for details, and report them.',
    cause: error,
  });
}
