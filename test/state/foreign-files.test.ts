import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { StateError, UsageError } from '../../src/model/errors.ts';
import { type LoadOptions, loadState } from '../../src/state/load.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'reconcile-foreign-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const STATE = 'glance: {server: {name: s, reconcile: {prune: delete}, images: [{name: One}]}}\n';
const HARMLESS = 'glance: {server: {name: s, images: [{name: One}]}}\n';
const CLOUDS = 'clouds: {prod: {auth: {auth_url: "https://keystone.example/v3"}}}\n';
const CATALOGUE = 'images: [{name: Debian, format: qcow2}]\n';

function write(files: Readonly<Record<string, string>>): void {
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
}

/** The warnings of a state, or the places and hints of its faults. */
async function outcome(paths: readonly string[], options: Partial<LoadOptions> = {}) {
  try {
    const { warnings, images } = await loadState({ paths, env: {}, cwd: folder, ...options });
    return { warnings, images: images.map(({ name }) => name) };
  } catch (error) {
    if (!(error instanceof StateError)) throw error;
    return error.faults.map(({ at, hint }) => `${at.file}:${at.line}: ${hint}`);
  }
}

describe('a file without a `glance` section', () => {
  it.each([
    ['another formula', 'nova: {server: {}}\n'],
    ['a clouds.yaml', CLOUDS],
    ['a catalogue', CATALOGUE],
    ['a list', '- a\n- b\n'],
    ['only a name', 'name: images\n'],
  ])('is an error in a folder whose state prunes: %s', async (_what, text) => {
    write({ 'images/a.yaml': STATE, 'images/b.yaml': text });
    const faults = await outcome(['images']);
    expect(faults).toEqual(expect.arrayContaining([expect.stringMatching(/^images\/b\.yaml:1: /)]));
  });

  it('is an error among several files whose state prunes, and the hint names the way out', async () => {
    write({ 'a.yaml': STATE, 'b.yaml': '# notes\nnova: {server: {}}\n' });
    expect(await outcome(['a.yaml', 'b.yaml'])).toEqual([
      'b.yaml:2: Add the section, move the file away, or give --ignore b.yaml.',
    ]);
  });

  it('is an error where an option turns pruning on', async () => {
    write({ 'a.yaml': HARMLESS, 'b.yaml': 'nova: {server: {}}\n' });
    expect(await outcome(['a.yaml', 'b.yaml'], { prune: 'hide' })).toHaveLength(1);
  });

  it('gets a warning where nothing can be pruned', async () => {
    write({ 'images/a.yaml': HARMLESS, 'images/b.yaml': 'nova: {server: {}}\n' });
    expect(await outcome(['images'])).toEqual({
      images: ['One'],
      warnings: ['images/b.yaml: this file has no "glance" section, so reconcile ignores it'],
    });
  });

  it.each([['b.yaml'], ['images/b.yaml'], ['./images/b.yaml']])(
    'is left out where the user names it to be ignored: %s',
    async (name) => {
      write({ 'images/a.yaml': STATE, 'images/b.yaml': 'not: [closed\n' });
      expect(await outcome(['images'], { ignore: [name] })).toEqual({ images: ['One'], warnings: [] });
    },
  );
});

describe('`--ignore`', () => {
  it('refuses a file that has a `glance` section', async () => {
    write({ 'images/a.yaml': STATE, 'images/b.yaml': 'glance: {server: {images: [{name: Two}]}}\n' });
    expect(await outcome(['images'], { ignore: ['b.yaml'] })).toEqual([
      'images/b.yaml:1: Remove --ignore, or move the file away.',
    ]);
  });

  it('refuses a name that means no file of the run', async () => {
    write({ 'images/a.yaml': STATE, 'images/clouds.yaml': CLOUDS });
    await expect(outcome(['images'], { ignore: ['cloud.yaml'] })).rejects.toThrow(UsageError);
  });
});

describe('a file of another tool', () => {
  it.each([
    ['clouds.yaml', CLOUDS],
    ['secure.yaml', 'prod: {auth: {password: x}}\n'],
    ['other.yaml', CLOUDS],
    ['other.yaml', CATALOGUE],
  ])('is an error when the user names it as the state file: %s', async (name, text) => {
    write({ [name]: text });
    expect(await outcome([name])).toHaveLength(1);
  });
});

describe('`enabled: false`', () => {
  it('leaves out the images of the section, and turns pruning off', async () => {
    write({
      'a.yaml':
        'glance: {server: {enabled: false, name: s, reconcile: {prune: delete}, images: [{name: One}]}}\n',
    });
    const { disabled, images, settings } = await loadState({ paths: ['a.yaml'], env: {}, cwd: folder });
    expect({ disabled, images, prune: settings.prune }).toEqual({
      disabled: ['glance.server'],
      images: [],
      prune: 'never',
    });
  });

  it('of the client leaves the images of the server section in', async () => {
    write({
      'a.yaml':
        'glance: {client: {enabled: false, identity: {p: {image: {Two: {}}}}}, server: {cloud: p, images: [{name: One}]}}\n',
    });
    expect(await outcome(['a.yaml'])).toMatchObject({
      images: ['One'],
      warnings: [expect.stringContaining('glance.client')],
    });
  });

  it('contradicts `enabled: true` of another file', async () => {
    write({
      'a.yaml': 'glance: {server: {enabled: false}}\n',
      'b.yaml': HARMLESS.replace('name: s', 'enabled: true'),
    });
    expect(await outcome(['a.yaml', 'b.yaml'])).toHaveLength(1);
  });

  it.each(['"false"', 'no_', '0'])('must be a boolean: %s', async (value) => {
    write({ 'a.yaml': `glance: {server: {enabled: ${value}, images: [{name: One}]}}\n` });
    expect(await outcome(['a.yaml'])).toHaveLength(1);
  });
});
