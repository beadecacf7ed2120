import { execFileSync } from 'node:child_process';
import { appendFile, mkdtemp, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openSource } from '../../src/source/open.ts';
import { options, readAll } from '../support/source-server.ts';

let folder: string;
let path: string;
const CONTENT = Buffer.alloc(2_000_000, 'glance');

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'reconcile-file-'));
  path = join(folder, 'disk.img');
  await writeFile(path, CONTENT);
});
afterEach(() => rm(folder, { recursive: true }));

function open(at: string, signal?: AbortSignal) {
  return openSource({ kind: 'file', path: at }, options(signal ? { signal } : {}), { digests: {} });
}

test('opens a file and gives its size, also through symbolic links', async () => {
  const link = join(folder, 'link');
  await symlink(path, link);
  const opened = await open(link);
  expect(opened.bytes).toBe(CONTENT.length);
  expect(opened.validators).toBeNull();
  expect((await readAll(opened)).equals(CONTENT)).toBe(true);
});

test('gives the end of a file before and without the rest', async () => {
  await writeFile(path, Buffer.concat([CONTENT, Buffer.alloc(512, 'end')]));
  const opened = await open(path);
  expect(await opened.end?.()).toEqual(Buffer.alloc(512, 'end'));
  expect(await readAll(opened)).toHaveLength(CONTENT.length + 512);
  await writeFile(path, 'short');
  const short = await open(path);
  expect(await short.end?.()).toEqual(Buffer.from('short'));
  await short.close();
});

test('an empty file gives no bytes', async () => {
  await writeFile(path, '');
  expect(await readAll(await open(path))).toHaveLength(0);
});

test('refuses a directory, a FIFO, a device and a missing file, and says which it is', async () => {
  const fifo = join(folder, 'fifo');
  execFileSync('mkfifo', [fifo]);
  await expect(open(folder)).rejects.toThrow(`${folder} is a directory, not a regular file`);
  await expect(open(fifo)).rejects.toThrow(`${fifo} is a FIFO, not a regular file`);
  await expect(open('/dev/zero')).rejects.toThrow('/dev/zero is a device, not a regular file');
  await expect(open(`${path}.no`)).rejects.toThrow(`${path}.no does not exist`);
});

test.each([
  ['grows', () => appendFile(path, 'more')],
  ['shrinks', () => writeFile(path, CONTENT.subarray(0, 1_999_999))],
  ['is written over with as many bytes', () => writeFile(path, Buffer.alloc(CONTENT.length, 'nova'))],
  [
    'is replaced',
    async () => {
      await writeFile(`${path}.new`, CONTENT);
      await rename(`${path}.new`, path);
    },
  ],
])('a file that %s while it is read is an error', async (_, change) => {
  const { stream } = await open(path);
  let read = 0;
  const reading = async () => {
    for await (const block of stream) {
      if (read === 0) await change();
      read += block.length;
    }
  };
  await expect(reading()).rejects.toThrow(`${path} was changed while it was read`);
  expect(read).toBeLessThanOrEqual(CONTENT.length + 1);
});

test('an abort stops the reading of a file and throws its reason', async () => {
  const abort = new AbortController();
  const reason = new Error('enough');
  const { stream } = await open(path, abort.signal);
  const reading = async () => {
    for await (const _ of stream) abort.abort(reason);
  };
  await expect(reading()).rejects.toBe(reason);
});

test('an open file may be closed before, during and after its reading', async () => {
  const opened = await open(path);
  for await (const _ of opened.stream) break;
  await opened.close();
  await opened.close();
  await (await open(path)).close();
});
