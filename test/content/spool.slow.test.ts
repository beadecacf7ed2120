import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, rm, stat, utimes } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openSpool, type Room } from '../../src/content/spool.ts';
import { collect, streamOf } from './unpack/harness.ts';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'reconcile-spool-test-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const MIB = 1024 ** 2;
const own = hostname().replace(/[^A-Za-z0-9_-]/g, '_');

test('a spool keeps files for its owner alone until it is removed', async () => {
  const spool = await openSpool({ directory: folder });
  const bytes = Buffer.concat([Buffer.alloc(200_000), Buffer.from('data'), Buffer.alloc(300_000)]);
  const file = await spool.write('disk', streamOf(bytes, 100_000));
  expect(file.bytes).toBe(bytes.length);
  expect((await collect(file.read())).equals(bytes)).toBe(true);
  expect((await collect(file.read(199_999))).equals(bytes.subarray(199_999))).toBe(true);
  const [name = ''] = await readdir(folder);
  expect(name).toMatch(new RegExp(`^reconcile-spool\\.${own}\\.${process.pid}\\.`));
  expect((await stat(join(folder, name))).mode & 0o777).toBe(0o700);
  expect((await stat(file.path)).mode & 0o777).toBe(0o600);
  await spool.remove();
  await spool.remove();
  expect(await readdir(folder)).toEqual([]);
});

test('zeros in a spooled file take no room', async () => {
  const spool = await openSpool({ directory: folder });
  const file = await spool.write('disk', streamOf(Buffer.alloc(20 * MIB), MIB));
  expect(file.bytes).toBe(20 * MIB);
  expect((await stat(file.path)).blocks).toBeLessThan(100);
  expect((await collect(file.read())).equals(Buffer.alloc(20 * MIB))).toBe(true);
  await spool.remove();
});

test('a spool checks the free room before and while it writes, and leaves some to other programs', async () => {
  let room: Room = { free: 400 * MIB, total: 100_000 * MIB };
  const spool = await openSpool({ directory: folder, room: async () => room });
  await spool.demandRoom(100 * MIB);
  await expect(spool.demandRoom(200 * MIB)).rejects.toThrow(
    `${folder} has not enough room for temporary files: 209715200 more bytes are needed, and 150994944 are free to use`,
  );
  async function* filling() {
    for (let block = 0; block < 1000; block++) {
      room = { ...room, free: room.free - MIB };
      yield Buffer.alloc(MIB, 1);
    }
  }
  await expect(spool.write('disk', filling())).rejects.toMatchObject({ code: 'no-room', hint: /TMPDIR/ });
  expect(existsSync(spool.path('disk'))).toBe(false);
  await spool.remove();
});

test('a stream that breaks leaves no file in the spool', async () => {
  const spool = await openSpool({ directory: folder });
  async function* broken() {
    yield Buffer.from('data');
    throw new Error('broken');
  }
  await expect(spool.write('disk', broken())).rejects.toThrow('broken');
  expect(existsSync(spool.path('disk'))).toBe(false);
  await spool.remove();
});

test('a spool reports a directory in which it cannot make a temporary directory', async () => {
  await expect(openSpool({ directory: join(folder, 'nowhere') })).rejects.toMatchObject({
    code: 'no-room',
    message: /cannot make a temporary directory in .*nowhere/,
  });
});

test('a spool removes the directories of dead runs and nothing else', async () => {
  const gone = await deadProcess();
  const minutes = (count: number) => new Date(Date.now() - count * 60_000);
  const directories: Readonly<Record<string, Date>> = {
    [`reconcile-spool.${own}.${gone}.aaaaaa`]: minutes(10),
    // Its process may run in another container and be invisible here.
    [`reconcile-spool.${own}.${gone}.bbbbbb`]: minutes(1),
    [`reconcile-spool.${own}.${process.pid}.cccccc`]: minutes(10),
    'reconcile-spool.elsewhere.1.dddddd': minutes(10),
    'reconcile-spool.elsewhere.1.eeeeee': minutes(60 * 25),
    'reconcile-spool.odd': minutes(60 * 25),
    'another.tool': minutes(60 * 25),
  };
  for (const [name, at] of Object.entries(directories)) {
    await mkdir(join(folder, name, 'inner'), { recursive: true });
    await utimes(join(folder, name), at, at);
  }
  const spool = await openSpool({ directory: folder });
  await spool.remove();
  expect((await readdir(folder)).sort()).toEqual(
    [
      'another.tool',
      'reconcile-spool.elsewhere.1.dddddd',
      `reconcile-spool.${own}.${gone}.bbbbbb`,
      `reconcile-spool.${own}.${process.pid}.cccccc`,
      'reconcile-spool.odd',
    ].sort(),
  );
});

test('a spool is removed when its process exits', async () => {
  const script = `
    import { openSpool } from ${JSON.stringify(await bundled())};
    const spool = await openSpool({ directory: ${JSON.stringify(folder)} });
    await spool.write('disk', (async function* () { yield Buffer.from('data'); })());
    process.exit(3);
  `;
  const { exitCode } = await execa(process.execPath, ['--input-type=module', '-e', script], {
    reject: false,
  });
  expect(exitCode).toBe(3);
  expect((await readdir(folder)).filter((name) => name.startsWith('reconcile-spool'))).toEqual([]);
});

async function deadProcess(): Promise<number> {
  const child = execa('true');
  const { pid = 0 } = child;
  await child;
  return pid;
}

/** The module as JavaScript, beside the directories under test. */
async function bundled(): Promise<string> {
  const { build } = await import('esbuild');
  const outfile = join(folder, 'spool.mjs');
  await build({
    entryPoints: ['src/content/spool.ts'],
    bundle: true,
    platform: 'node',
    format: 'esm',
    outfile,
    logLevel: 'error',
  });
  return outfile;
}
