import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { originOf } from '../../src/files/git-origin.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'reconcile-origin-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const at = (path: string) => join(folder, path);

function write(path: string, text = ''): void {
  mkdirSync(dirname(at(path)), { recursive: true });
  writeFileSync(at(path), text);
}

/** A repository as Git lays it out, with a state file in a folder of it. */
function repository(config: string, root = 'clone'): string {
  write(`${root}/.git/HEAD`, 'ref: refs/heads/main\n');
  write(`${root}/.git/config`, `[core]\n\tbare = false\n${config}`);
  write(`${root}/prod/glance.yaml`);
  return at(`${root}/prod/glance.yaml`);
}

const remote = (url: string, name = 'origin') => `[remote "${name}"]\n\turl = ${url}\n\tfetch = +refs/*\n`;

it.each([
  'https://gitlab.example/cloud/images.git',
  'https://gitlab.example/cloud/images',
  'https://gitlab-ci-token:glcbt-64_secret@gitlab.example/cloud/images.git',
  'http://GitLab.example:8080/cloud/images/',
  'ssh://git@gitlab.example:2222/cloud/images.git',
  'git@gitlab.example:cloud/images.git',
  'gitlab.example:cloud/images',
])('every way to reach one repository gives one origin, without credentials: %s', async (url) => {
  expect(await originOf(repository(remote(url)))).toBe('gitlab.example/cloud/images:prod/glance.yaml');
});

it('the origin of a folder of state files is that folder', async () => {
  repository(remote('git@gitlab.example:cloud/images.git'));
  expect(await originOf(at('clone/prod'))).toBe('gitlab.example/cloud/images:prod');
});

it('a state file outside a repository has no origin', async () => {
  write('glance.yaml');
  expect(await originOf(at('glance.yaml'))).toBeNull();
});

it('a file that does not exist has no origin', async () => {
  expect(await originOf(at('none.yaml'))).toBeNull();
});

it.each([
  ['no remote', ''],
  [
    'several remotes, none of them called origin',
    remote('https://a.example/x', 'a') + remote('https://b.example/x', 'b'),
  ],
])('a repository with %s gives no origin', async (_what, config) => {
  expect(await originOf(repository(config))).toBeNull();
});

it.each([
  '/srv/git/images.git',
  '/srv/git/images',
  '/srv/git/images/',
  '/srv/git/images/.git',
  'file:///srv/git/images.git',
  'file://localhost/srv/git/images.git',
])('every way to reach one folder gives one origin, which does not show its path: %s', async (url) => {
  const origin = await originOf(repository(remote(url)));
  expect(origin).toMatch(/^folder\/images-[0-9a-f]{12}:prod\/glance\.yaml$/);
  expect(origin).toBe(await originOf(repository(remote('/srv/git/images.git'), 'another clone')));
});

it('two folders with one last name give two origins', async () => {
  const one = await originOf(repository(remote('/srv/cloud/images.git')));
  expect(await originOf(repository(remote('/srv/lab/images.git'), 'other'))).not.toBe(one);
});

it('a relative folder counts from the clone, and names may have blanks', async () => {
  const absolute = await originOf(repository(remote(at('the images.git'))));
  expect(await originOf(repository(remote('../the images.git'), 'other'))).toBe(absolute);
  expect(await originOf(repository(remote(`"${at('the images.git')}"`), 'third'))).toBe(absolute);
});

it('a remote on another host is no folder of this one', async () => {
  const origin = await originOf(repository(remote('file://host/srv/git/images.git')));
  expect(origin).toBe('host/srv/git/images:prod/glance.yaml');
});

it('the only remote gives the origin under any name', async () => {
  const file = repository(remote('https://a.example/images', 'upstream'));
  expect(await originOf(file)).toBe('a.example/images:prod/glance.yaml');
});

it('a work tree of a repository gives the origin of the repository', async () => {
  repository(remote('https://a.example/images'));
  write('clone/.git/worktrees/other/HEAD', 'ref: refs/heads/other\n');
  write('clone/.git/worktrees/other/commondir', '../..\n');
  write('other/.git', `gitdir: ${at('clone/.git/worktrees/other')}\n`);
  write('other/prod/glance.yaml');
  expect(await originOf(at('other/prod/glance.yaml'))).toBe('a.example/images:prod/glance.yaml');
});

it('a symbolic link to a state file gives the origin of the file', async () => {
  const file = repository(remote('https://a.example/images'));
  symlinkSync(file, at('link.yaml'));
  expect(await originOf(at('link.yaml'))).toBe('a.example/images:prod/glance.yaml');
});
