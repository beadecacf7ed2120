import { describe, expect, it } from 'vitest';
import { formatFaults } from '../../../src/report/format-errors.ts';
import { errorOf, errorsOf, imageState, messagesOf } from '../load-text.ts';

const FIFTEEN_ERRORS = `glance:
  server:
    identity:
      engine: keystne
      hots: 10.0.0.1
      url: http://keystone.example:5000
      region: [RegionOne, RegionTwo]
    reconcile:
      prune: delete
    images:
      - name: 24.04
        formatt: qcow2
        min_ram: lots
      - name: good
        checksum: sha256:abc
        user: \${NOT_SET}
        description: \${NOT_SET}
        public: true
        visibility: private
        members: [tenant1]
      - name: good
        tags: [a, a]
`;

describe('a file with many errors', () => {
  it('reading a file with many errors reports each error at its own line and column', async () => {
    const errors = await errorsOf(FIFTEEN_ERRORS);

    const drawn = errors.map(({ at, message }) => `${at.line}:${at.column} ${message}`);
    expect(drawn).toEqual([
      '4:15 "engine" must be one of keystone, none, http_basic, not "keystne"',
      '5:7 unknown key "hots" in "identity"',
      '7:15 one run works on one region, not on 2',
      '9:14 "prune: delete" needs a named stack',
      '11:15 "name" must be a string, not the number 24.04',
      '12:9 unknown key "formatt" in this image',
      '13:18 "min_ram" must be a whole number, not a string',
      '15:19 a sha256 digest must have 64 hexadecimal digits, not 3',
      '16:9 unknown key "user" in this image',
      '16:15 the environment variable NOT_SET is not set',
      '17:22 the environment variable NOT_SET is not set',
      '19:9 "visibility: private" contradicts "public: true" at <stdin>:18:9',
      '20:9 "members" needs "visibility: shared", but this image is public',
      '21:15 the image "good" is already listed at <stdin>:14:15',
      '22:19 the tag "a" is listed twice, first at <stdin>:22:16',
    ]);
  });

  it('an error of an unknown name suggests the nearest known name', async () => {
    const hints = (await errorsOf(FIFTEEN_ERRORS)).map((error) => error.hint);

    expect(hints).toContainEqual(expect.stringMatching(/ "keystone"\?$/));
    expect(hints).toContainEqual(expect.stringMatching(/ "host"\?$/));
    expect(hints).toContainEqual(expect.stringMatching(/ "format"\?$/));
    expect(hints).toContain('Quote the value: "24.04".');
  });
});

describe('a value that YAML reads as another type', () => {
  it.each([
    ['version: 1.10', 'the number 1.10', 'Quote the value: "1.10".'],
    ['version: 2024-05-01', 'the date 2024-05-01', 'Quote the value: "2024-05-01".'],
    ['version: on', 'the boolean on', 'Quote the value: "on".'],
    [
      'checksum: 12345678901234567890123456789012',
      'the number 1234',
      'Quote the value: "12345678901234567890123456789012".',
    ],
    ['version:', 'empty', 'Give a value, or remove the key.'],
    ['public: "yes"', 'a string', 'Write true without quotes.'],
    ['min_disk: "10"', 'a string', 'Write the number without quotes.'],
    ['tags: linux', 'a string', 'Write a list: one entry a line, each after "- ".'],
  ])('a value that YAML reads as another type gets a hint how to write it: %s', async (line, found, hint) => {
    const error = await errorOf(line);

    expect(error.message).toContain(`not ${found}`);
    expect(error.hint).toBe(hint);
  });

  it.each(['min_ram: 0512', 'min_ram: 0x200', 'min_ram: 1_000', 'min_ram: 8:30', 'min_ram: 512.0'])(
    'a value is refused where YAML 1.1 and 1.2 differ: %s',
    async (line) => {
      expect((await errorOf(line)).message).toContain('must be a plain decimal number');
    },
  );

  it('a list in place of a mapping gets a hint to the other key, and the reverse', async () => {
    const [list] = await errorsOf('glance: {server: {image: [{name: one}]}}');
    const [mapping] = await errorsOf('glance: {server: {images: {one: {}}}}');

    expect(list?.hint).toContain('"images"');
    expect(mapping?.hint).toContain('"image"');
  });
});

describe('invalid YAML', () => {
  it.each([
    ['a tab', 'glance:\n  server:\n\timages: []\n', 3, 1, 'a tab must not indent YAML'],
    ['a mapping after a value', 'glance:\n  server: a: b\n', 2, 11, 'a mapping cannot begin here'],
    ['an open quote', 'glance:\n  server: "x\n\n\n', 2, 11, 'a quote, bracket, comma or colon is missing'],
    [
      'a key between an entry and its keys',
      'glance:\n  server:\n    images:\n      - name: One\n       file: x\n',
      5,
      1,
      'a key between an entry of a list and its keys',
    ],
    ['a duplicate key', 'glance:\n  server: {}\n  server: {}\n', 3, 3, 'duplicate key "server"'],
    ['two glance sections', 'glance: {}\nglance: {}\n', 2, 1, 'duplicate key "glance"'],
    ['an unknown alias', 'glance:\n  server: *base\n', 2, 11, 'no anchor "base"'],
    [
      'an alias in its own anchor',
      'glance:\n  server: &a {defaults: *a}\n',
      2,
      25,
      'a value that contains it',
    ],
    ['a list at the top', '- glance\n', 1, 1, 'a state file must be a mapping'],
    ['a merge of a number', 'glance:\n  server: {<<: 3}\n', 2, 16, '"<<" needs a mapping'],
    ['an unknown tag', 'glance:\n  server: !include x\n', 2, 20, 'the YAML tag "!include"'],
  ])('invalid YAML is reported at its place: %s', async (_, text, line, column, message) => {
    const errors = await errorsOf(text);

    expect(errors[0]?.message).toContain(message);
    expect(errors[0]?.at).toMatchObject({ line, column });
  });

  it('invalid YAML does not hide errors before it', async () => {
    const messages = await messagesOf(`${imageState('formatt: raw')}      - name: "two\n`);

    expect(messages[0]).toContain('unknown key "formatt"');
    expect(messages[1]).toContain('not valid YAML');
  });

  it('invalid YAML with exploding anchors is refused quickly', async () => {
    const levels = Array.from({ length: 12 }, (_, level) => {
      const base = level === 0 ? 'x' : `*l${level - 1}`;
      return `    l${level}: &l${level} [${Array(10).fill(base).join(', ')}]`;
    });

    const messages = await messagesOf(`glance:\n  server:\n${levels.join('\n')}\n`);

    expect(messages[0]).toContain('aliases turn this document into more than');
  });

  it.each(['[', '{a: ', '- '])('invalid YAML with deep nesting of %j is refused', async (opening) => {
    const messages = await messagesOf(`glance: {server: ${opening.repeat(5_000)}`);

    expect(messages.length).toBeGreaterThan(0);
  });

  it('invalid YAML is reported where a merged value is written, not where it is merged', async () => {
    const text = `glance:
  server:
    images:
      - &base {name: one, min_ram: -1}
      - {<<: *base, name: two}
`;
    const errors = await errorsOf(text);

    expect(errors.map(({ at }) => `${at.line}:${at.column}`)).toEqual(['4:36']);
  });
});

it('an image that takes its name from another by a merge key is reported at its own place', async () => {
  const text = 'glance:\n  server:\n    images:\n      - &a {name: one}\n      - {<<: *a, format: raw}\n';

  expect(await errorsOf(text)).toMatchObject([
    { at: { line: 5, column: 9 }, message: expect.stringMatching(/image "one" .* <stdin>:4:19$/) },
  ]);
});

describe('formatFaults', () => {
  it('formatFaults draws the place, the line, a caret and the hint', async () => {
    const faults = await errorsOf(imageState('format: qcow'));

    expect(faults).toMatchObject([
      {
        message: expect.stringMatching(
          /^"format" .* ami, ari, aki, vhd, vhdx, vmdk, raw, qcow2, vdi, ploop, iso, .*"qcow"$/,
        ),
        hint: expect.stringContaining('"qcow2"'),
      },
    ]);
    expect(formatFaults(faults)).toBe(`<stdin>:5:17: ${faults[0]?.message}
 5 |         format: qcow
   |                 ^
  ${faults[0]?.hint}
`);
  });

  it('formatFaults escapes control characters of the file', async () => {
    const drawn = formatFaults(
      await errorsOf('glance: {server: {images: [{name: "\u009b31m\u202e\u001b[2J", x: \u001b[31m}]}}'),
    );

    expect(drawn).toContain('\\u{1b}[31m');
    expect(drawn.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cf}]/u);
  });

  it('formatFaults keeps the caret under its place in a long line and after wide letters', async () => {
    const long = formatFaults(await errorsOf(`glance: {server: {name: ${'x'.repeat(200)}, cloud: 3}}`));
    const wide = formatFaults(await errorsOf('glance: {server: {name: 日本, cloud: 3}}'));

    const [, line = '', caret = ''] = long.split('\n');
    expect(line[caret.indexOf('^')]).toBe('3');
    expect(line.length).toBeLessThan(140);
    const [, wideLine = '', wideCaret = ''] = wide.split('\n');
    expect(wideCaret.indexOf('^')).toBe(wideLine.indexOf('3') + 2);
  });

  it.each([
    'glance: {server: {identity: {password: hunter22, host: 3}}}',
    'glance: {server: {identity: {host: a, password: 20202020}}}',
    'glance: {server: {identity: {password: [hunter22]}}}',
    'glance:\n  server:\n    identity:\n      password: hunter22: x\n',
    'glance:\n  server:\n    database: {password: hunter22}, x\n',
    imageState('source: https://mirror:hunter22@images.example/x'),
    imageState('source: {url: https://images.example/x, auth: {token: hunter22}}'),
    'glance: {server: {identity: {url: "ftp://u:hunter22@keystone.example"}}}',
    imageState('source: https://u:hunter22@h/x\nlocation: https://u:hunter22@h/y'),
    `glance:\n  server:\n    identity:\n      password: \${NOT_SET}\u00a0#hunter22\n`,
    `glance:\n  server:\n    identity:\n      password: \${NOT_SET}#hunter22\n`,
    'glance: {server: {cloud: "http://u:hunter22@h"}}\n---\nglance: {server: {cloud: b}}',
  ])('formatFaults never shows a secret: %s', async (text) => {
    const drawn = formatFaults(await errorsOf(text));

    expect(drawn).not.toBe('');
    expect(drawn).not.toMatch(/hunter22|20202020/);
  });

  it('formatFaults never shows the value of a variable', async () => {
    const drawn = formatFaults(await errorsOf(imageState(`visibility: \${SECRET}`), { SECRET: 'hunter22' }));

    expect(drawn).toContain(`not "\${SECRET}"`);
    expect(drawn).not.toContain('hunter22');
  });
});
