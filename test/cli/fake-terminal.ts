import { PassThrough, Readable, Writable } from 'node:stream';
import { type OutputStream, processTerminal, type Terminal } from '../../src/cli/process/terminal.ts';
import { wholeProgram } from '../../src/cli/program.ts';
import { run } from '../../src/cli/run.ts';
import type { StopSignal } from '../../src/model/errors.ts';
import { Secrets } from '../../src/model/secrets.ts';

// Loads every command now. Otherwise the first test that runs a command would spend its time limit on loading.
await wholeProgram({
  terminal: processTerminal(true),
  secrets: new Secrets(),
  version: 'development',
  exitCode: 0,
});

export interface Outcome {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Surroundings {
  readonly cwd: string;
  readonly env?: Readonly<Record<string, string>>;
  /** Text on standard input; on a terminal, the text that a user types. */
  readonly input?: string;
  /** True: all streams are a terminal. */
  readonly isTerminal?: boolean;
  /** Called with each text on standard error. */
  readonly onStderr?: (text: string) => void;
  /** Gets a function that sends a signal. */
  readonly withSignals?: (send: (signal: StopSignal) => void) => void;
}

/** Runs the program in this process, with a terminal of its own. */
export async function runProgram(argv: readonly string[], given: Surroundings): Promise<Outcome> {
  const stdout = collector(given.isTerminal ?? false);
  const stderr = collector(given.isTerminal ?? false, given.onStderr);
  const listeners = new Set<(signal: StopSignal) => void>();
  let left: number | null = null;
  const terminal: Terminal = {
    stdin: Object.assign(given.input === undefined ? new PassThrough() : Readable.from([given.input]), {
      isTTY: given.isTerminal ?? false,
    }),
    stdout: stdout.stream,
    stderr: stderr.stream,
    env: given.env ?? {},
    hidesEnvironment: true,
    cwd: given.cwd,
    home: given.cwd,
    onSignal: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    exit: (code) => {
      left ??= code;
    },
  };
  given.withSignals?.((signal) => {
    for (const listener of listeners) listener(signal);
  });
  const code = await run(argv, terminal);
  return { code: left ?? code, stdout: stdout.text(), stderr: stderr.text() };
}

function collector(
  isTTY: boolean,
  onText: (text: string) => void = () => {},
): { readonly stream: OutputStream; readonly text: () => string } {
  const chunks: Buffer[] = [];
  const stream = new Writable({
    write: (chunk: Buffer, _encoding, done) => {
      chunks.push(chunk);
      onText(String(chunk));
      done();
    },
  });
  return {
    stream: Object.assign(stream, { isTTY, columns: 80, rows: 24 }),
    text: () => Buffer.concat(chunks).toString('utf8'),
  };
}
