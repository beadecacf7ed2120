import { execFileSync, spawn } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { Glance } from '../../src/glance/client.ts';
import type { Image } from '../../src/model/image.ts';
import type { Report } from '../../src/model/report.ts';
import { Secrets } from '../../src/model/secrets.ts';
import { connect } from '../../src/openstack/connect.ts';
import { type Fault, type ObservedRequest, type Sandbox, startSandbox } from '../../src/sandbox/server.ts';
import {
  buildProgram,
  type Child,
  ended,
  type Mirror,
  type Program,
  says,
  startMirror,
} from '../support/program.ts';

let program: Program;
let sandbox: Sandbox;
let mirror: Mirror;
let children: Child[];
let fault: (request: ObservedRequest) => Fault | undefined;

beforeAll(async () => {
  program = await buildProgram();
});
afterAll(() => program.remove());
beforeEach(async () => {
  children = [];
  fault = () => undefined;
  [sandbox, mirror] = await Promise.all([
    startSandbox({ fault: (request) => fault(request) }),
    startMirror(),
  ]);
});
afterEach(async () => {
  for (const child of children) child.kill('SIGKILL');
  mirror.close();
  await sandbox.close();
  rmSync(join(program.folder, '.local'), { recursive: true, force: true });
});

function start(...argv: readonly string[]): Child {
  const child = program.start(argv, { ...sandbox.env });
  children.push(child);
  return child;
}

/** Writes the default state file with raw images from the mirror, by name. */
function writeState(...names: readonly string[]): void {
  const images = names.map((name) => `{name: ${name}, format: raw, source: "${mirror.url(name)}"}`);
  program.write('glance.yaml', `glance: {server: {name: prod, images: [${images.join(', ')}]}}\n`);
}

async function liveImages(): Promise<readonly Image[]> {
  const connection = await connect({
    reference: {},
    env: sandbox.env,
    cwd: program.folder,
    home: program.folder,
    secrets: new Secrets(),
  });
  const { images } = new Glance(connection.image);
  const found: Image[] = [];
  for (const hidden of [false, true]) {
    for await (const image of images.list({ hidden, visibility: 'all' })) found.push(image);
  }
  await connection.close();
  return found;
}

function readReport(file: string): Report & { readonly error?: { readonly code: string } } {
  return JSON.parse(readFileSync(join(program.folder, file), 'utf8'));
}

function locks(): readonly string[] {
  const folder = join(program.folder, '.local/state/glance-reconcile');
  return existsSync(folder) ? readdirSync(folder) : [];
}

async function expectConvergence(): Promise<void> {
  mirror.letGo();
  expect((await ended(start('apply', '--yes'))).code).toBe(0);
  expect((await ended(start('plan', '--detailed-exitcode'))).code).toBe(0);
}

/** An answer that makes a client wait for a minute. */
const BUSY: Fault = { status: 503, headers: { 'retry-after': '60' } };

const SIGNALS = [
  ['SIGINT', 130],
  ['SIGTERM', 143],
  ['SIGHUP', 129],
] as const;

describe.each(SIGNALS)('%s', (signal, code) => {
  it('a signal during an upload stops it: no image is published, and the next run converges', async () => {
    writeState('one');
    const child = start('apply', '--yes', '--report', 'json=report.json', '--report', 'text=report.txt');
    await mirror.asked('one');
    child.kill(signal);
    const outcome = await ended(child);

    expect(outcome.code).toBe(code);
    expect(outcome.stdout).toContain('Interrupted: 0 done, 1 interrupted');
    expect(outcome.stderr).toContain(`${signal}: stopping cleanly; a second signal stops at once`);
    expect(readFileSync(join(program.folder, 'report.txt'), 'utf8')).toContain('Interrupted: ');
    expect(readReport('report.json')).toMatchObject({
      interrupted: true,
      changes: [{ name: 'one', outcome: 'failed', error: { code: 'interrupted' } }],
    });
    expect(await liveImages()).toEqual([]);
    expect(locks()).toEqual([]);
    await expectConvergence();
    expect((await liveImages()).map(({ name, status }) => [name, status])).toEqual([['one', 'active']]);
  });

  it('a signal during a replacement leaves the old image unchanged', async () => {
    writeState('one');
    mirror.letGo();
    expect((await ended(start('apply', '--yes'))).code).toBe(0);
    const before = await liveImages();
    mirror.close();
    mirror = await startMirror();
    const digest = 'c'.repeat(64);
    program.write(
      'glance.yaml',
      `glance: {server: {name: prod, images: [{name: one, format: raw, source: "${mirror.url('new')}", checksum: "sha256:${digest}"}]}}\n`,
    );
    const child = start('apply', '--yes');
    await mirror.asked('new');
    child.kill(signal);
    expect((await ended(child)).code).toBe(code);
    expect(await liveImages()).toEqual(before);
  });

  it('a signal between two images keeps the first image, and skips the second', async () => {
    writeState('one', 'two', 'three');
    const child = start('apply', '--yes', '--parallelism', '1', '--report', 'json=report.json');
    const outcome = ended(child);
    mirror.letGo('one');
    await mirror.asked('two');
    child.kill(signal);
    expect((await outcome).code).toBe(code);
    const { changes } = readReport('report.json');
    expect(changes.map((change) => [change.name, change.outcome])).toEqual([
      ['one', 'done'],
      ['two', 'failed'],
      ['three', 'skipped'],
    ]);
    expect((await liveImages()).map((image) => image.name)).toEqual(['one']);
    await expectConvergence();
  });

  it.each([
    ['for Keystone', ({ service }) => service === 'identity'],
    ['for the versions', ({ service, path }) => service === 'image' && !path.includes('/v2/')],
    ['for a listing', ({ path }) => path.includes('/v2/images')],
  ] as readonly (readonly [string, (request: ObservedRequest) => boolean])[])(
    'a signal while a run waits %s ends it, with a report that says why there is no plan',
    async (_what, isBusy) => {
      writeState('one');
      const asked = new Promise<void>((resolve) => {
        fault = (request) => {
          if (!isBusy(request)) return undefined;
          resolve();
          return BUSY;
        };
      });
      const child = start('apply', '--yes', '--report', 'json=report.json');
      const outcome = ended(child);
      await asked;
      child.kill(signal);
      expect(await outcome).toMatchObject({ code, stdout: '' });
      expect((await outcome).stderr).toContain(`interrupted by ${signal}`);
      expect(readReport('report.json')).toMatchObject({ changes: [], error: { code: 'interrupted' } });
      expect(locks()).toEqual([]);
    },
  );

  it('a signal a second time ends the process at once, and removes its lock', async () => {
    writeState('one');
    // The clean-up after the first signal takes long.
    fault = ({ method }) => (method === 'DELETE' ? BUSY : undefined);
    const child = start('apply', '--yes');
    const outcome = ended(child);
    await mirror.asked('one');
    child.kill(signal);
    await says(child.stderr, 'stopping cleanly');
    child.kill(signal);
    expect((await outcome).code).toBe(code);
    expect(locks()).toEqual([]);
    fault = () => undefined;
    await expectConvergence();
    expect(await liveImages()).toHaveLength(1);
  });
});

describe('between publishing the new image and retiring the old one', () => {
  /** Starts a replacement, which publishes its new image. The service delays its last request. */
  async function startReplacement(): Promise<{ readonly child: Child; readonly retiring: Promise<void> }> {
    mirror.letGo();
    writeState('one');
    expect((await ended(start('apply', '--yes'))).code).toBe(0);
    const [old] = await liveImages();
    program.write('new.img', 'new');
    program.write(
      'glance.yaml',
      'glance: {server: {name: prod, images: [{name: one, format: raw, file: new.img}]}}\n',
    );
    const retiring = new Promise<void>((resolve) => {
      fault = ({ method, path }) => {
        if (method !== 'PATCH' || !path.endsWith(`/${old?.id}`)) return undefined;
        resolve();
        return BUSY;
      };
    });
    return { child: start('apply', '--yes'), retiring };
  }

  const published = async () =>
    (await liveImages()).filter(({ name, hidden }) => name === 'one' && !hidden).length;

  it('a first signal between publishing and retiring waits ten seconds at most for the retirement, and reports the rest', async () => {
    const { child, retiring } = await startReplacement();
    const outcome = ended(child);
    await retiring;
    child.kill('SIGTERM');
    expect((await outcome).code).toBe(143);
    expect((await outcome).stderr).toContain(
      'the new image is published; the next run does the remaining steps',
    );
    expect(await published()).toBe(2);
    fault = () => undefined;
    await expectConvergence();
    expect(await published()).toBe(1);
  });

  it('a second signal between publishing and retiring ends the process at once', async () => {
    const { child, retiring } = await startReplacement();
    const outcome = ended(child);
    await retiring;
    child.kill('SIGINT');
    await says(child.stderr, 'stopping cleanly');
    child.kill('SIGINT');
    expect((await outcome).code).toBe(130);
    expect((await outcome).stdout).not.toContain('Interrupted');
    fault = () => undefined;
    await expectConvergence();
    expect(await published()).toBe(1);
  });
});

/** The sequences by which the live display begins and removes a line (xterm: DECTCEM; ECMA-48: EL). */
const HIDE_CURSOR = '\x1b[?25l';
const ERASE = '\x1b[2K';

/** Runs the program on a terminal of its own, from script(1). The test types there as on a keyboard. */
function startOnTerminal(...argv: readonly string[]): Child {
  const command = [process.execPath, program.path, ...argv].map((word) => `'${word}'`).join(' ');
  const child = spawn('script', ['-qefc', command, '/dev/null'], {
    cwd: program.folder,
    env: { PATH: process.env.PATH, HOME: program.folder, TERM: 'xterm', ...sandbox.env },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  children.push(child);
  return child;
}

describe.skipIf(!hasScript())('on a terminal', () => {
  it('Ctrl-C at the question on a terminal ends the run without a change', async () => {
    writeState('one');
    const child = startOnTerminal('apply', '--report', 'json=report.json');
    const outcome = ended(child);
    await says(child.stdout, 'Apply this?');
    child.stdin.write('\x03');
    expect((await outcome).code).toBe(130);
    expect(readReport('report.json')).toMatchObject({ error: { code: 'interrupted' } });
    expect(await liveImages()).toEqual([]);
    expect(locks()).toEqual([]);
  });

  it('Ctrl-C during an upload removes the live display before the message', async () => {
    writeState('one');
    const child = startOnTerminal('apply', '--yes');
    const outcome = ended(child);
    await says(child.stdout, HIDE_CURSOR);
    await mirror.asked('one');
    child.stdin.write('\x03');
    const { code, stdout } = await outcome;
    expect(code).toBe(130);
    const said = stdout.indexOf('SIGINT: stopping cleanly');
    const erased = stdout.lastIndexOf(ERASE, said);
    expect(erased).toBeGreaterThan(stdout.indexOf(HIDE_CURSOR));
    expect(stdout.slice(erased, said)).not.toContain('one');
    expect(stdout.slice(said)).not.toMatch(/\bone\b.*upload/);
    expect(stdout).toContain('Interrupted:');
  });

  it('the run stops as cleanly when the terminal goes away during an upload', async () => {
    writeState('one');
    const child = startOnTerminal('apply', '--yes', '--report', 'json=report.json');
    const outcome = ended(child);
    await says(child.stdout, HIDE_CURSOR);
    await mirror.asked('one');
    const [pid] = runsOf(program.path);
    child.kill('SIGKILL');
    await outcome;
    while (runsOf(program.path).includes(pid ?? 0)) await new Promise(setImmediate);
    expect(readReport('report.json')).toMatchObject({ interrupted: true });
    expect(await liveImages()).toEqual([]);
    expect(locks()).toEqual([]);
  });

  it('the end of input at the question on a terminal means no, and yes means yes', async () => {
    writeState('one');
    mirror.letGo();
    const declined = startOnTerminal('apply');
    const answer = ended(declined);
    await says(declined.stdout, 'Apply this?');
    declined.stdin.write('\x04');
    expect((await answer).code).toBe(6);
    expect(await liveImages()).toEqual([]);

    const agreed = startOnTerminal('apply');
    const done = ended(agreed);
    await says(agreed.stdout, 'Apply this?');
    agreed.stdin.write('yes\r');
    expect((await done).code).toBe(0);
    expect(await liveImages()).toHaveLength(1);
  });
});

/** Ids of the processes that run a program. */
function runsOf(path: string): readonly number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((pid) => {
      try {
        const [name = '', script] = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0');
        return name === process.execPath && script === path;
      } catch {
        return false;
      }
    })
    .map(Number);
}

function hasScript(): boolean {
  try {
    execFileSync('script', ['--version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}
