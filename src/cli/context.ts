import type { RunContext } from '../model/run-context.ts';
import type { Console } from './console.ts';
import type { Terminal } from './process/terminal.ts';

/** The context of one command: the context of the run, and the terminal, which the run never sees. */
export interface CommandContext extends RunContext {
  readonly terminal: Terminal;
  readonly console: Console;
}
