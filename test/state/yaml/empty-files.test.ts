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

describe('one of several files that holds nothing is told', () => {
  it.each([
    ['an empty file', ''],
    ['comments and document marks alone', '# images\n---\n  # none\n...\n'],
    ['a key without anything', 'glance:\n'],
    ['a section without anything', 'glance:\n  server:\n'],
    ['a list without anything', 'glance:\n  server:\n    images:\n'],
    ['an empty list', 'glance: {server: {images: []}}\n'],
    ['an empty mapping', 'glance: {server: {image: {}}}\n'],
    ['a profile without images', 'glance:\n  client:\n    identity:\n      prod:\n        image:\n'],
    ['documents that hold nothing', 'glance: {server: {images: []}}\n---\nglance: {server: {image:}}\n'],
  ])('%s', async (_what, text) => {
    const { emptyFiles, warnings } = await besides(text);
    expect(emptyFiles).toEqual(['b.yaml']);
    expect(warnings).toContain('b.yaml lists no image');
  });
});

describe('no such file is', () => {
  it.each([
    ['one with images', 'glance: {server: {images: [{name: Two}]}}\n'],
    [
      'one with images of one kind and an empty list of another',
      'glance: {server: {image: {Two: {}}, images: []}}\n',
    ],
    [
      'one with lists that others publish, and no image of its own',
      'glance: {server: {images: [], image_lists: [{url: "https://lists.example/l", trust: none}]}}\n',
    ],
    ['one with settings alone', 'glance: {server: {reconcile: {prune: never}}}\n'],
    ['one with other formulas alone', 'nova: {server: {}}\n'],
    ['one with the daemon’s configuration alone', 'glance: {server: {workers: 4}}\n'],
  ])('%s', async (_what, text) => {
    expect((await besides(text)).emptyFiles).toBeUndefined();
  });
});

describe('a file beside others that lists no image may have been cut short', () => {
  it.each([
    ['one that was cut before its list', 'glance: {server: {name: test}}\n'],
    ['one with the defaults of images', 'glance: {server: {defaults: {visibility: private}}}\n'],
    ['one with settings alone', 'glance: {server: {reconcile: {prune: never}}}\n'],
    ['one with the daemon’s configuration alone', 'glance: {server: {workers: 4}}\n'],
    ['one with a profile that lists nothing', 'glance: {client: {identity: {prod: {cloud: prod}}}}\n'],
    ['one with what becomes of vmcatcher’s events alone', 'glance: {server: {vmcatcher: {}}}\n'],
    ['one that says so for others than itself', 'glance: {server: {reconcile: {settings_only: false}}}\n'],
  ])('%s', async (_what, text) => {
    const { bareFiles, emptyFiles } = await besides(text);
    expect({ bareFiles, emptyFiles }).toEqual({ bareFiles: ['b.yaml'], emptyFiles: undefined });
  });

  it.each([
    ['one with images', 'glance: {server: {images: [{name: Two}]}}\n'],
    ['one with an empty list, which is told from it', 'glance: {server: {images: []}}\n'],
    ['one with other formulas alone', 'nova: {server: {}}\n'],
    [
      'one that lists images in another document',
      'glance: {server: {name: test}}\n---\nglance: {server: {image: {Two: {}}}}\n',
    ],
    [
      'one that says that it is meant to',
      'glance: {server: {name: test, reconcile: {prune: delete, settings_only: true}}}\n',
    ],
    [
      'one that says so in one of its documents',
      'glance: {server: {reconcile: {settings_only: yes}}}\n---\nglance: {server: {workers: 4}}\n',
    ],
  ])('but not %s', async (_what, text) => {
    expect((await besides(text)).bareFiles).toBeUndefined();
  });
});

describe('`settings_only`', () => {
  it.each([
    ['images', 'images: [{name: Two}]'],
    ['a list of them that is empty', 'images: []'],
    ['lists that others publish', 'image_lists: [{url: "https://lists.example/l", trust: none}]'],
  ])('is refused in a file with %s: it would not be missed', async (_what, list) => {
    await expect(
      besides(`glance:\n  server:\n    reconcile:\n      settings_only: true\n    ${list}\n`),
    ).rejects.toMatchObject({
      faults: [
        {
          at: { file: 'b.yaml', line: 4, column: 22 },
          message: '"settings_only: true" stands in a file that lists images',
          hint: expect.stringContaining('Take it out'),
        },
      ],
    });
  });

  it('is one file’s word for itself, and no other’s', async () => {
    await writeFile(path.join(cwd, 'c.yaml'), 'glance: {server: {reconcile: {settings_only: true}}}\n');
    await writeFile(path.join(cwd, 'b.yaml'), 'glance: {server: {name: test}}\n');
    await writeFile(path.join(cwd, 'a.yaml'), BASE);
    const { bareFiles } = await loadState({ paths: ['.'], env: {}, cwd });
    expect(bareFiles).toEqual(['b.yaml']);
  });
});
