import {
  chmod,
  link,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rm,
  stat,
  symlink,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { UsageError } from '../../../src/model/errors.ts';
import type { HttpSource } from '../../../src/model/source/source.ts';
import { downloadsOf } from '../../../src/run/downloads.ts';
import { openSource } from '../../../src/source/open.ts';
import { digest } from '../../support/digest.ts';
import { options, readAll, serve } from '../../support/source-server.ts';
import { memoryLocks } from './memory-locks.ts';

const CONTENT = Buffer.from('the content of a disk image');
const SHA256 = digest('sha256', CONTENT);
const NOTE = JSON.stringify({ source: 'SOURCE', validators: {} });

let folder: string;
let cache: string;
let source: HttpSource;
let warnings: string[];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'reconcile-hostile-'));
  cache = join(folder, 'cache');
  warnings = [];
  await writeFile(join(folder, 'victim'), 'precious', { mode: 0o600 });
  const { url } = await serve((_request, response) => {
    response.writeHead(200, { 'content-length': CONTENT.length });
    response.end(CONTENT);
  });
  source = { kind: 'http', url: `${url}/disk.img` };
});
afterEach(() => rm(folder, { recursive: true, force: true }));

/** Downloads the source through the cache, and returns its bytes. */
async function download(from: HttpSource = source): Promise<Buffer> {
  const downloads = { directory: cache, limit: 1e9, takeLock: memoryLocks().takeLock };
  const given = options({ downloads, warn: (line) => warnings.push(line) });
  return readAll(await openSource(from, given, { digests: { sha256: SHA256 }, size: CONTENT.length }));
}

const victim = () => readFile(join(folder, 'victim'), 'utf8');

it.each([
  ['a symbolic link', (path: string) => symlink(join(folder, 'victim'), path)],
  ['a second name', (path: string) => link(join(folder, 'victim'), path)],
])(
  'a draft that another user planted as %s of a file is removed, and the file stays as it was',
  async (_kind, plant) => {
    await mkdir(join(cache, 'partial'), { recursive: true, mode: 0o700 });
    const draft = join(cache, 'partial', `sha256-${SHA256}.0123456789abcdef`);
    await plant(`${draft}.part`);
    await writeFile(`${draft}.part-of`, NOTE.replace('SOURCE', source.url), { mode: 0o600 });

    expect(await download()).toEqual(CONTENT);
    expect(await victim()).toBe('precious');
    expect(await readdir(join(cache, 'partial'))).toEqual([]);
    expect(await readFile(join(cache, 'sha256', SHA256.slice(0, 2), SHA256))).toEqual(CONTENT);
  },
);

it('a note that another user planted as a symbolic link is removed, and its target stays as it was', async () => {
  await mkdir(join(cache, 'partial'), { recursive: true, mode: 0o700 });
  const draft = join(cache, 'partial', `sha256-${SHA256}.0123456789abcdef`);
  await writeFile(`${draft}.part`, 'the content', { mode: 0o600 });
  await symlink(join(folder, 'victim'), `${draft}.part-of`);

  expect(await download()).toEqual(CONTENT);
  expect(await victim()).toBe('precious');
});

it('the old, guessable name of a draft means nothing', async () => {
  await mkdir(join(cache, 'partial'), { recursive: true, mode: 0o700 });
  await symlink(join(folder, 'victim'), join(cache, 'partial', `sha256-${SHA256}.part`));
  expect(await download()).toEqual(CONTENT);
  expect(await victim()).toBe('precious');
});

it.each(['partial', 'sha256'])(
  'a folder of the cache that others may write to keeps nothing: %s',
  async (name) => {
    await mkdir(join(cache, name), { recursive: true, mode: 0o700 });
    await mkdir(join(cache, name, SHA256.slice(0, 2)), { recursive: true });
    await chmod(join(cache, name), 0o777);
    expect(await download()).toEqual(CONTENT);
    expect(warnings).toEqual([expect.stringContaining(join(cache, name))]);
  },
);

it('a cache that others may write to is refused before anything is downloaded', async () => {
  await mkdir(cache);
  await chmod(cache, 0o777);
  const folders = { work: folder, home: folder, cache: folder };
  expect(() => downloadsOf({ cache: 'cache' }, { folders })).toThrow(UsageError);
});

it('every file of a cache is for its user alone', async () => {
  await download();
  const entry = join(cache, 'sha256', SHA256.slice(0, 2), SHA256);
  for (const [path, mode] of [
    [entry, 0o600],
    [join(cache, 'sha256'), 0o700],
    [join(cache, 'partial'), 0o700],
    [cache, 0o700],
  ] as const) {
    expect((await stat(path)).mode & 0o777).toBe(mode);
  }
});

it('`file:` beside a source writes nothing through a symbolic link that leads out of the state file’s folder', async () => {
  const state = join(folder, 'state');
  const outside = join(folder, 'outside');
  await Promise.all([mkdir(state), mkdir(outside)]);
  await symlink(outside, join(state, 'images'));

  const cachedAt = join(state, 'images', 'disk.img');
  expect(await download({ ...source, cachedAt, cachedBelow: state })).toEqual(CONTENT);
  expect(await readdir(outside)).toEqual([]);
  expect(warnings).toEqual([expect.stringContaining(cachedAt)]);
});

it('`file:` beside a source replaces a symbolic link, and leaves its target as it was', async () => {
  const cachedAt = join(folder, 'disk.img');
  await symlink(join(folder, 'victim'), cachedAt);
  await download({ ...source, cachedAt, cachedBelow: folder });
  expect(await readFile(cachedAt)).toEqual(CONTENT);
  expect(await victim()).toBe('precious');
});
