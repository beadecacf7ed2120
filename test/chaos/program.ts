import { type ChildProcess, spawn } from 'node:child_process';
import { runProgram } from '../cli/fake-terminal.ts';

/** The end of one run of the program. */
export interface Run {
  /** Null when it was killed. */
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
  readonly seconds: number;
  /** True when the run did not end by itself and was killed. */
  readonly overdue: boolean;
}

export interface RunOptions {
  readonly program: string;
  readonly args: readonly string[];
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
  /** More Node options, e.g. a preloaded module. */
  readonly nodeArgs?: readonly string[];
  readonly onStart?: (child: ChildProcess) => void;
}

/** Longer than any run of the story takes, even with disturbances. */
export const MOST_SECONDS = 150;

export async function runChild(options: RunOptions): Promise<Run> {
  const begun = performance.now();
  const child = spawn(process.execPath, [...(options.nodeArgs ?? []), options.program, ...options.args], {
    cwd: options.cwd,
    env: options.env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  options.onStart?.(child);
  let overdue = false;
  const timer = setTimeout(() => {
    overdue = true;
    child.kill('SIGKILL');
  }, MOST_SECONDS * 1000);
  const stdout: Buffer[] = [];
  const stderr: Buffer[] = [];
  child.stdout.on('data', (block: Buffer) => stdout.push(block));
  child.stderr.on('data', (block: Buffer) => stderr.push(block));
  const exitCode = await new Promise<number | null>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => resolve(code));
  });
  clearTimeout(timer);
  return {
    exitCode,
    stdout: Buffer.concat(stdout).toString(),
    stderr: Buffer.concat(stderr).toString(),
    seconds: (performance.now() - begun) / 1000,
    overdue,
  };
}

/** The same program inside this process, which is much faster: for undisturbed runs. */
export async function runHere(options: Omit<RunOptions, 'program'>): Promise<Run> {
  const begun = performance.now();
  let overdue = false;
  let timer: NodeJS.Timeout | undefined;
  const { code, stdout, stderr } = await runProgram(options.args, {
    cwd: options.cwd,
    env: options.env,
    withSignals(send) {
      timer = setTimeout(() => {
        overdue = true;
        send('SIGTERM');
      }, MOST_SECONDS * 1000);
    },
  });
  clearTimeout(timer);
  return { exitCode: code, stdout, stderr, seconds: (performance.now() - begun) / 1000, overdue };
}
