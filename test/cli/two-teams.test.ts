import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Sandbox, startSandbox } from '../../src/sandbox/server.ts';
import { runProgram } from './fake-terminal.ts';

let folder: string;
let sandbox: Sandbox;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'reconcile-teams-'));
  sandbox = await startSandbox();
});
afterEach(async () => {
  await sandbox.close();
  rmSync(folder, { recursive: true, force: true });
});

/** A clone of a team's repository, with a state file that prunes and lists these images. */
function clone(name: string, remote: string | null, images: readonly string[]): string {
  const cwd = join(folder, name);
  mkdirSync(join(cwd, '.git'), { recursive: true });
  if (remote !== null) {
    writeFileSync(join(cwd, '.git', 'HEAD'), 'ref: refs/heads/main\n');
    writeFileSync(join(cwd, '.git', 'config'), `[remote "origin"]\n\turl = ${remote}\n`);
  }
  writeFileSync(join(cwd, 'a.img'), 'content');
  const listed = images.map((image) => ({ name: image, format: 'raw', file: 'a.img' }));
  const server = { name: 'images', reconcile: { prune: 'delete' }, images: listed };
  writeFileSync(join(cwd, 'glance.yaml'), JSON.stringify({ glance: { server } }));
  return cwd;
}

const reconcile = (cwd: string, ...argv: string[]) => runProgram(argv, { cwd, env: { ...sandbox.env } });
const apply = async (cwd: string, ...more: string[]) => {
  const { code, stdout, stderr } = await reconcile(cwd, 'apply', '--yes', ...more);
  return { code, text: (stdout + stderr).replace(/\s+/g, ' ') };
};

describe('two teams whose stacks have the same name in one project', () => {
  it('two teams with one stack name are distinguished by their repositories: the second apply deletes nothing', async () => {
    const one = clone('one', 'https://gitlab.example/one/images.git', ['Debian']);
    const two = clone('two', 'https://gitlab.example/two/images.git', ['Fedora']);
    expect((await apply(one)).code).toBe(0);
    const second = await apply(two);
    expect(second.code).toBe(3);
    expect(second.text).toContain('gitlab.example/one/images:glance.yaml');
    expect(await apply(one)).toMatchObject({ code: 0, text: expect.stringContaining('No changes') });
  });

  it('two teams with one stack name are distinguished without repositories, because the stack never had an entry of the second', async () => {
    const one = clone('one', null, ['Debian']);
    const two = clone('two', null, ['Fedora']);
    expect((await apply(one)).code).toBe(0);
    expect((await apply(two)).code).toBe(3);
    expect(await apply(one)).toMatchObject({ code: 0, text: expect.stringContaining('No changes') });
  });
});

describe('a state file of one stack', () => {
  it('a state file has the same origin in a fresh clone, over ssh as well', async () => {
    const mine = clone('mine', 'git@gitlab.example:cloud/images.git', ['Debian', 'Fedora']);
    const ci = clone('ci', 'https://ci-token:secret@gitlab.example/cloud/images', ['Debian']);
    expect((await apply(mine)).code).toBe(0);
    expect(await apply(ci)).toMatchObject({ code: 0, text: expect.stringContaining('Fedora: deleted') });
  });

  it('a state file that moved needs --new-origin once', async () => {
    const before = clone('before', 'https://gitlab.example/old/images', ['Debian', 'Fedora']);
    const after = clone('after', 'https://gitlab.example/new/images', ['Debian']);
    expect((await apply(before)).code).toBe(0);
    expect((await apply(after)).code).toBe(3);
    expect((await apply(after, '--new-origin')).code).toBe(0);
    expect(await apply(after)).toMatchObject({ code: 0, text: expect.stringContaining('No changes') });
  });

  it('a plan shows that the stack of a state file is new in this cloud', async () => {
    const cwd = clone('one', null, ['Debian']);
    const { stdout } = await reconcile(cwd, 'plan');
    expect(stdout.split('\n')[0]).toContain('(new here)');
    await apply(cwd);
    expect((await reconcile(cwd, 'plan')).stdout).not.toContain('new here');
  });
});
