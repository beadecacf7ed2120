import type { Secrets } from '../model/secrets.ts';
import type { RunContext } from '../run/context.ts';
import { openConsole } from './console.ts';
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
  work: (context: RunContext) => Promise<number>,
): Promise<void> {
  const { terminal, secrets } = session;
  learnEnvironment(terminal.env, secrets);
  const console = openConsole(terminal, flags, secrets);
  const interruption = watchInterruption(terminal, {
    timeout: flags.timeout,
    onInterrupt: (message) => console.info(message),
  });
  try {
    session.exitCode = await work({ terminal, secrets, console, signal: interruption.signal });
  } catch (error) {
    session.exitCode = await reportFailure(error, console);
  } finally {
    interruption.close();
  }
}

const SECRET_VARIABLE = /^OS_.*(PASSWORD|TOKEN|SECRET|PASSCODE)$/;

function learnEnvironment(env: Terminal['env'], secrets: Secrets): void {
  for (const [name, value] of Object.entries(env)) if (SECRET_VARIABLE.test(name)) secrets.add(value);
}
