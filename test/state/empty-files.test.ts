import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { loadState } from '../../src/state/load.ts';

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
