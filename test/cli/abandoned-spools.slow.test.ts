import { existsSync, mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type Sandbox, startSandbox } from '../../src/sandbox/server.ts';
import { runProgram } from './fake-terminal.ts';

let folder: string;
let sandbox: Sandbox;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'reconcile-abandoned-'));
  sandbox = await startSandbox();
});
afterEach(async () => {
  await sandbox.close();
  rmSync(folder, { recursive: true, force: true });
});

/** A spool folder of a run on another host, which gave its last sign of life so many hours ago. */
function spoolOf(host: string, hours: number): string {
  const path = join(folder, `reconcile-spool.${host}.1.abc`);
  mkdirSync(path, { mode: 0o700 });
  writeFileSync(join(path, 'disk'), 'half a disk');
  const then = new Date(Date.now() - hours * 3_600_000);
  utimesSync(path, then, then);
  return path;
}

it('apply removes the spool folders of killed runs, even if it spools nothing itself, and keeps those of live runs', async () => {
  const abandoned = spoolOf('gone', 25);
  const live = spoolOf('elsewhere', 1);
  writeFileSync(join(folder, 'a.img'), 'content');
  const images = [{ name: 'one', format: 'raw', file: 'a.img' }];
  writeFileSync(join(folder, 'glance.yaml'), JSON.stringify({ glance: { server: { images } } }));
  const env = { ...sandbox.env, TMPDIR: folder, PATH: '/usr/bin:/bin' };

  expect((await runProgram(['plan'], { cwd: folder, env })).code).toBe(0);
  expect(existsSync(abandoned)).toBe(true);
  expect((await runProgram(['apply', '--yes'], { cwd: folder, env })).code).toBe(0);
  expect(existsSync(abandoned)).toBe(false);
  expect(existsSync(live)).toBe(true);
});
