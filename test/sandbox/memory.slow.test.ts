import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { build } from 'esbuild';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import type { Sandbox } from '../../src/sandbox/server.ts';
import { type Client, signIn } from './client.ts';

const MIB = 1024 * 1024;
const SIZE = 256;

// The sandbox runs in its own process: in this process, the client's buffers would count too.
const PROGRAM = `
import { startSandbox } from ${JSON.stringify(resolve('src/sandbox/server.ts'))};
const sandbox = await startSandbox({ dataDir: process.argv[2] ?? null });
process.on('message', () => process.send(process.resourceUsage().maxRSS * 1024));
process.send({ authUrl: sandbox.authUrl, imageUrl: sandbox.imageUrl, region: sandbox.region, env: sandbox.env });
`;

let directory: string;
let child: ChildProcess | undefined;
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'sandbox-'));
  const entry = join(directory, 'entry.ts');
  await writeFile(entry, PROGRAM);
  const outfile = join(directory, 'program.mjs');
  await build({
    entryPoints: [entry],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    logLevel: 'error',
  });
});
afterEach(async () => {
  if (child === undefined) return;
  const gone = once(child, 'exit');
  child.kill();
  await gone;
});
afterAll(() => rm(directory, { recursive: true }));

async function start(dataDir?: string): Promise<Client> {
  child = fork(join(directory, 'program.mjs'), dataDir === undefined ? [] : [dataDir]);
  const [sandbox] = (await once(child, 'message')) as [Sandbox];
  return signIn(sandbox);
}

/** The most memory that the sandbox has taken so far, in bytes. */
async function peak(): Promise<number> {
  child!.send('peak');
  const [bytes] = (await once(child!, 'message')) as [number];
  return bytes;
}

/** Repeats one block, and measures each time before it is sent. */
function data(look: () => Promise<void> = async () => {}): ReadableStream {
  const block = Buffer.alloc(MIB, 7);
  async function* make(): AsyncGenerator<Uint8Array> {
    for (let at = 0; at < SIZE; at++) {
      await look();
      yield block;
    }
  }
  return ReadableStream.from(make());
}

test('a sandbox with a data directory needs little memory for an upload and a download', async () => {
  const dataDir = join(directory, 'data');
  const admin = await start(dataDir);
  const id = await admin.create();
  const part = join(dataDir, 'data', 'fast', `${id}.part`);
  let onDisk = 0;
  const look = async (): Promise<void> => {
    onDisk = await stat(part).then(
      ({ size }) => size,
      () => 0,
    );
  };
  const before = await peak();

  await admin.upload(id, data(look));
  const answer = await admin.images('GET', `/images/${id}/file`);
  let received = 0;
  for await (const block of answer.body!) received += block.length;

  expect(received).toBe(SIZE * MIB);
  expect(onDisk).toBeGreaterThan((SIZE / 2) * MIB);
  expect((await peak()) - before).toBeLessThan((SIZE / 2) * MIB);
});

test('a sandbox in memory keeps an image of several stores once', async () => {
  const admin = await start();
  const id = await admin.create();
  const before = await peak();

  await admin.upload(id, data());
  const copy = { method: { name: 'copy-image' }, stores: ['slow'] };
  expect((await admin.images('POST', `/images/${id}/import`, copy)).status).toBe(202);

  await expect.poll(async () => (await admin.show(id)).stores).toBe('fast,slow');
  expect((await peak()) - before).toBeLessThan(SIZE * 1.5 * MIB);
});
