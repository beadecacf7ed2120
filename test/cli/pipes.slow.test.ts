import { execFileSync, spawn } from 'node:child_process';
import { closeSync, constants, openSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Sandbox, startSandbox } from '../../src/sandbox/server.ts';
import { buildProgram, type Child, ended, type Program } from '../support/program.ts';

const STATE = 'glance: {server: {name: prod, images: [{name: one, state: absent}]}}\n';

let program: Program;
let sandbox: Sandbox;
let children: Child[];
let fifo: string;
let writers: number[];

beforeAll(async () => {
  program = await buildProgram();
});
afterAll(() => program.remove());
beforeEach(async () => {
  children = [];
  writers = [];
  sandbox = await startSandbox();
  program.write('glance.yaml', STATE);
  fifo = join(program.folder, 'fifo.yaml');
  execFileSync('mkfifo', [fifo]);
});
afterEach(async () => {
  for (const child of children) child.kill('SIGKILL');
  for (const writer of writers) closeSync(writer);
  rmSync(fifo);
  await sandbox.close();
});

function start(argv: readonly string[], env: Readonly<Record<string, string>> = {}): Child {
  const child = program.start(argv, { ...sandbox.env, ...env });
  children.push(child);
  return child;
}

/** Runs a script in a shell. */
function shell(script: string): Child {
  const child = spawn('bash', ['-c', script, process.execPath, program.path], {
    cwd: program.folder,
    env: { PATH: process.env.PATH, HOME: program.folder },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  children.push(child);
  return child;
}

/** Resolves when a process has the FIFO open for reading. Until then, opening the FIFO to write without waiting fails. */
async function isRead(): Promise<void> {
  for (;;) {
    try {
      writers.push(openSync(fifo, constants.O_WRONLY | constants.O_NONBLOCK));
      return;
    } catch {
      await new Promise(setImmediate);
    }
  }
}

describe('a first signal ends a run that waits for a pipe', () => {
  it.each<[string, string[], Record<string, string>]>([
    ['as its state file', ['plan', '-f', 'fifo.yaml'], {}],
    ['as its state file to validate', ['validate', '-f', 'fifo.yaml'], {}],
    ['as its clouds.yaml', ['plan', '--os-cloud', 'prod'], { OS_CLIENT_CONFIG_FILE: 'fifo.yaml' }],
    ['as its CA', ['plan'], { OS_CACERT: 'fifo.yaml' }],
    ['as its saved plan', ['apply', 'fifo.yaml'], {}],
    ['as what it converts', ['convert', 'openstack-image-manager', 'fifo.yaml'], {}],
  ])('a first signal ends a run that waits for a pipe %s', async (_what, argv, env) => {
    const child = start(argv, env);
    const outcome = ended(child);
    await isRead();
    child.kill('SIGTERM');
    expect(await outcome).toMatchObject({
      code: 143,
      stderr: expect.stringContaining('error: interrupted by SIGTERM'),
    });
  });
});

describe('a state file', () => {
  it.each([
    ['in a FIFO', `cat glance.yaml > fifo.yaml & exec "$0" "$1" validate -f fifo.yaml`],
    ['from a substituted process', `exec "$0" "$1" validate -f <(cat glance.yaml)`],
    ['in /dev/stdin, a pipe', `cat glance.yaml | "$0" "$1" validate -f /dev/stdin`],
    ['in /dev/stdin, a file', `exec "$0" "$1" validate -f /dev/stdin < glance.yaml`],
    ['on standard input', `cat glance.yaml | "$0" "$1" validate -f -`],
  ])('a state file may be %s', async (_where, script) => {
    expect(await ended(shell(script))).toMatchObject({ code: 0, stderr: '' });
  });
});
