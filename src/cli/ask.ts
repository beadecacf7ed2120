import { createInterface } from 'node:readline';
import type { Plan } from '../model/plan.ts';
import { plural } from '../report/layout.ts';
import type { Job } from './perform.ts';

/**
 * Asks on the terminal; only `y` and `yes` mean yes, the end of input means no. The question goes to standard error,
 * as standard output holds the result alone. Throws the signal's reason on an interruption.
 */
export async function askToApply(
  { unresolved = [] }: Pick<Plan, 'unresolved'>,
  { terminal, console, signal }: Job,
): Promise<boolean> {
  signal.throwIfAborted();
  const leftOut =
    unresolved.length === 0 ? '' : `, with ${plural(unresolved.length, 'entry', 'entries')} left out`;
  console.aside(`\nApply this${leftOut}? Only yes or y will. `);
  // Without readline's own terminal mode, Ctrl-C stays a signal.
  const lines = createInterface({ input: terminal.stdin, terminal: false });
  try {
    const answer = await firstLine(lines, signal);
    if (answer === null) console.aside('\n');
    return answer !== null && /^\s*y(es)?\s*$/i.test(answer);
  } finally {
    lines.close();
  }
}

/** Null at the end of input. */
function firstLine(lines: ReturnType<typeof createInterface>, signal: AbortSignal): Promise<string | null> {
  return new Promise((resolve, reject) => {
    lines.once('line', resolve);
    lines.once('close', () => resolve(null));
    lines.once('error', () => resolve(null));
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  });
}
