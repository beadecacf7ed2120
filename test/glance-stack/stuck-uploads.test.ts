import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import type { ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { execa } from 'execa';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { Glance } from '../../src/glance/client.ts';
import type { Image } from '../../src/model/image.ts';
import { MARKER } from '../../src/model/marker.ts';
import type { Connection } from '../../src/openstack/connect.ts';
import { openServiceStack, type ServiceStack } from '../nightly/support/service-stack.ts';
import { digest } from '../support/digest.ts';
import { type ImageServer, serveImages } from '../support/image-server.ts';
import { connectAs } from './real-cloud.ts';

const MINUTE = 60_000;
const PROGRAM = resolve('dist/main.js');

/** More than Glance reads ahead. */
const CONTENT = Buffer.alloc(48 * 1024 * 1024, 'bytes of the image ');
const HALF = CONTENT.length / 2;

let stack: ServiceStack;
let connection: Connection;
let glance: Glance;
let folder: string;
let source: ImageServer;
beforeAll(async () => {
  stack = await openServiceStack();
  connection = await connectAs(stack.env);
  glance = new Glance(connection.image);
}, 3 * MINUTE);
afterAll(async () => {
  await connection?.close();
  stack?.close();
}, MINUTE);

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'reconcile-stuck-'));
  source = await serveImages();
});
afterEach(async () => {
  await source.close();
  await rm(folder, { recursive: true, force: true });
});

/** A source whose first transfer waits after its first half; `finish` sends the rest. */
function serveHalfway(): { readonly url: string; readonly finish: () => void } {
  let waiting: ServerResponse | null = null;
  const url = source.put('image.raw', (request, response) => {
    response.writeHead(200, { 'content-length': CONTENT.length });
    if (request.method === 'HEAD') response.end();
    else if (waiting !== null) response.end(CONTENT);
    else {
      waiting = response;
      response.write(CONTENT.subarray(0, HALF));
    }
  });
  return { url, finish: () => waiting?.end(CONTENT.subarray(HALF)) };
}

async function writeState(name: string, url: string): Promise<void> {
  const image = { name, format: 'raw', source: url, checksum: `sha256:${digest('sha256', CONTENT)}` };
  await writeFile(
    join(folder, 'glance.yaml'),
    JSON.stringify({ glance: { server: { name, images: [image] } } }),
  );
}

function apply() {
  return execa(process.execPath, [PROGRAM, 'apply', '--yes', '--format', 'json'], {
    cwd: folder,
    env: { PATH: process.env.PATH ?? '', HOME: folder, ...stack.env },
    extendEnv: false,
    reject: false,
    stdin: 'ignore',
  });
}

async function imagesOf(name: string): Promise<readonly Image[]> {
  const found: Image[] = [];
  for (const hidden of [false, true]) {
    for await (const image of glance.images.list({ hidden, properties: { [MARKER.image]: name } }))
      found.push(image);
  }
  return found;
}

async function savingImage(name: string): Promise<string> {
  let id = '';
  await expect
    .poll(
      async () => {
        const [image] = (await imagesOf(name)).filter(({ status }) => status === 'saving');
        id = image?.id ?? '';
        return id;
      },
      { timeout: MINUTE },
    )
    .not.toBe('');
  return id;
}

/** The one image that is left holds exactly the bytes of the source. */
async function expectStored(name: string, stuck: string): Promise<void> {
  const [image, ...others] = await imagesOf(name);
  expect(others).toEqual([]);
  expect(image).toMatchObject({ name, status: 'active', size: CONTENT.length });
  expect(image?.id).not.toBe(stuck);
  expect(image?.hashValue).toBe(digest('sha512', CONTENT));
  const blocks: Buffer[] = [];
  for await (const block of glance.data.read(image?.id ?? '')) blocks.push(Buffer.from(block));
  expect(Buffer.concat(blocks).equals(CONTENT)).toBe(true);
  expect(await glance.images.find(stuck)).toBeNull();
}

it('a Glance that is killed in mid-upload and started again gets the data as a new image, in the same run', {
  timeout: 4 * MINUTE,
}, async () => {
  const { url, finish } = serveHalfway();
  await writeState('killed', url);
  const run = apply();
  const stuck = await savingImage('killed');
  stack.signal('glance', 'SIGKILL');
  finish();
  await stack.start();
  expect((await glance.images.get(stuck)).status).toBe('saving');
  const startedAt = performance.now();
  const { exitCode, stderr } = await run;
  expect(exitCode, stderr).toBe(0);
  expect(performance.now() - startedAt).toBeLessThan(MINUTE);
  expect(stderr).toContain(stuck);
  await expectStored('killed', stuck);
});

it('a Glance that stays away until the run has failed gets the data from the next run, within seconds', {
  timeout: 6 * MINUTE,
}, async () => {
  const { url, finish } = serveHalfway();
  await writeState('away', url);
  const run = apply();
  const stuck = await savingImage('away');
  stack.signal('glance', 'SIGKILL');
  finish();
  expect((await run).exitCode).not.toBe(0);
  await stack.start();
  expect((await glance.images.get(stuck)).status).toBe('saving');
  const startedAt = performance.now();
  const again = await apply();
  expect(again.exitCode, again.stderr).toBe(0);
  expect(performance.now() - startedAt).toBeLessThan(MINUTE);
  await expectStored('away', stuck);
});

it('a Glance that answers 500, because its database is locked, gets the data as a new image in the same run', {
  timeout: 4 * MINUTE,
}, async () => {
  const config = join(stack.dir, 'etc', 'glance-api.conf');
  const text = await readFile(config, 'utf8');
  await writeFile(config, text.replace(/timeout=60/g, 'timeout=1'));
  stack.signal('glance', 'SIGKILL');
  await stack.start();

  const { url, finish } = serveHalfway();
  await writeState('locked', url);
  const run = apply();
  const stuck = await savingImage('locked');
  const lock = spawn('/usr/bin/python3', ['-c', LOCK, join(stack.dir, 'glance.db')], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  await once(lock.stdout, 'data');
  finish();
  // The lock ends once Glance has given up, and the run looks at the image.
  await expect
    .poll(
      async () =>
        (await readFile(join(stack.dir, 'log', 'glance.log'), 'utf8')).includes('database is locked'),
      {
        timeout: MINUTE,
      },
    )
    .toBe(true);
  lock.stdin.end();
  await once(lock, 'exit');
  const { exitCode, stderr } = await run;
  expect(exitCode, stderr).toBe(0);
  expect(stderr).toContain(`the upload into ${stuck} can never end`);
  await expectStored('locked', stuck);
});

/** Holds the write lock of an SQLite database until its input ends. */
const LOCK = `
import sqlite3, sys
database = sqlite3.connect(sys.argv[1], isolation_level=None, timeout=30)
database.execute('begin immediate')
print('locked', flush=True)
sys.stdin.read()
database.execute('rollback')
`;
