import type { Console } from '../cli/console.ts';
import type { Terminal } from '../cli/terminal.ts';
import type { Secrets } from '../model/secrets.ts';

/** What a command works with. */
export interface RunContext {
  readonly terminal: Terminal;
  readonly secrets: Secrets;
  readonly console: Console;
  /** Aborted by a signal or `--timeout`, with the run's error as reason. */
  readonly signal: AbortSignal;
}
