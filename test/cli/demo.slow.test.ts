import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';

it('the demo leaves no folder and no process when the reader of its output goes away', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'reconcile-reader-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const demo = spawn(process.execPath, [resolve('scripts/demo.mjs')], {
    env: { PATH: process.env.PATH, TMPDIR: folder },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ended = new Promise((done) => demo.once('exit', done));
  // The sandbox inherits standard error: the pipe ends with the last process.
  const allEnded = new Promise((done) => demo.stderr.once('end', done));
  demo.stderr.resume();
  await new Promise((begun) => demo.stdout.once('data', begun));
  demo.stdout.destroy();
  await ended;
  await allEnded;
  expect(readdirSync(folder)).toEqual([]);
});
