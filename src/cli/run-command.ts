import { text as readText } from 'node:stream/consumers';
import type { Secrets } from '../model/secrets.ts';
import { createContext } from '../run/context.ts';
import { openConsole } from './console.ts';
import type { CommandContext } from './context.ts';
import { reportFailure } from './failure.ts';
import type { CommonFlags } from './flags.ts';
import { watchInterruption } from './interruption.ts';
import type { Terminal } from './terminal.ts';

/** One run of the program: what its commands share. */
export interface Session {
  readonly terminal: Terminal;
  readonly secrets: Secrets;
  /** Set by the command that ran. */
  exitCode: number;
}

/** Does a command's work and turns its outcome into an exit code; whatever it throws is written as one error. */
export async function runCommand(
  session: Session,
  flags: CommonFlags & { readonly timeout?: number },
  work: (context: CommandContext) => Promise<number>,
): Promise<void> {
  const { terminal, secrets } = session;
  const console = openConsole(terminal, flags, secrets);
  const interruption = watchInterruption(terminal, {
    timeout: flags.timeout,
    onInterrupt: (message) => console.info(message),
  });
  try {
    const context = createContext({
      env: terminal.env,
      folders: { work: terminal.cwd, home: terminal.home },
      secrets,
      signal: interruption.signal,
      log: { ...console, verbosity: flags.verbose },
      readStdin: () => readText(terminal.stdin),
    });
    session.exitCode = await work({ ...context, terminal, console });
  } catch (error) {
    session.exitCode = await reportFailure(error, console);
  } finally {
    interruption.close();
  }
}
