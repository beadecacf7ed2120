import { text as readText } from 'node:stream/consumers';
import type { Secrets } from '../model/secrets.ts';
import { createContext } from '../run/context.ts';
import { openConsole } from './console.ts';
import type { CommandContext } from './context.ts';
import { reportFailure } from './failure.ts';
import type { CommonFlags, Format } from './flags.ts';
import { watchInterruption } from './process/interruption.ts';
import type { Terminal } from './process/terminal.ts';
import type { FailureContext } from './write-reports.ts';

/** One run of the program; its commands share it. */
export interface Session {
  readonly terminal: Terminal;
  readonly secrets: Secrets;
  /** The package's version. */
  readonly version: string;
  /** Set by the command that ran. */
  exitCode: number;
}

/** Draws the error that ended a run as the command's JSON result. */
type DrawFailure = (error: unknown, context: FailureContext) => string;

/**
 * Does the work of a command in a context of its own, and sets the session's exit code. An error that the work throws is
 * written for the user, and with `--format json` as the result too: a reader of JSON gets a document from every run.
 */
export async function runCommand(
  session: Session,
  flags: CommonFlags & { readonly timeout?: number; readonly format?: Format },
  work: (context: CommandContext) => Promise<number>,
  drawFailure?: DrawFailure,
): Promise<void> {
  const { terminal, secrets } = session;
  const console = openConsole(terminal, flags, secrets);
  const interruption = watchInterruption(terminal, {
    timeout: flags.timeout,
    onInterrupt: (message) => console.info(message),
  });
  if (!terminal.hidesEnvironment) {
    console.debug(
      'this system lets the programs that reconcile starts read its environment, with its secrets',
    );
  }
  try {
    const context = createContext({
      env: terminal.env,
      folders: { work: terminal.cwd, home: terminal.home },
      secrets,
      signal: interruption.signal,
      log: { verbosity: flags.verbose, warn: console.warn, info: console.info, debug: console.debug },
      readStdin: () => readText(terminal.stdin),
    });
    session.exitCode = await work({ ...context, terminal, console });
  } catch (error) {
    session.exitCode = reportFailure(error, console);
    if (flags.format === 'json' && drawFailure && !console.hasData) {
      console.data(
        drawFailure(error, { console, secrets, folders: { work: terminal.cwd, home: terminal.home } }),
      );
    }
  } finally {
    interruption.close();
  }
}
