import { mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { fileFault } from '../../src/files/file-fault.ts';
import { readWhole } from '../../src/files/read-whole.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'reconcile-fault-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function faultOf(name: string): Promise<string> {
  const failure = await readWhole(join(folder, name), 100).then(
    () => 'no failure',
    (error: unknown) => fileFault(error),
  );
  return failure;
}

it('a file that is missing, a folder, or behind a file is told in words', async () => {
  await writeFile(join(folder, 'file'), 'text');

  expect(await faultOf('missing')).toBe('does not exist');
  expect(await faultOf('.')).toBe('is a directory');
  expect(await faultOf('file/below')).toBe('does not exist: a folder of its path is a file');
});

it('a symbolic link to itself is told in words', async () => {
  await symlink('loop', join(folder, 'loop'));

  expect(await faultOf('loop')).toBe('is a symbolic link that leads nowhere');
});

it("another error keeps the system's words without the path that they repeat", () => {
  const error = Object.assign(new Error("EIO: i/o error, open '/images/a.raw'"), { code: 'EIO' });

  expect(fileFault(error)).toBe('cannot be read: EIO: i/o error');
});
