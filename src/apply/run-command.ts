import { type KeptOutput, keepLast } from '../tool/kept-output.ts';
import { type ProgramEnd, startProgram } from '../tool/program.ts';

/** A command and its surroundings. No shell, no standard input, and no environment but the given one. */
interface Command {
  readonly words: readonly string[];
  readonly directory: string;
  readonly environment: Readonly<Record<string, string>>;
  /** Seconds. */
  readonly timeout: number;
}

/** How a command ended, and the last bytes that it wrote to standard output and standard error, in their order. */
export interface CommandEnd {
  readonly how: ProgramEnd;
  readonly output: KeptOutput;
}

const LONGEST_OUTPUT = 65_536;
/** Milliseconds that a command has to tidy up once it was asked to end. */
const GRACE_MS = 5_000;

/**
 * Runs a command to its end and leaves none of its processes behind: they form a process group, which gets TERM, and
 * KILL five seconds later, when its time is over, on an abort, and after the command itself has ended. An abort
 * throws the signal's reason.
 */
export async function runCommand(
  { words, directory, environment, timeout }: Command,
  signal: AbortSignal,
): Promise<CommandEnd> {
  const program = startProgram(words, {
    directory,
    environment,
    signal,
    timeoutMs: timeout * 1000,
    graceMs: GRACE_MS,
    isMarked: true,
  });
  const output = keepLast([program.stdout, program.stderr], LONGEST_OUTPUT);
  const how = await program.end();
  return { how, output: output() };
}
