import { CheckError, ReconcileError } from '../model/errors.ts';
import type { ReportedError } from '../model/report.ts';

/** An error as a value; what nobody expected says where to look. */
export function reported(error: unknown): ReportedError {
  if (error instanceof ReconcileError) {
    const { code, message, hint } = error;
    const output = error instanceof CheckError && error.output.length > 0 ? { output: error.output } : {};
    return { code, message, hint, ...output };
  }
  const message = error instanceof Error ? error.message : String(error);
  return {
    code: 'unexpected',
    message,
    hint: 'This is a fault of reconcile itself. Run again with -vv and report it.',
  };
}
