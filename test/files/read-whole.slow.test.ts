import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { readWhole } from '../../src/files/read-whole.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'reconcile-files-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function fifo(): string {
  const path = join(folder, 'fifo');
  execFileSync('mkfifo', [path]);
  return path;
}

it('reads a file up to the limit, and returns null for a larger one', async () => {
  const path = join(folder, 'file');
  writeFileSync(path, 'twelve bytes');
  expect(String(await readWhole(path, 12))).toBe('twelve bytes');
  expect(await readWhole(path, 11)).toBeNull();
});

it('reads a FIFO whose writer comes later', async () => {
  const path = fifo();
  const read = readWhole(path, 1000);
  spawn('sh', ['-c', '{ printf one; printf two; } > "$0"', path], { stdio: 'ignore' });
  expect(String(await read)).toBe('onetwo');
});

it('stops waiting for the writer of a FIFO on an abort, with the reason', async () => {
  const abort = new AbortController();
  const read = readWhole(fifo(), 1000, abort.signal);
  abort.abort(new Error('enough'));
  await expect(read).rejects.toThrow('enough');
});

it('returns null for an endless device, without filling the memory', async () => {
  expect(await readWhole('/dev/zero', 1_000_000)).toBeNull();
});

it.each([
  ['a missing file', () => join(folder, 'nothing'), 'ENOENT'],
  ['a folder', () => folder, 'EISDIR'],
])('refuses to read %s as a whole file', async (_what, path, code) => {
  await expect(readWhole(path(), 1000)).rejects.toMatchObject({ code });
});

it('refuses to read a socket as a file', async () => {
  const path = join(folder, 'socket');
  const server = createServer().listen(path);
  await once(server, 'listening');
  await expect(readWhole(path, 1000)).rejects.toMatchObject({ code: 'ENXIO' });
  server.close();
});
