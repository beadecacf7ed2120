import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { errorOf, errorsOf, load, loadImage, messagesOf } from '../load-text.ts';

describe('an image with only a name', () => {
  it('an image with only a name manages only its name', async () => {
    expect(await loadImage('state: present')).toEqual({
      name: 'one',
      at: { file: '<stdin>', line: 4, column: 15 },
      previously: [],
      state: 'present',
      digests: {},
      propertiesMode: 'merge',
      method: 'upload',
      backup: {
        keep: 1,
        name: '{name} (backup {created_at})',
        visibility: 'private',
        hidden: true,
        deactivate: false,
      },
    });
  });
});

describe('aliases', () => {
  it.each([
    ['disk_format: raw', { diskFormat: 'raw' }],
    ['public: true', { visibility: 'public' }],
    ['is_public: false', { visibility: 'private' }],
    ['public: yes', { visibility: 'public' }],
    ['is_protected: true', { protected: true }],
    ['os_hidden: true', { hidden: true }],
    ['location: /x.img', { source: { kind: 'file', path: '/x.img' } }],
    ['wait_timeout: 60', { timeout: 60 }],
    ['prevent_delete: true', { preventDelete: true }],
    ['prevent_replace: true', { preventReplace: true }],
    ['adopt: true', { adopt: true }],
    ['previously: zero', { previously: ['zero'] }],
  ])('aliases set the canonical field: %s', async (line, expected) => {
    expect(await loadImage(line)).toMatchObject(expected);
  });

  it('aliases may be given together when they agree, and are refused when they contradict each other', async () => {
    expect(await loadImage('public: true\nvisibility: public')).toMatchObject({ visibility: 'public' });
    expect((await errorOf('format: raw\ndisk_format: qcow2')).message).toBe(
      '"disk_format: qcow2" contradicts "format: raw" at <stdin>:5:9',
    );
  });
});

describe('a name', () => {
  it.each(["it's", 'a "quoted", name: with everything', 'ünïcödé 日本 ☃', 'x'.repeat(255), '日'.repeat(255)])(
    'a name may be %s',
    async (name) => {
      const { images } = await load(`glance: {server: {images: [{name: ${JSON.stringify(name)}}]}}`);

      expect(images[0]?.name).toBe(name);
    },
  );

  it.each([
    ['""', 'must not be empty'],
    [`"${'x'.repeat(256)}"`, 'must have at most 255 characters, not 256'],
    ['"a\\nb"', 'one line of text'],
    ['"\\ud800"', 'one line of text'],
    ['0x10', 'the number 0x10'],
  ])('a name must not be %s', async (name, message) => {
    const [found] = await messagesOf(`glance: {server: {images: [{name: ${name}}]}}`);

    expect(found).toContain(message);
  });

  it.each(['images: [{name: "\u{1F980}"}]', 'image: {"\u{1F980}": {}}'])(
    'a name must not hold characters beyond U+FFFF, which Glance refuses: %s',
    async (shape) => {
      await expect(load(`glance: {server: {${shape}}}`)).rejects.toMatchObject({
        faults: [{ message: expect.stringContaining('beyond U+FFFF in a name') }],
      });
    },
  );

  it('a name may be any line of 1 to 255 characters, and is kept unchanged', async () => {
    const text = fc
      .string({ unit: 'grapheme', minLength: 1, maxLength: 40 })
      .filter((name) => !/[\p{Cc}\p{Cs}\u{10000}-\u{10FFFF}]/u.test(name));
    await fc.assert(
      fc.asyncProperty(text, async (name) => {
        // JSON strings are YAML strings, except for references to variables.
        const written = JSON.stringify(name.replaceAll(`\${`, `$\${`));
        const { images } = await load(`glance: {server: {images: [{name: ${written}}]}}`);
        expect(images[0]?.name).toBe(name);
      }),
      { numRuns: 50 },
    );
  });
});

describe('properties', () => {
  it('properties become strings with the text of the file', async () => {
    const image = await loadImage(
      'properties: {cores: 4, boot: true, on: yes, version: 1.10, built: 2024-05-01, mask: 0x1f, text: "a b", empty: ""}',
    );

    expect(image.properties).toEqual({
      cores: '4',
      boot: 'true',
      on: 'yes',
      version: '1.10',
      built: '2024-05-01',
      mask: '0x1f',
      text: 'a b',
      empty: '',
    });
  });

  it.each([
    ['name: x', 'Use the image\'s own field "name".'],
    ['disk_format: raw', 'Use the image\'s own field "format".'],
    ['os_hidden: true', 'Use the image\'s own field "hidden".'],
    ['created_at: now', 'Remove the property: Glance sets it.'],
    ['os_glance_import_task: x', 'Use another name.'],
    ['owner_specified.reconcile.stack: x', 'Use another name.'],
    ['owner_specified.openstack.sha256: x', 'Use "checksum" for the digest that you expect.'],
    ['list: [a, b]', 'Join the values in one string, e.g. "a,b".'],
    ['nothing:', 'Write "" for an empty value.'],
  ])('properties are refused with a hint: %s', async (line, hint) => {
    expect((await errorOf(`properties:\n  ${line}`)).hint).toBe(hint);
  });

  it('properties may be called __proto__ or constructor', async () => {
    const image = await loadImage('properties: {__proto__: a, constructor: b}');

    expect(Object.entries(image.properties ?? {})).toEqual([
      ['__proto__', 'a'],
      ['constructor', 'b'],
    ]);
  });

  it('properties must have names of at most 255 characters', async () => {
    expect((await errorOf(`properties: {${'x'.repeat(256)}: a}`)).message).toContain('at most 255');
  });
});

describe('members', () => {
  it('members are names, names in a domain, or ids, and make an image shared', async () => {
    const image = await loadImage('members: [tenant1, {project: tenant2, domain: Default}, {id: abc}]');

    expect(image.visibility).toBe('shared');
    expect(image.members).toMatchObject([
      { project: 'tenant1' },
      { project: 'tenant2', domain: 'Default' },
      { project: 'abc' },
    ]);
    expect(image.members?.[1]?.at).toMatchObject({ line: 5, column: 28 });
  });

  it('members may be an empty list on any image', async () => {
    expect(await loadImage('members: []\npublic: true')).toMatchObject({ members: [], visibility: 'public' });
  });

  it.each(['public', 'private', 'community'])('members are refused on a %s image', async (visibility) => {
    expect((await errorOf(`visibility: ${visibility}\nmembers: [a]`)).at).toMatchObject({
      line: 6,
      column: 9,
    });
  });

  it.each([
    ['members: [a, {project: a}]', 'listed twice'],
    ['members: [{domain: d}]', 'a project needs either'],
    ['members: [{project: a, id: b}]', 'a project needs either'],
    ['members: [12345]', 'must be a string or a mapping'],
    ['members: tenant1', 'must be a list'],
    ['members: [{project: a, can_share: true}]', 'gives members no right to share'],
    ['can_share: true', 'gives members no right to share'],
  ])('members are refused: %s', async (line, message) => {
    expect((await errorOf(line)).message).toContain(message);
  });

  it('members may have can_share: false, the only value that v2 has', async () => {
    await expect(loadImage('can_share: false')).resolves.toBeDefined();
    await expect(loadImage('members: [{project: a, can_share: false}]')).resolves.toMatchObject({
      members: [{ project: 'a' }],
    });
  });
});

describe('backup', () => {
  it.each([
    ['backup: true', { keep: 1 }],
    ['backup: false', { keep: 0 }],
    ['backup: {keep: 3, hidden: false}', { keep: 3, hidden: false, visibility: 'private' }],
    ['backup: {directory: old}', { directory: 'old', keep: 1 }],
    ['backup: {directory: /srv/old}', { directory: '/srv/old', keep: 1 }],
    ['backup: {name: "{name} {version} {id} {created_at}"}', { name: '{name} {version} {id} {created_at}' }],
  ])('backup is read: %s', async (line, expected) => {
    expect((await loadImage(line)).backup).toMatchObject(expected);
  });

  it.each([
    ['backup: {name: "{nam}"}', 'unknown placeholder {nam}'],
    ['backup: {name: "{name"}', 'a brace in this backup name'],
    ['backup: {name: "{name}"}', 'must not have the name that the image is published under'],
    ['backup: {keep: -1}', 'must be from 0'],
    ['backup: {kep: 1}', 'unknown key "kep" in "backup"'],
    ['backup: 3', 'must be true or false or a mapping'],
  ])('a field of an image is refused: %s', async (line, message) => {
    expect((await errorOf(line)).message).toContain(message);
  });
});

describe('any other field', () => {
  it.each([
    ['id: ABCDEF00-0000-0000-0000-000000000000', 'a UUID in lower case'],
    // Glance answers 400 to these with any database (docs/glance-behaviour.md).
    ['description: "a crab: \u{1F980}"', 'beyond U+FFFF in description, and this holds U+1F980'],
    ['tags: ["\u{1F980}"]', 'beyond U+FFFF in tags'],
    ['properties: {"\u{1F980}": a}', 'beyond U+FFFF in properties'],
    ['properties: {a: "\u{1F980}"}', 'beyond U+FFFF in properties'],
    ['id: 123', 'must be a string'],
    ['min_disk: 2147483648', 'must be from 0 to 2147483647'],
    ['min_ram: 1.5', 'must be a whole number, not 1.5'],
    ['size: 0', 'must be from 1'],
    ['timeout: 0', 'must be from 1'],
    ['status: queued', 'must be one of active, deactivated'],
    ['tags: [a, a]', 'listed twice'],
    [`tags: [${'x'.repeat(256)}]`, 'at most 255'],
    ['stores: []', 'must not be empty'],
    ['description: "a\\u0000"', 'control characters'],
    ['previously: one', "the image's own name"],
    ['previously: [a, a]', 'listed twice'],
  ])('a field of an image is refused: %s', async (line, message) => {
    expect((await errorOf(line)).message).toContain(message);
  });

  it('a description may have many lines', async () => {
    expect((await loadImage('description: |\n  two\n  lines')).description).toBe('two\nlines\n');
  });
});

describe('defaults', () => {
  const text = `glance:
  server:
    defaults:
      visibility: public
      tags: [base]
      properties: {a: base, b: base}
      backup: {keep: 4, hidden: false}
    images:
      - {name: plain}
      - {name: own, public: false, tags: [own], properties: {b: own}, backup: {keep: 1}}
      - {name: none, backup: false}
`;

  it('defaults are merged under every image: properties and backup key by key, other fields as a whole', async () => {
    const [plain, own, none] = (await load(text)).images;

    expect(plain).toMatchObject({
      visibility: 'public',
      tags: ['base'],
      properties: { a: 'base', b: 'base' },
    });
    expect(own).toMatchObject({ visibility: 'private', tags: ['own'], properties: { a: 'base', b: 'own' } });
    expect(own?.backup).toMatchObject({ keep: 1, hidden: false });
    expect(none?.backup.keep).toBe(0);
  });

  it.each(['name', 'id', 'source', 'checksum', 'state'])('defaults cannot hold %s', async (field) => {
    const [message] = await messagesOf(`glance: {server: {defaults: {${field}: x}}}`);

    expect(message).toContain('belongs to one image');
  });

  it('defaults with an error are reported once, with any number of images', async () => {
    const messages = await messagesOf(
      'glance: {server: {defaults: {backup: {name: "{x}"}}, images: [{name: a}, {name: b}]}}',
    );

    expect(messages).toHaveLength(1);
  });
});

describe('two images', () => {
  it.each([
    ['[{name: a}, {name: a}]', 'the image "a" is already listed at <stdin>:1:35'],
    ['[{name: a, previously: b}, {name: b}]', 'the former name "b" is also the name of the image at'],
    ['[{name: a, previously: x}, {name: b, previously: x}]', 'the former name "x" is already given'],
    [
      '[{name: a, source: "http://h/1", file: c}, {name: b, source: "http://h/2", file: c}]',
      'already uses this file for another source',
    ],
    [
      '[{name: a, backup: {name: b}}, {name: b}]',
      'a backup of "a" would get the name "b", which the image at <stdin>:1:65 has',
    ],
    [
      '[{name: a 1}, {name: a, version: "1", backup: {name: "{name} {version}"}}]',
      'a backup of "a" would get the name "a 1"',
    ],
  ])('two images are refused when they share a name or a file: %s', async (images, message) => {
    expect((await messagesOf(`glance: {server: {images: ${images}}}`))[0]).toContain(message);
  });

  it('two images are refused when a default backup name is the name of the other', async () => {
    const text = `
glance:
  server:
    defaults: {backup: {name: b}}
    images:
      - {name: a}
      - {name: b}
`;
    expect(await messagesOf(text)).toEqual([
      expect.stringMatching(/^a backup of "a" .*"b", [^"]* <stdin>:7:16\b/),
    ]);
  });

  it.each(['{name} {created_at}', '{id}', '{name} {version}', 'old'])(
    'two images may have backup names that depend on the live image, or that no image has: %s',
    async (name) => {
      const images = `[{name: a, backup: {name: "${name}"}}, {name: "a "}, {name: "a 1", version: "2"}]`;
      expect((await load(`glance: {server: {images: ${images}}}`)).images).toHaveLength(3);
    },
  );

  it('two images are refused with one id', async () => {
    const id = '6b5f3c1e-9d0a-4f5e-8a59-0d2c1f4b7e11';

    expect(
      (await messagesOf(`glance: {server: {images: [{name: a, id: ${id}}, {name: b, id: ${id}}]}}`))[0],
    ).toContain('already given at');
  });
});

describe('many images', () => {
  it('many images are read quickly, in the order of the file', async () => {
    const names = Array.from({ length: 300 }, (_, index) => `image ${index}`);
    const text = `glance:\n  server:\n    images:\n${names.map((name) => `      - {name: ${name}, tags: [x], min_ram: 1}\n`).join('')}`;

    expect((await load(text)).images.map((image) => image.name)).toEqual(names);
    expect(await errorsOf(text.replaceAll('min_ram: 1', 'min_ram: -1'))).toHaveLength(300);
  });
});
