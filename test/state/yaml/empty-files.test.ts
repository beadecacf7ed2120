import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { loadState } from '../../../src/state/load.ts';

let cwd: string;
beforeEach(async () => {
  cwd = await mkdtemp(path.join(tmpdir(), 'reconcile-empty-'));
});
afterEach(() => rm(cwd, { recursive: true, force: true }));

const BASE = 'glance: {server: {name: test, images: [{name: One}]}}\n';

async function besides(text: string) {
  await writeFile(path.join(cwd, 'a.yaml'), BASE);
  await writeFile(path.join(cwd, 'b.yaml'), text);
  return loadState({ paths: ['a.yaml', 'b.yaml'], env: {}, cwd });
}

describe('one of several files is reported as empty', () => {
  it.each([
    ['an empty file', ''],
    ['only comments and document marks', '# images\n---\n  # none\n...\n'],
    ['a key without a value', 'glance:\n'],
    ['a section without a value', 'glance:\n  server:\n'],
    ['a list without a value', 'glance:\n  server:\n    images:\n'],
    ['an empty list', 'glance: {server: {images: []}}\n'],
    ['an empty mapping', 'glance: {server: {image: {}}}\n'],
    ['a profile without images', 'glance:\n  client:\n    identity:\n      prod:\n        image:\n'],
    ['a key without a value beside another formula', 'glance:\nnova: {server: {}}\n'],
    ['a null section', 'glance: ~\n'],
    ['an empty section', 'glance: {}\nnova: {server: {}}\n'],
    ['a byte order mark alone', '\ufeff'],
    ['a tab after the key', 'glance:\t\n'],
    ['all its lines in comments', 'glance:\n#  server:\n#    images: [{name: Two}]\n'],
    ['two empty documents', 'glance: {server: {images: []}}\n---\nglance: {server: {image:}}\n'],
  ])('one of several files is reported as empty with %s', async (_what, text) => {
    const { emptyFiles, warnings } = await besides(text);
    expect(emptyFiles).toEqual(['b.yaml']);
    expect(warnings).toContainEqual(expect.stringMatching(/^b\.yaml /));
  });
});

describe('a document of a file with images is reported as empty', () => {
  const FULL = 'glance: {server: {images: [{name: Two}]}}\n';

  it.each([
    ['without content', '---\n', 'b.yaml:2:4'],
    ['with comments alone', '---\n# none\n', 'b.yaml:2:4'],
    ['with the key alone', '---\nglance:\n', 'b.yaml:3:1'],
    ['with the key alone and another formula', '---\nnova: {}\nglance:\n', 'b.yaml:3:1'],
    ['with an empty section', '---\nglance: {}\n', 'b.yaml:3:1'],
    ['with a section without a value', '---\nglance: {server: }\n', 'b.yaml:3:1'],
    ['with a list without a value', '---\nglance: {server: {images: }}\n', 'b.yaml:3:1'],
    ['with an empty list', '...\n---\nglance: {server: {images: []}}\n', 'b.yaml:4:1'],
  ])('a document of a file with images is reported as empty %s', async (_what, document, place) => {
    const { emptyFiles, images, warnings } = await besides(FULL + document);
    expect(emptyFiles).toEqual([place]);
    expect(images.map(({ name }) => name)).toEqual(['One', 'Two']);
    expect(warnings).toContain(`${place} lists no image`);
  });

  it.each([
    ['a document of settings', `${FULL}---\nglance: {server: {name: test}}\n`],
    ['a mark at the end', `${FULL}...\n`],
    ['comments after a mark at the end', `${FULL}...\n# end\n`],
    ['a mark and comments at the beginning', `# ours\n---\n# more\n${FULL}`],
    ['a directive at the beginning', `%YAML 1.1\n---\n${FULL}`],
    ['a byte order mark', `\ufeff${FULL}`],
  ])('no document of a file with images is reported as empty for %s', async (_what, text) => {
    expect((await besides(text)).emptyFiles).toBeUndefined();
  });
});

describe('one of several files is not reported as empty', () => {
  it.each([
    ['images', 'glance: {server: {images: [{name: Two}]}}\n'],
    ['images in one list and none in another', 'glance: {server: {image: {Two: {}}, images: []}}\n'],
    [
      'published lists, and no image of its own',
      'glance: {server: {images: [], image_lists: [{url: "https://lists.example/l", trust: none}]}}\n',
    ],
    ['only settings', 'glance: {server: {reconcile: {prune: never}}}\n'],
    ['only other formulas', 'nova: {server: {}}\n'],
    ['only the daemon’s configuration', 'glance: {server: {workers: 4}}\n'],
  ])('one of several files is not reported as empty with %s', async (_what, text) => {
    expect((await besides(text)).emptyFiles).toBeUndefined();
  });
});

describe('one of several files is reported as possibly cut short', () => {
  it.each([
    ['only a stack name', 'glance: {server: {name: test}}\n'],
    ['only the defaults of images', 'glance: {server: {defaults: {visibility: private}}}\n'],
    ['only settings', 'glance: {server: {reconcile: {prune: never}}}\n'],
    ['only the daemon’s configuration', 'glance: {server: {workers: 4}}\n'],
    ['a profile without images', 'glance: {client: {identity: {prod: {keystone: {}}}}}\n'],
    ['only a vmcatcher section', 'glance: {server: {vmcatcher: {}}}\n'],
    ['settings_only: false', 'glance: {server: {reconcile: {settings_only: false}}}\n'],
  ])('one of several files is reported as possibly cut short with %s', async (_what, text) => {
    const { bareFiles, emptyFiles } = await besides(text);
    expect({ bareFiles, emptyFiles }).toEqual({ bareFiles: ['b.yaml'], emptyFiles: undefined });
  });

  it.each([
    ['images', 'glance: {server: {images: [{name: Two}]}}\n'],
    ['an empty list, which makes the file empty', 'glance: {server: {images: []}}\n'],
    ['only other formulas', 'nova: {server: {}}\n'],
    [
      'images in another of its documents',
      'glance: {server: {name: test}}\n---\nglance: {server: {image: {Two: {}}}}\n',
    ],
    [
      'settings_only: true',
      'glance: {server: {name: test, reconcile: {prune: delete, settings_only: true}}}\n',
    ],
    [
      'settings_only: true in one of its documents',
      'glance: {server: {reconcile: {settings_only: yes}}}\n---\nglance: {server: {workers: 4}}\n',
    ],
  ])('one of several files is not reported as possibly cut short with %s', async (_what, text) => {
    expect((await besides(text)).bareFiles).toBeUndefined();
  });
});

describe('`settings_only`', () => {
  it.each([
    ['images', 'images: [{name: Two}]'],
    ['an empty list of images', 'images: []'],
    ['a published list', 'image_lists: [{url: "https://lists.example/l", trust: none}]'],
  ])('`settings_only` is refused in a file with %s', async (_what, list) => {
    await expect(
      besides(`glance:\n  server:\n    reconcile:\n      settings_only: true\n    ${list}\n`),
    ).rejects.toMatchObject({
      faults: [
        {
          at: { file: 'b.yaml', line: 4, column: 22 },
          message: 'this file lists images, so "settings_only: true" does not fit',
          hint: expect.stringContaining('Remove "settings_only"'),
        },
      ],
    });
  });

  it('`settings_only` applies to its own file, not to the others of the run', async () => {
    await writeFile(path.join(cwd, 'c.yaml'), 'glance: {server: {reconcile: {settings_only: true}}}\n');
    await writeFile(path.join(cwd, 'b.yaml'), 'glance: {server: {name: test}}\n');
    await writeFile(path.join(cwd, 'a.yaml'), BASE);
    const { bareFiles } = await loadState({ paths: ['.'], env: {}, cwd });
    expect(bareFiles).toEqual(['b.yaml']);
  });
});
