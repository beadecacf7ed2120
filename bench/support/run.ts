import { spawn } from 'node:child_process';
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Sample } from './figures.ts';
import { servicesSeconds } from './services.ts';

/** Debian's own: its packages have the modules that the bench needs. */
export const PYTHON = '/usr/bin/python3';

export interface Command {
  readonly argv: readonly string[];
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
}

interface Ended {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Measured extends Sample {
  readonly stdout: string;
}

const running = new Set<number>();
let count = 0;
let isOver = false;

/** Runs a command to its end. Throws with the end of its output when it fails, or ends otherwise than with `status`. */
export async function run(command: Command, status = 0): Promise<string> {
  const ended = await start(command);
  if (ended.status !== status) {
    const said = `${ended.stdout}\n${ended.stderr}`.trim().split('\n').slice(-15).join('\n');
    throw new Error(`${command.argv.join(' ').slice(0, 300)}\nended with ${ended.status}:\n${said}`);
  }
  return ended.stdout;
}

/**
 * The same, with the figures that measure.py takes, and those of the services of the stack in a directory. `folder` holds the
 * answer of measure.py for a moment.
 */
export async function measured(command: Command, folder: string, stack: string): Promise<Measured> {
  count += 1;
  const before = await servicesSeconds(stack);
  const file = join(folder, `figures-${count}.json`);
  const script = join(process.cwd(), 'bench/support/measure.py');
  const stdout = await run({ ...command, argv: [PYTHON, script, file, ...command.argv] });
  const sample: Omit<Sample, 'services'> = JSON.parse(await readFile(file, 'utf8'));
  await rm(file);
  return { ...sample, services: (await servicesSeconds(stack)) - before, stdout };
}

/** Ends the process groups of commands that still run, and starts no other: a signal to this process does not reach them. */
export function endAll(): void {
  isOver = true;
  for (const pid of running) {
    try {
      process.kill(-pid, 'SIGTERM');
    } catch {
      // It has just ended.
    }
  }
}

function start({ argv, env, cwd }: Command): Promise<Ended> {
  if (isOver) throw new Error('interrupted');
  const [program = '', ...rest] = argv;
  const child = spawn(program, rest, { env, cwd, stdio: ['ignore', 'pipe', 'pipe'], detached: true });
  const { pid } = child;
  if (pid !== undefined) running.add(pid);
  const out: Buffer[] = [];
  const err: Buffer[] = [];
  child.stdout.on('data', (block) => out.push(block));
  child.stderr.on('data', (block) => err.push(block));
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (status) => {
      if (pid !== undefined) running.delete(pid);
      resolve({ status, stdout: Buffer.concat(out).toString(), stderr: Buffer.concat(err).toString() });
    });
  });
}
