import { spawn } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Sandbox, startSandbox } from '../../src/sandbox/server.ts';
import { type Loopback, startLoopback } from '../support/loopback.ts';
import { buildProgram, type Child, ended, type Program } from '../support/program.ts';

const CONTENT = randomBytes(4_000_000);
const SHA256 = createHash('sha256').update(CONTENT).digest('hex');

let program: Program;
let sandbox: Sandbox;
let mirror: Loopback;
/** Bytes and requests that the mirror was asked for. */
let served: { bytes: number; gets: number };
/** Number of bytes after which the mirror stops its next answers. */
let stopAt: number;
let stopped: () => void;
let children: Child[];

beforeAll(async () => {
  program = await buildProgram();
});
afterAll(() => program.remove());
beforeEach(async () => {
  children = [];
  served = { bytes: 0, gets: 0 };
  stopAt = Number.POSITIVE_INFINITY;
  stopped = () => {};
  mirror = await startLoopback((request, response) => {
    const start = Number(/^bytes=(\d+)-$/.exec(request.headers.range ?? '')?.[1] ?? 0);
    const body = CONTENT.subarray(start);
    const part = { 'content-range': `bytes ${start}-${CONTENT.length - 1}/${CONTENT.length}` };
    response.writeHead(start > 0 ? 206 : 200, {
      'content-length': body.length,
      etag: '"v1"',
      ...(start > 0 ? part : {}),
    });
    if (request.method === 'HEAD') return void response.end();
    served.gets += 1;
    const sent = body.subarray(0, stopAt);
    served.bytes += sent.length;
    if (sent.length === body.length) return void response.end(sent);
    response.write(sent, () => stopped());
  });
  sandbox = await startSandbox();
});
afterEach(async () => {
  for (const child of children) child.kill('SIGKILL');
  await mirror.close();
  await sandbox.close();
  for (const name of ['cache', 'images', '.local', '.cache']) {
    rmSync(join(program.folder, name), { recursive: true, force: true });
  }
});

function start(...argv: readonly string[]): Child {
  const child = program.start(argv, { ...sandbox.env });
  children.push(child);
  return child;
}

/** Writes a state file with one image, and returns its name. Runs on different stacks do not wait for each other. */
function writeState(stack: string, image: object = {}): string {
  const source = `${mirror.url}/disk.img`;
  const images = [{ name: stack, format: 'raw', source, checksum: `sha256:${SHA256}`, ...image }];
  program.write(`${stack}.yaml`, JSON.stringify({ glance: { server: { name: stack, images } } }));
  return `${stack}.yaml`;
}

function apply(file: string, ...more: readonly string[]): Child {
  return start('apply', '-f', file, '--yes', '--cache', 'cache', ...more);
}

function entry(): string {
  return join(program.folder, 'cache', 'sha256', SHA256.slice(0, 2), SHA256);
}

/** Stops the run with this signal after it has kept about so many bytes. */
async function stopWith(signal: NodeJS.Signals, file: string, bytes: number): Promise<void> {
  stopAt = bytes;
  const isStopped = new Promise<void>((resolve) => {
    stopped = resolve;
  });
  const child = apply(file);
  await isStopped;
  const drafts = join(program.folder, 'cache', 'partial');
  const sizes = () =>
    (existsSync(drafts) ? readdirSync(drafts) : [])
      .filter((name) => name.endsWith('.part'))
      .map((name) => statSync(join(drafts, name)).size);
  await expect.poll(sizes).toEqual([bytes]);
  child.kill(signal);
  await ended(child);
  stopAt = Number.POSITIVE_INFINITY;
}

describe('--cache', () => {
  it('--cache is not changed by plan, is filled by apply, and then spares later runs the download', async () => {
    const file = writeState('one');
    const planned = await ended(start('plan', '-f', file, '--cache', 'cache', '--cache-size', '1G'));
    expect(planned.code).toBe(0);
    expect(planned.stdout).toContain('reconcile apply -f one.yaml --cache cache --cache-size 1073741824');
    expect(existsSync(join(program.folder, 'cache'))).toBe(false);

    expect((await ended(apply(file))).code).toBe(0);
    expect(readFileSync(entry()).equals(CONTENT)).toBe(true);

    expect((await ended(apply(writeState('two')))).code).toBe(0);
    expect(served).toEqual({ bytes: CONTENT.length, gets: 1 });
  });

  it('--cache serves two runs at once with one download', async () => {
    const both = await Promise.all(['one', 'two'].map((stack) => ended(apply(writeState(stack)))));
    expect(both.map(({ code, stderr }) => [code, stderr.includes('warning')])).toEqual([
      [0, false],
      [0, false],
    ]);
    expect(served).toEqual({ bytes: CONTENT.length, gets: 1 });
  });

  it.each(['SIGKILL', 'SIGTERM'] as const)(
    '--cache lets a run continue the download of a run that %s ended',
    async (signal) => {
      const file = writeState('one');
      await stopWith(signal, file, 3_000_000);

      const again = await ended(apply(file));
      expect(again.code).toBe(0);
      expect(served).toEqual({ bytes: CONTENT.length, gets: 2 });
      expect(readFileSync(entry()).equals(CONTENT)).toBe(true);
      expect(readdirSync(join(program.folder, 'cache', 'partial'))).toEqual([]);
    },
  );

  it('--cache is not larger than --cache-size after a run, including broken downloads', async () => {
    const file = writeState('one');
    await stopWith('SIGKILL', file, 3_000_000);
    const other = writeState('two', { state: 'absent', source: undefined, checksum: undefined });
    const idle = writeState('three', { source: undefined, checksum: undefined, file: 'three.img' });
    program.write('three.img', 'a local file');
    expect((await ended(apply(other))).code).toBe(0);
    expect((await ended(apply(idle, '--cache-size', '1M'))).code).toBe(0);
    expect(readdirSync(join(program.folder, 'cache', 'partial'))).toEqual([]);
  });

  it('--cache downloads a damaged entry again, and warns', async () => {
    expect((await ended(apply(writeState('one')))).code).toBe(0);
    program.write(join('cache', 'sha256', SHA256.slice(0, 2), SHA256), 'damaged'.padEnd(CONTENT.length));
    const { code, stderr } = await ended(apply(writeState('two')));
    expect(code).toBe(0);
    expect(stderr).toMatch(/was damaged: reconcile removed it/);
    expect(served.gets).toBe(2);
    expect(readFileSync(entry()).equals(CONTENT)).toBe(true);
  });
});

describe('a cache without room for a download', () => {
  it('a cache without room for a download is a warning: the image is uploaded all the same, and no draft stays', async () => {
    const file = writeState('one');
    // The file system's limit for this process: half a MiB a file. Node would die of the signal that goes with it.
    const limited = `trap '' XFSZ; ulimit -f 1024; exec "$0" "$@"`;
    const argv = [program.path, 'apply', '-f', file, '--yes', '--cache', 'cache'];
    const child = spawn('sh', ['-c', limited, process.execPath, ...argv], {
      cwd: program.folder,
      env: { PATH: process.env.PATH, HOME: program.folder, ...sandbox.env },
      stdio: ['pipe', 'pipe', 'pipe'],
    });
    children.push(child);
    const { code, stderr } = await ended(child);
    expect({ code, stderr }).toEqual({ code: 0, stderr: expect.stringContaining('is not kept: EFBIG') });
    expect(readdirSync(join(program.folder, 'cache', 'partial'))).toEqual([]);
  });
});

describe('`file:` beside a source', () => {
  it('`file:` beside a source names the kept download, so that a second run downloads nothing', async () => {
    const fields = { file: 'images/disk.img' };
    for (const stack of ['one', 'two']) {
      const { code } = await ended(start('apply', '-f', writeState(stack, fields), '--yes'));
      expect(code).toBe(0);
    }
    expect(served).toEqual({ bytes: CONTENT.length, gets: 1 });
    const path = join(program.folder, 'images', 'disk.img');
    expect(readFileSync(path).equals(CONTENT)).toBe(true);
    expect(statSync(path).mode & 0o777).toBe(0o600);
  });
});
