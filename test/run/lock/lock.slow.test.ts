import { execFileSync, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Target } from '../../../src/model/cloud.ts';
import { createContext } from '../../../src/run/context.ts';
import { type Holder, ownHolder } from '../../../src/run/lock/holder.ts';
import { type Locks, openLocks } from '../../../src/run/lock/lock.ts';
import { releaseFile, renewFile, takeFile } from '../../../src/run/lock/lock-file.ts';
import { type Sandbox, startSandbox } from '../../../src/sandbox/server.ts';
import {
  buildProgram,
  type Child,
  ended,
  type Mirror,
  type Program,
  says,
  startMirror,
} from '../../support/program.ts';

const LONG_AGO = new Date(0).toISOString();

function holder(changes: Partial<Holder> = {}): Holder {
  return { ...ownHolder(randomUUID(), 'reconcile apply'), ...changes };
}

/** Sets the file's times as if the last renewal was this many minutes ago. */
function silence(path: string, minutes: number): void {
  const then = new Date(Date.now() - minutes * 60_000);
  utimesSync(path, then, then);
}

describe('a lock file', () => {
  let folder: string;
  let path: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'reconcile-lock-'));
    path = join(folder, 'x.lock');
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('a lock file is one file that only its owner may read, and is removed on release', () => {
    const mine = holder();
    expect(takeFile(path, mine)).toBeNull();
    expect(JSON.parse(readFileSync(path, 'utf8'))).toEqual(mine);
    expect(statSync(path).mode & 0o777).toBe(0o600);
    releaseFile(path, mine);
    expect(readdirSync(folder)).toEqual([]);
  });

  it.each([
    ['a living holder', {}, false],
    ['a process whose number another process has now', { processStart: '1' }, true],
    ['a process that has ended', { pid: 2 ** 22 + 1 }, true],
    ['another host', { host: 'elsewhere', pid: 2 ** 22 + 1 }, false],
    ['another container', { pidNamespace: 'pid:[1]', pid: 2 ** 22 + 1 }, false],
    ['a host that is a copy of this one', { boot: 'another', pid: 2 ** 22 + 1 }, false],
    ['another host, silent for two minutes', { host: 'elsewhere', startedAt: LONG_AGO }, false, 2],
    ['another host, silent for four minutes', { host: 'elsewhere' }, true, 4],
    ['another container, silent for four minutes', { pidNamespace: 'pid:[1]' }, true, 4],
    ['a living holder, silent for days', { startedAt: LONG_AGO }, false, 5000],
  ] as const)(
    'a lock file held by %s is taken over only when its holder is dead',
    (_whose, changes, isTakenOver, minutes: number = 0) => {
      const theirs = holder(changes);
      writeFileSync(path, JSON.stringify(theirs));
      silence(path, minutes);
      const mine = holder();
      expect(takeFile(path, mine)).toEqual(isTakenOver ? null : theirs);
      expect(JSON.parse(readFileSync(path, 'utf8'))).toEqual(isTakenOver ? mine : theirs);
      expect(readdirSync(folder)).toEqual(['x.lock']);
    },
  );

  it.each([
    '',
    '{',
    'null',
    '[]',
    '{"pid": 1}',
    '\0\0\0\0',
    JSON.stringify({ ...holder(), token: '../../etc/passwd' }),
  ])('a lock file that contains %j is free to take', (text) => {
    writeFileSync(path, text);
    expect(takeFile(path, holder())).toBeNull();
    expect(readdirSync(folder)).toEqual(['x.lock']);
  });

  it('a lock file is refused at once when its name belongs to a FIFO', () => {
    execFileSync('mkfifo', [path]);
    expect(() => takeFile(path, holder())).toThrow(`${path} is not a regular file`);
    expect(readdirSync(folder)).toEqual(['x.lock']);
  });

  it('a lock file is taken over when the run that was taking it over has died', () => {
    const dead = { pid: 2 ** 22 + 1 };
    const [first, second] = [holder(dead), holder(dead)];
    writeFileSync(path, JSON.stringify(first));
    writeFileSync(`${path}.next`, JSON.stringify(second));
    writeFileSync(`${path}.next.next`, '{');
    expect(takeFile(path, holder())).toBeNull();
    expect(readdirSync(folder)).toEqual(['x.lock']);
  });

  it('a lock file belongs to the living run that is taking it over from a dead holder', () => {
    const [first, second] = [holder({ pid: 2 ** 22 + 1 }), holder()];
    writeFileSync(path, JSON.stringify(first));
    writeFileSync(`${path}.next`, JSON.stringify(second));
    expect(takeFile(path, holder())).toEqual(second);
  });

  it('a lock file stays when a run that has lost it releases it', () => {
    const [late, now] = [holder(), holder()];
    writeFileSync(path, JSON.stringify(now));
    releaseFile(path, late);
    expect(existsSync(path)).toBe(true);
  });

  it('a lock file of another host’s holder stays held while it is renewed', () => {
    const theirs = holder({ host: 'elsewhere' });
    writeFileSync(path, JSON.stringify(theirs));
    silence(path, 4);
    expect(renewFile(path, theirs)).toBe(true);
    expect(takeFile(path, holder())).toEqual(theirs);
  });

  it('a lock file is not renewed by a run that has lost it', () => {
    const [late, now] = [holder(), holder({ host: 'elsewhere' })];
    writeFileSync(path, JSON.stringify(now));
    silence(path, 4);
    expect(renewFile(path, late)).toBe(false);
    expect(takeFile(path, holder())).toBeNull();
    rmSync(path);
    expect(renewFile(path, late)).toBe(false);
    expect(existsSync(path)).toBe(false);
  });

  /** Starts `contenders` runs at once, `generations` times, and returns what they log. */
  async function contend(
    generations: number,
    contenders: number,
    argv: readonly string[],
  ): Promise<readonly string[]> {
    const contender = await buildProgram('test/run/lock/lock-contender.ts');
    try {
      for (let generation = 0; generation < generations; generation++) {
        const children = Array.from({ length: contenders }, () => contender.start([folder, ...argv]));
        await Promise.all(children.map((child) => once(child, 'exit')));
      }
      return readFileSync(join(folder, 'log'), 'utf8').trim().split('\n');
    } finally {
      contender.remove();
    }
  }

  it('a lock file never has two holders when many runs take it at once and die with it', async () => {
    const [generations, contenders, rounds] = [8, 4, 10];
    const log = await contend(generations, contenders, [String(rounds)]);
    expect(log.filter((line) => line !== 'in')).toEqual([]);
    expect(log).toHaveLength(generations * contenders * rounds);
    // The last contender died holding it.
    expect(takeFile(path, holder())).toBeNull();
    expect(readdirSync(folder).sort()).toEqual(['log', 'x.lock']);
  });

  it('a lock file never has two holders when runs die while they take it, at any call of the file system', async () => {
    const log = await contend(6, 4, ['20', '0.02']);
    expect(new Set(log)).toEqual(new Set(['in']));
    expect(takeFile(path, holder())).toBeNull();
  });
});

const TARGET: Target = {
  cloud: null,
  region: 'RegionOne',
  project: 'p',
  projectId: 'p',
  user: 'u',
  endpoint: 'http://127.0.0.1:9292',
};

describe('a run that holds a lock', () => {
  let home: string;
  beforeEach(() => {
    home = mkdtempSync(join(tmpdir(), 'reconcile-lock-'));
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
  });
  afterEach(() => {
    vi.useRealTimers();
    rmSync(home, { recursive: true, force: true });
  });

  async function takeFor(target: Partial<Target>, warnings: string[] = []): Promise<Locks> {
    const log = {
      verbosity: 0,
      warn: (text: string) => warnings.push(text),
      info: () => {},
      debug: () => {},
    };
    const job = createContext({ env: {}, folders: { work: home, home }, log });
    const locks = openLocks('reconcile apply', { lockTimeout: 0 }, job);
    await locks.take({ ...TARGET, ...target }, 'prod');
    return locks;
  }

  async function take(warnings: string[] = []): Promise<{ readonly lock: Locks; readonly path: string }> {
    const lock = await takeFor({}, warnings);
    const folder = join(home, '.local/state/glance-reconcile');
    const [file = ''] = readdirSync(folder);
    return { lock, path: join(folder, file) };
  }

  const PROJECT = 'b4a1f5d8c0e94f3f8f6a7c2d1e0b9a88';
  it.each<[string, Partial<Target>, Partial<Target>, boolean]>([
    [
      'in one project, with two spellings of the endpoint',
      { projectId: PROJECT },
      { projectId: PROJECT, endpoint: 'http://localhost:9292' },
      true,
    ],
    ['not in another project', { projectId: PROJECT }, { projectId: PROJECT.replace('b', 'c') }, false],
    ['not in another region', { projectId: PROJECT }, { projectId: PROJECT, region: 'RegionTwo' }, false],
    ['without Keystone, at one endpoint', {}, {}, true],
    ['without Keystone, not at another endpoint', {}, { endpoint: 'http://other:9292' }, false],
  ])('a lock keeps out another run on the same stack: %s', async (_what, first, second, isLocked) => {
    const lock = await takeFor(first);
    const other = takeFor(second).then((taken) => {
      taken.release();
      return false;
    });
    expect(await other.catch(({ code }) => code === 'locked')).toBe(isLocked);
    lock.release();
  });

  it('a run that holds a lock renews the lock file until the release', async () => {
    const { lock, path } = await take();
    silence(path, 4);
    vi.advanceTimersByTime(60_000);
    expect(Date.now() - statSync(path).mtimeMs).toBeLessThan(60_000);
    lock.release();
    expect(existsSync(path)).toBe(false);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('a run that holds a lock warns once when another run takes the lock over, and leaves the file to that run', async () => {
    const warnings: string[] = [];
    const { lock, path } = await take(warnings);
    const theirs = JSON.stringify(holder({ host: 'elsewhere' }));
    writeFileSync(path, theirs);
    vi.advanceTimersByTime(300_000);
    lock.release();
    expect(warnings).toEqual([expect.stringContaining('has taken over the lock')]);
    expect(readFileSync(path, 'utf8')).toBe(theirs);
  });
});

describe('two runs on one stack', () => {
  let program: Program;
  let sandbox: Sandbox;
  let mirror: Mirror;
  let children: Child[];

  beforeAll(async () => {
    program = await buildProgram();
  });
  afterAll(() => program.remove());
  beforeEach(async () => {
    children = [];
    [sandbox, mirror] = await Promise.all([startSandbox(), startMirror()]);
    writeState('glance.yaml', 'prod', 'slow');
  });
  afterEach(async () => {
    for (const child of children) child.kill('SIGKILL');
    mirror.close();
    await sandbox.close();
    rmSync(join(program.folder, '.local'), { recursive: true, force: true });
  });

  function start(argv: readonly string[], env: Readonly<Record<string, string>> = {}): Child {
    const child = program.start(argv, { ...sandbox.env, ...env });
    children.push(child);
    return child;
  }

  function writeState(file: string, stack: string, image: string): void {
    program.write(
      file,
      `glance: {server: {name: ${stack}, images: [{name: ${image}, format: raw, source: "${mirror.url(image)}"}]}}\n`,
    );
  }

  function locks(): readonly string[] {
    const folder = join(program.folder, '.local/state/glance-reconcile');
    return existsSync(folder) ? readdirSync(folder).filter((file) => file.startsWith('prod-')) : [];
  }

  /** Starts a run that holds the lock and is in the middle of an upload. */
  async function startHolder(): Promise<Child> {
    const child = start(['apply', '--yes']);
    await mirror.asked('slow');
    return child;
  }

  it('two runs on one stack do not apply at once: the second names the holder, its age and --lock-timeout', async () => {
    const first = await startHolder();
    const second = await ended(start(['apply', '--yes', '--report', 'json=second.json']));
    expect(second).toMatchObject({ code: 7, stdout: '' });
    expect(second.stderr).toMatch(
      new RegExp(
        `^error: the stack "prod" in project service is locked by process ${first.pid} on \\S+ for \\d+ s \\(reconcile apply -f glance.yaml\\)\nhint: .*--lock-timeout`,
      ),
    );
    expect(JSON.parse(readFileSync(join(program.folder, 'second.json'), 'utf8'))).toMatchObject({
      changes: [],
      error: { code: 'locked' },
    });
    mirror.letGo();
    expect((await ended(first)).code).toBe(0);
    expect(locks()).toEqual([]);
  });

  it('two runs on one stack may plan, and may apply other stacks, while one applies', async () => {
    await startHolder();
    expect((await ended(start(['plan', '--detailed-exitcode']))).code).toBe(2);
    writeState('other.yaml', 'other', 'quick');
    const other = start(['apply', '--yes', '-f', 'other.yaml']);
    await mirror.asked('quick');
    mirror.letGo();
    expect((await ended(other)).code).toBe(0);
  });

  it('two runs on one stack apply one after the other with --lock-timeout, and the second says that it waits', async () => {
    const first = await startHolder();
    const second = start(['apply', '--yes', '--lock-timeout', '60']);
    const outcome = ended(second);
    await says(second.stderr, 'waiting up to 60 s for it');
    mirror.letGo();
    expect((await ended(first)).code).toBe(0);
    expect(await outcome).toMatchObject({ code: 0, stdout: expect.stringContaining('No changes') });
  });

  it('two runs on one stack wait no longer than --lock-timeout', async () => {
    await startHolder();
    expect((await ended(start(['apply', '--yes', '--lock-timeout', '1']))).code).toBe(7);
  });

  it('two runs on one stack stop waiting at a signal', async () => {
    await startHolder();
    const second = start(['apply', '--yes', '--lock-timeout', '60']);
    const outcome = ended(second);
    await says(second.stderr, 'waiting up to');
    second.kill('SIGTERM');
    expect((await outcome).code).toBe(143);
    expect(locks()).toHaveLength(1);
  });

  it('two runs on one stack do not wait for a killed run: the second takes its lock over', async () => {
    const first = await startHolder();
    first.kill('SIGKILL');
    await once(first, 'exit');
    expect(locks()).toHaveLength(1);
    mirror.letGo();
    const second = await ended(start(['apply', '--yes']));
    expect(second).toMatchObject({ code: 0, stderr: expect.not.stringContaining('lock') });
    expect(locks()).toEqual([]);
  });

  it.each(['SIGINT', 'SIGTERM'] as const)('two runs leave no lock file behind after %s', async (signal) => {
    const first = await startHolder();
    first.kill(signal);
    await ended(first);
    expect(locks()).toEqual([]);
  });

  it('two runs on one stack lock each other out when only one has a runtime folder', async () => {
    const runtime = join(program.folder, 'runtime');
    mkdirSync(runtime, { recursive: true });
    start(['apply', '--yes'], { XDG_RUNTIME_DIR: runtime });
    await mirror.asked('slow');
    expect((await ended(start(['apply', '--yes']))).code).toBe(7);
    expect(readdirSync(runtime)).toEqual([]);
  });

  it('two runs on one stack go on with a warning when no lock file can be written', async () => {
    program.write('no-folder', '');
    mirror.letGo();
    const run = await ended(
      start(['apply', '--yes'], { XDG_STATE_HOME: join(program.folder, 'no-folder'), XDG_RUNTIME_DIR: '' }),
    );
    expect(run.code).toBe(0);
    expect(run.stderr).toContain(
      'warning: no lock file can be written, so this run cannot notice another run on this host',
    );
  });

  it('two runs on one stack find no half lock file when the disk of the first was full', async () => {
    mirror.letGo();
    const state = join(program.folder, 'full');
    // A limit of 0 bytes a file is as good as a full disk: the file is made, and takes no text.
    const limited = `trap '' XFSZ; ulimit -f 0; exec "${process.execPath}" "${program.path}" apply --yes`;
    const env = { PATH: process.env.PATH ?? '', HOME: program.folder, ...sandbox.env, XDG_STATE_HOME: state };
    const child = spawn('bash', ['-c', limited], { cwd: program.folder, env });
    children.push(child);
    expect((await ended(child)).code).toBe(0);
    expect(readdirSync(join(state, 'glance-reconcile'))).toEqual([]);
  });
});
