import { EXIT, ReconcileError } from './errors.ts';
import type { Secrets } from './secrets.ts';

/**
 * Returns the text, for a file or a result of a machine. Throws ReconcileError (`secret-in-output`) when the text holds
 * a known secret: a masked plan would be another plan, and a secret there has come the wrong way. `what` begins the
 * message, e.g. `plan.json`.
 */
export function refuseSecrets(text: string, what: string, secrets: Secrets): string {
  if (!secrets.isIn(text)) return text;
  throw new ReconcileError(
    'secret-in-output',
    `${what} would hold a password or token of this run, so reconcile did not write it`,
    EXIT.error,
    {
      hint: 'Run without -o, --report and --format json: *** shows where. Then remove the secret from there.',
    },
  );
}
