import { inspect } from 'node:util';
import { ConversionError, EXIT, ReconcileError, StateError, UnresolvedError } from '../model/errors.ts';
import type { Console } from './console.ts';

/** Writes an error as a user wants to read it, without any stack, and gives the exit code it leads to. */
export async function reportFailure(error: unknown, console: Console): Promise<number> {
  if (error instanceof StateError || error instanceof UnresolvedError || error instanceof ConversionError) {
    const { formatFaults } = await import('../state/yaml/format-errors.ts');
    console.fail(error, formatFaults(error.faults));
    return error.exitCode;
  }
  const expected = asExpected(error);
  console.fail(expected);
  if (console.flags.verbose > 1) for (const line of inspect(error).split('\n')) console.debug(line);
  return expected.exitCode;
}

/** What nobody expected gets one line too: the stack goes to the debug log alone. */
export function asExpected(error: unknown): ReconcileError {
  if (error instanceof ReconcileError) return error;
  const message = error instanceof Error ? error.message : String(error);
  return new ReconcileError('unexpected', `unexpected: ${message}`, EXIT.error, {
    hint: 'This is a fault of reconcile itself. Run again with -vv for its details, and report it.',
    cause: error,
  });
}
