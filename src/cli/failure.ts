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

/** An error as a value for JSON, with the faults of a file that it is about. The caller redacts it. */
export function errorData(error: unknown): object {
  const { code, message, hint } = asExpected(error);
  if (!(error instanceof StateError || error instanceof ConversionError)) return { code, message, hint };
  // The text of a line belongs to the caret below it.
  return { code, message, hint, faults: error.faults.map(({ excerpt: _, ...fault }) => fault) };
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
