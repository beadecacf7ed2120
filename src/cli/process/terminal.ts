import { homedir } from 'node:os';
import type { StopSignal } from '../../model/errors.ts';

export type OutputStream = NodeJS.WritableStream & {
  readonly isTTY?: boolean;
  readonly columns?: number;
  readonly rows?: number;
};

const STOP_SIGNALS: readonly StopSignal[] = ['SIGINT', 'SIGTERM', 'SIGHUP'];

/** The parts of the process that the program uses. Tests replace them. */
export interface Terminal {
  readonly stdin: NodeJS.ReadableStream & { readonly isTTY?: boolean };
  readonly stdout: OutputStream;
  readonly stderr: OutputStream;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** False when the programs that reconcile starts can read its environment (see `hideEnvironment`). */
  readonly hidesEnvironment: boolean;
  readonly cwd: string;
  readonly home: string;
  /** Calls the listener on each of {@link STOP_SIGNALS}, until the returned function is called. */
  onSignal(listener: (signal: StopSignal) => void): () => void;
  /** Ends the process at once. */
  exit(code: number): void;
}

/** The terminal of the real process. */
export function processTerminal(hidesEnvironment: boolean): Terminal {
  return {
    stdin: process.stdin,
    stdout: process.stdout,
    stderr: process.stderr,
    env: process.env,
    hidesEnvironment,
    cwd: process.cwd(),
    home: homedir(),
    onSignal: listenForSignals,
    exit: (code) => process.exit(code),
  };
}

function listenForSignals(listener: (signal: StopSignal) => void): () => void {
  for (const signal of STOP_SIGNALS) process.on(signal, listener);
  return () => {
    for (const signal of STOP_SIGNALS) process.off(signal, listener);
  };
}
