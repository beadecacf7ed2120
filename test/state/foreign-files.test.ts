import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { StateError, UsageError } from '../../src/model/errors.ts';
import { type LoadOptions, loadState } from '../../src/state/load.ts';
import { errorsOf, imageState } from './load-text.ts';

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

describe('a document without a `glance` section, in a file that has one elsewhere', () => {
  const NOVA = '---\nnova: {server: {}}\n';

  it.each([
    ['another formula', NOVA],
    ['an image', '---\nTwo: {source: "https://images.example/two"}\n'],
    ['no key that is text', '---\n? [a]\n: b\n'],
    ['a list', '---\n- {name: Two}\n'],
    ['the rest of a list after a mark', '...\n  - {name: Two}\n'],
    ['a value', '---\nTwo\n'],
  ])(
    'a document without a `glance` section is an error where the run may prune: %s',
    async (_what, document) => {
      write({ 'a.yaml': STATE + document });
      expect(await outcome(['a.yaml'])).toEqual([expect.stringMatching(/^a\.yaml:3: /)]);
    },
  );

  it('a document without a `glance` section gets a warning where nothing can be pruned', async () => {
    write({ 'a.yaml': HARMLESS + NOVA });
    expect(await outcome(['a.yaml'])).toEqual({
      images: ['One'],
      warnings: ['a.yaml:3:1: this document has no "glance" section, so reconcile ignores it'],
    });
  });
});

describe('a key at the top of a file that belongs below `glance`', () => {
  const INDENT = 'Indent it under "glance:"';

  it.each([
    ['server', 'glance:\nserver:\n  images: [{name: Two}]\n', `2: ${INDENT}.`],
    ['client', 'glance:\nclient:\n  identity: {p: {image: {Two: {}}}}\n', `2: ${INDENT}.`],
    ['server after a tab', 'glance:\t\nserver:\t\n  images: [{name: Two}]\n', `2: ${INDENT}.`],
    ['Server', 'glance:\nServer: {images: [{name: Two}]}\n', `2: ${INDENT}, as "server".`],
    ['servers', 'glance:\nservers: {images: [{name: Two}]}\n', `2: ${INDENT}, as "server".`],
    ['server after a byte order mark', 'glance:\n\ufeffserver: {}\n', `2: ${INDENT}, as "server".`],
    ['server without glance', 'server: {images: [{name: Two}]}\n', `1: ${INDENT}.`],
    ['server in a second document', `${HARMLESS.replace('One', 'Four')}---\nserver: {}\n`, `3: ${INDENT}.`],
    ['server after a mark', 'glance:\n---\n  server: {images: [{name: Two}]}\n', `3: ${INDENT}.`],
    ['server after an end mark', 'glance:\n...\n  server: {images: [{name: Two}]}\n', `3: ${INDENT}.`],
    ['glance with a zero-width space', '\u200bglance: {server: {}}\n', '1: Did you mean "glance"?'],
    ['glance with a hard space', 'glance\u00a0: {server: {}}\n', '1: Did you mean "glance"?'],
  ])(
    'a key at the top of a file that belongs below `glance` is an error with its right place: %s',
    async (_what, text, fault) => {
      write({ 'a.yaml': STATE, 'b.yaml': text });
      expect(await outcome(['a.yaml', 'b.yaml'])).toEqual([`b.yaml:${fault}`]);
      expect(await outcome(['b.yaml'])).toEqual([`b.yaml:${fault}`]);
    },
  );

  it.each([
    ['images', 'glance.server'],
    ['image', 'glance.server'],
    ['image_lists', 'glance.server'],
    ['vmcatcher', 'glance.server'],
    ['defaults', 'glance.server'],
    ['name', 'glance.server'],
    ['cloud', 'glance.server'],
    ['identity', 'glance.server'],
    ['enabled', 'glance.server'],
    ['reconcile', 'glance.server'],
    ['cloud_name', 'glance.client'],
    ['max_deletes', 'glance.server.reconcile'],
    ['prune', 'glance.server.reconcile'],
  ])(
    'a key beside `glance` that belongs below it is an error that names its section: %s',
    async (key, section) => {
      write({ 'a.yaml': `${HARMLESS}${key}:\n` });
      expect(await outcome(['a.yaml'])).toEqual([
        `a.yaml:2: Move it under ${section}, as "${key}". A key of another program needs another name.`,
      ]);
    },
  );

  it('a key of another formula beside `glance` is no error', async () => {
    const others = ['nova', 'bind', 'rabbitmq', 'barbican', 'logging', 'cinder', 'parameters', 'version'];
    write({ 'a.yaml': HARMLESS + others.map((key) => `${key}: {server: {}}\n`).join('') });
    expect(await outcome(['a.yaml'])).toEqual({ images: ['One'], warnings: [] });
  });
});

describe('images in the wrong section of `glance`', () => {
  it.each([
    ['images under glance', 'glance:\n  images: [{name: Two}]\n', 2],
    ['keys of server beside it', 'glance:\n  server:\n  images: [{name: Two}]\n', 3],
    ['fields of an image beside its list', 'glance:\n  server:\n    images:\n    format: raw\n', 4],
    [
      'a field of an image beside its list of others',
      'glance:\n  server:\n    images:\n      - name: Two\n    prevent_delete: true\n',
      5,
    ],
    [
      'an image beside the mapping of the others',
      'glance:\n  server:\n    image:\n      One: {}\n    Two: {format: raw}\n',
      5,
    ],
    [
      'an image beside the mapping of its profile',
      'glance:\n  client:\n    identity:\n      p:\n        image: {}\n        Two: {format: raw}\n',
      6,
    ],
    [
      'a mapping of images beside the profiles',
      'glance:\n  client:\n    identity:\n      p:\n      image: {Two: {}}\n',
      5,
    ],
    ['a profile beside the others', 'glance:\n  client:\n    identity:\n    p: {image: {Two: {}}}\n', 4],
    ['images under a key of unknown meaning', 'glance:\n  prod: {server: {images: [{name: Two}]}}\n', 2],
    ['a list as the section', 'glance: [{name: Two}]\n', 1],
    ['an empty list as the section', 'glance: []\n', 1],
    ['a word as the section', 'glance: server\n', 1],
    ['a list as the server', 'glance: {server: [{name: Two}]}\n', 1],
    ['a second section', 'glance: {}\n"glance": {server: {images: [{name: Two}]}}\n', 2],
  ])('images in the wrong section of `glance` are an error at their place: %s', async (_what, text, line) => {
    write({ 'a.yaml': text });
    expect(await outcome(['a.yaml'])).toEqual([expect.stringMatching(`^a\\.yaml:${line}: `)]);
  });

  it('a key of the formula that only looks a little like images is no error', async () => {
    const server = 'image: {One: {}}, keys: {user: glance, name: x}, other: {enabled: true}, extra_things: ~';
    write({ 'a.yaml': `glance: {server: {${server}}}\n` });
    expect(await outcome(['a.yaml'])).toMatchObject({ images: ['One'], warnings: { length: 3 } });
  });
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

it.each([
  ['type', imageState('type: qcow2\nfile: x'), 'write "format"'],
  ['client.server', 'glance:\n  client:\n    server:\n      prod: {image: {}}\n', 'glance.client.identity'],
])(
  'a key of an older client or README gets a hint that names the present one: %s',
  async (_key, text, hint) => {
    const [error] = await errorsOf(text);
    expect(error?.hint).toContain(hint);
  },
);
