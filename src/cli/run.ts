import type { CommanderError } from 'commander';
import { EXIT } from '../model/errors.ts';
import { Secrets } from '../model/secrets.ts';
import { escapeText } from '../report/escape.ts';
import type { Terminal } from './process/terminal.ts';
import type { Session } from './run-command.ts';

interface RunOptions {
  /** Texts that no output may hold. */
  readonly secrets?: Secrets;
  /** The package's version. */
  readonly version?: string;
}

/** Runs the program once and returns its exit code. `argv` holds the arguments alone. Never throws. */
export async function run(
  argv: readonly string[],
  terminal: Terminal,
  { secrets = new Secrets(), version = 'development' }: RunOptions = {},
): Promise<number> {
  const session: Session = { terminal, secrets, version, exitCode: EXIT.done };
  surviveClosedPipes(terminal);
  try {
    const { programFor } = await import('./program.ts');
    const program = await programFor(argv, session);
    await program.parseAsync([...argv], { from: 'user' });
    return session.exitCode;
  } catch (error) {
    if (isOfCommander(error)) return error.exitCode === 0 ? EXIT.done : EXIT.usage;
    const message = error instanceof Error ? error.message : String(error);
    terminal.stderr.write(session.secrets.redact(`error: unexpected: ${escapeText(message)}\n`));
    return EXIT.error;
  }
}

function isOfCommander(error: unknown): error is CommanderError {
  return error instanceof Error && 'code' in error && String(error.code).startsWith('commander.');
}

/** The codes of a write after the reader has closed the stream. A terminal gives EIO. */
const READER_GONE: readonly unknown[] = ['EPIPE', 'EIO', 'ERR_STREAM_DESTROYED'];

/**
 * A reader may close the stream early (`| head`, a closed session). That is no error: the rest of the output is dropped,
 * and the run ends with its own exit code.
 */
function surviveClosedPipes({ stdin, stdout, stderr }: Terminal): void {
  for (const stream of [stdout, stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (!READER_GONE.includes(error.code)) throw error;
    });
  }
  // The code that reads standard input gets the error as well, and reports it.
  stdin.on('error', () => {});
}
