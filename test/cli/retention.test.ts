import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type Sandbox, startSandbox } from '../../src/sandbox/server.ts';
import { type Outcome, runProgram } from './fake-terminal.ts';

let folder: string;
let sandbox: Sandbox;
let requests: string[];
const DAY = 86_400_000;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'reconcile-retention-'));
  requests = [];
});
afterEach(async () => {
  vi.useRealTimers();
  await sandbox.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Sets the clock of this process: the host's, and the one by which the sandbox dates images. Its `Date` header is real. */
const setClock = (days: number) => vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + days * DAY });

const apply = (...argv: string[]): Promise<Outcome> =>
  runProgram(['apply', '--yes', ...argv], { cwd: folder, env: { ...sandbox.env } });

function write(content: string, backup: string, settings = ''): void {
  writeFileSync(join(folder, 'a.img'), content);
  const image = `{name: One, format: raw, file: a.img, backup: ${backup}}`;
  writeFileSync(
    join(folder, 'glance.yaml'),
    `glance: {server: {name: test, reconcile: {${settings}}, images: [${image}]}}\n`,
  );
}

/** Makes two backups a hundred days ago. */
async function backupsOfOldTimes(backup: string): Promise<void> {
  setClock(-100);
  sandbox = await startSandbox({
    onRequest: ({ method, service, path }) => {
      if (service === 'image' && method !== 'GET')
        requests.push(`${method} ${path.replace(/[0-9a-f-]{36}/, 'ID')}`);
    },
  });
  for (const content of ['first', 'second', 'third']) {
    write(content, backup);
    const { code, stderr } = await apply();
    if (code !== 0) throw new Error(stderr);
  }
  vi.useRealTimers();
  requests.length = 0;
}

describe('`backup.max_age` on a service', () => {
  it('`backup.max_age` deletes the backups that have passed it, by the service, and the next run is silent', async () => {
    await backupsOfOldTimes('{keep: 5}');
    write('third', '{keep: 5, max_age: 101d}');
    expect((await apply()).code).toBe(0);
    expect(requests).toEqual([]);
    write('third', '{keep: 5, max_age: 90d}');
    expect((await apply()).code).toBe(0);
    expect(requests).toEqual(['DELETE /image/v2/images/ID', 'DELETE /image/v2/images/ID']);
    expect((await apply()).stdout).toContain('No changes');
  });

  it('`backup.max_age` goes by the clock of Glance, not of the host', async () => {
    await backupsOfOldTimes('{keep: 5}');
    write('third', '{keep: 5, max_age: 365d}');
    setClock(1000);
    expect((await apply()).stdout).toContain('No changes');
    expect(requests).toEqual([]);
  });
});

describe('`backup.then` on a service', () => {
  it('`backup.then` takes one stage in a run, and the next run is silent', async () => {
    await backupsOfOldTimes('{keep: 5, hidden: false}');
    write(
      'third',
      '{keep: 1, hidden: false, then: [hide, deactivate, delete], properties: {os_purpose: retired}}',
    );
    const { code, stdout } = await apply();
    expect([code, stdout]).toEqual([0, expect.stringMatching(/backup\.hidden\s+false\s+→ true/)]);
    expect(stdout).toMatch(/backup\.properties\.os_purpose\s+\(none\) → retired/);
    expect((await apply()).stdout).toContain('No changes');
  });
});

describe('`prune_then` on a service', () => {
  it('`prune_then` goes on where an image has stayed in its stage long enough', async () => {
    await backupsOfOldTimes('{keep: 0}');
    const settings = 'prune: hide, prune_then: [deactivate, delete]';
    const none = `glance: {server: {name: test, reconcile: {${settings}}, images: [{name: Other, format: raw, file: other.img}]}}\n`;
    writeFileSync(join(folder, 'other.img'), 'content that no image of the stack holds');
    writeFileSync(join(folder, 'glance.yaml'), none);
    const pruned = await apply('--new-origin');
    expect([pruned.code, pruned.stdout]).toEqual([0, expect.stringContaining('hidden  false → true')]);
    expect((await apply()).stdout).toContain('No changes');
  });
});

describe('stages in the state file', () => {
  it.each([
    ['{then: [delete, hide]}', '', 'each stage must go further'],
    ['{then: []}', '', 'then'],
    ['{then: [sell]}', '', 'sell'],
    ['{max_age: 90}', '', 'max_age'],
    ['{max_age: 90 days}', '', 'a number and m, h, d or w, such as 90d'],
    ['{properties: {os_hidden: x}}', '', 'os_hidden'],
    ['true', 'prune_then: [delete]', '"prune_then" needs "prune"'],
    ['true', 'prune: deactivate, prune_then: [hide]', 'each stage must go further'],
  ])('a state file with backup: %s and %s is refused', async (backup, settings, message) => {
    sandbox = await startSandbox();
    write('x', backup, settings);
    const { code, stderr } = await apply();
    expect([code, stderr]).toEqual([64, expect.stringContaining(message)]);
  });
});
