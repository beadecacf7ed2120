import {
  chmod,
  chown,
  lchown,
  link,
  mkdir,
  mkdtemp,
  readFile,
  rm,
  stat,
  symlink,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { isBelow } from '../../src/files/is-below.ts';
import { createOwnFile, folderFault, makeOwnFolder, reopenOwnFile } from '../../src/files/own-files.ts';
import { writeWhole } from '../../src/files/write-whole.ts';
import { Secrets } from '../../src/model/secrets.ts';

/** Only root can give files away. */
const isRoot = process.geteuid?.() === 0;
const OTHER_USER = 12_345;

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'reconcile-own-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const at = (name: string) => join(folder, name);
const modeOf = async (path: string) => ((await stat(path)).mode & 0o777).toString(8);

describe('a new file of reconcile', () => {
  it('a new file of reconcile is for its user alone', async () => {
    await (await createOwnFile(at('new'))).close();
    expect(await modeOf(at('new'))).toBe('600');
  });

  it('a new file of reconcile never overwrites a file, nor the target of a symbolic link', async () => {
    await writeFile(at('victim'), 'precious');
    await symlink(at('victim'), at('planted'));
    await expect(createOwnFile(at('victim'))).rejects.toThrow('EEXIST');
    await expect(createOwnFile(at('planted'))).rejects.toThrow('EEXIST');
    expect(await readFile(at('victim'), 'utf8')).toBe('precious');
  });
});

describe('a file that an earlier run made', () => {
  it('a file that an earlier run made opens again for the same user', async () => {
    await (await createOwnFile(at('draft'))).close();
    const file = await reopenOwnFile(at('draft'));
    expect(file).not.toBeNull();
    await file?.close();
  });

  it.each([
    ['a symbolic link', () => symlink(at('victim'), at('draft'))],
    ['a second name of another file', () => link(at('victim'), at('draft'))],
    ['a folder', () => mkdir(at('draft'))],
    [
      'a file that others may write to',
      () => writeFile(at('draft'), '').then(() => chmod(at('draft'), 0o666)),
    ],
    ['nothing', async () => {}],
  ])('a file that an earlier run made does not open where its name is %s', async (_what, plant) => {
    await writeFile(at('victim'), 'precious');
    await plant();
    expect(await reopenOwnFile(at('draft'))).toBeNull();
  });

  it.runIf(isRoot)(
    'a file that an earlier run made does not open where its name is a file of another user',
    async () => {
      await writeFile(at('draft'), '', { mode: 0o600 });
      await chown(at('draft'), OTHER_USER, OTHER_USER);
      expect(await reopenOwnFile(at('draft'))).toBeNull();
    },
  );
});

describe('a folder of reconcile', () => {
  it('a folder of reconcile is for its user alone, with every folder that was made above it', async () => {
    await makeOwnFolder(at('a/b'));
    expect([await modeOf(at('a')), await modeOf(at('a/b'))]).toEqual(['700', '700']);
    expect(folderFault(at('a/b'))).toBeNull();
  });

  it.each([0o777, 0o770, 0o722, 0o1777])(
    'a folder of reconcile is refused where others may write to it: %o',
    async (mode) => {
      await mkdir(at('open'));
      await chmod(at('open'), mode);
      expect(folderFault(at('open'))).toMatch(/writable by other users/);
      await expect(makeOwnFolder(at('open'))).rejects.toThrow(at('open'));
    },
  );

  it('a folder of reconcile is refused where others could exchange it, whether it exists or not', async () => {
    await mkdir(at('open/cache'), { recursive: true });
    await chmod(at('open'), 0o777);
    expect(folderFault(at('open/cache'))).toContain(at('open'));
    expect(folderFault(at('open/none/yet'))).toContain(at('open'));
  });

  it('a folder of reconcile is accepted in a sticky folder such as /tmp', async () => {
    await mkdir(at('sticky/cache'), { recursive: true, mode: 0o700 });
    await chmod(at('sticky'), 0o1777);
    expect(folderFault(at('sticky/cache'))).toBeNull();
  });

  it.runIf(isRoot)(
    'a folder of reconcile is refused where it, or a folder above it, belongs to another user',
    async () => {
      await mkdir(at('theirs/cache'), { recursive: true, mode: 0o700 });
      await chown(at('theirs'), OTHER_USER, OTHER_USER);
      expect(folderFault(at('theirs'))).toContain(`${OTHER_USER}`);
      expect(folderFault(at('theirs/cache'))).toContain(`${OTHER_USER}`);
    },
  );
});

describe('a file that the user names for a result', () => {
  it('a file that the user names for a result may be a symbolic link of the user', async () => {
    await writeFile(at('target'), 'old');
    await symlink(at('target'), at('report.json'));
    await writeWhole(at('report.json'), 'new', 0o600, new Secrets());
    expect(await readFile(at('target'), 'utf8')).toBe('new');
  });

  it.runIf(isRoot)(
    'a file for a result is refused as a link of another user in a folder that others may write to',
    async () => {
      await writeFile(at('victim'), 'precious');
      await mkdir(at('tmp'));
      await chmod(at('tmp'), 0o1777);
      await symlink(at('victim'), at('tmp/report.json'));
      await lchown(at('tmp/report.json'), OTHER_USER, OTHER_USER);
      await expect(writeWhole(at('tmp/report.json'), 'new', 0o600, new Secrets())).rejects.toMatchObject({
        code: 'write-file',
      });
      expect(await readFile(at('victim'), 'utf8')).toBe('precious');
    },
  );
});

describe('a path below a folder', () => {
  it('a path below a folder stays below that folder also where nothing exists yet', async () => {
    expect(await isBelow(at('a/b/c.img'), folder)).toBe(true);
    expect(await isBelow(at('c.img'), folder)).toBe(true);
  });

  it.each(['/etc', '/nowhere-at-all'])(
    'a path below a folder leaves that folder through a symbolic link to %s',
    async (target) => {
      await symlink(target, at('out'));
      expect(await isBelow(at('out/c.img'), folder)).toBe(false);
      expect(await isBelow(at('out/deep/c.img'), folder)).toBe(false);
    },
  );
});
