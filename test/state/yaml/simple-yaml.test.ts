import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ErrorList } from '../../../src/state/yaml/errors.ts';
import { parseYaml } from '../../../src/state/yaml/parse-yaml.ts';
import { typeOfPlain } from '../../../src/state/yaml/plain-scalar.ts';
import { readSimpleYaml } from '../../../src/state/yaml/simple-yaml.ts';
import { sourceText } from '../../../src/state/yaml/source-text.ts';
import { type Entry, type Node, sectionsOf } from '../../../src/state/yaml/tree.ts';

const ORDINARY = `# our images
glance:
  server:
    name: prod   # the stack
    identity: {engine: keystone, host: 10.0.0.1, password: "hunter2", pasword: x}
    reconcile:
      max_deletes: 5
    images:
    - name: "Ubuntu 24.04: server"
      source: https://images.example/a.img#part
      checksum: sha256:772187acc33620e4840d92741205e56ea75441734966aa08216623eaefef4d31
      tags: [a, 'b c', 12, 24.04]
      min_disk: 10
      public: yes
      description:
      properties:
        os_version: '24.04'
        os_distro: don''t
        hw_x: 1.5

    - name: it''s
      id: 6b5f3c1e-9d0a-4f5e-8a59-0d2c1f4b7e11
      tags: ["bench","x86_64"]
      properties: {"hw_disk_bus":"virtio","os_version":"13","min":[1,2]}
      previously:
        - former 1
        - 'it''s'
      backup: {keep: 2, name: old}
      auth:
        user: me
        unknown: hunter3
other:
  key: ~
`;

describe('the quick reader of YAML', () => {
  it('reads an ordinary state file', () => {
    expect(bothRead(ORDINARY)).toBe(true);
  });

  it.each([
    ['anchors', 'glance: &a\n  server: *a\n'],
    ['tags', 'glance: !!map\n  server: x\n'],
    ['values of several lines', 'glance:\n  server: a\n    b\n'],
    ['block scalars', 'glance:\n  server: |\n    b\n'],
    ['escapes', 'glance:\n  server: "a\\nb"\n'],
    ['duplicate keys', 'glance:\n  server: a\n  server: b\n'],
    ['dates', 'glance:\n  server: 2024-05-01\n'],
    ['tabs', 'glance:\n  server: a\tb\n'],
    ['several documents', 'glance: a\n---\nglance: b\n'],
    ['a wrong indentation', 'glance:\n    server: a\n  client: b\n'],
    ['no content', '# nothing\n'],
  ])('leaves %s to the yaml library', (_, text) => {
    expect(readSimpleYaml(sourceText('a.yaml', '/', text))).toBeNull();
  });

  it('gives the tree of the yaml library for every file that it reads', () => {
    let read = 0;
    fc.assert(
      fc.property(document, edits, (text, changes) => {
        if (bothRead(edited(text, changes))) read++;
      }),
      { numRuns: Number(process.env.SIMPLE_YAML_RUNS ?? 400) },
    );

    expect(read).toBeGreaterThan(80);
  });

  it.each(UNUSUAL.map((character) => [JSON.stringify(character), escaped(character), character]))(
    'the quick reader gives the tree of the yaml library for a text with %s (%s) in any place',
    (_shown, _code, character) => {
      const places = (text: string) => [
        `${character}${text}`,
        `${text.slice(0, 1)}${character}${text.slice(1)}`,
        text + character,
      ];
      const written = ['ab', '"ab"', "'ab'"].flatMap((text) => [
        ...places(text),
        text.replace('ab', `ab${character}`),
      ]);
      for (const text of written) {
        bothRead(`glance:\n  server:\n    ${text}: x\n`);
        bothRead(`glance:\n  server:\n    ${text} : x\n`);
        bothRead(
          `glance:\n  server:\n    a: ${text}\n    b: {c: ${text}, d: [${text}]}\n    e:\n      - ${text}\n`,
        );
        bothRead(`glance:\n  server:\n    a: ${text} # c\n    b: x${character}# c\n    c:${character}\n`);
      }
      for (const mark of ['---', '...']) bothRead(`${mark}${character}\nglance:\n  a: b\n`);
      bothRead(`glance:${character}\n  a: b\n`);
      bothRead(`glance${character}: {a: b}\n${character}\n`);
    },
  );

  it('tells the type of a plain value as the yaml library does', () => {
    const piece = fc.constantFrom(
      ...'0123456789',
      '.',
      '-',
      '+',
      '_',
      'e',
      'x',
      'b',
      'T',
      'Z',
      'inf',
      'nan',
      'yes',
    );
    fc.assert(
      fc.property(fc.array(piece, { minLength: 1, maxLength: 8 }), (pieces) => {
        const text = pieces.join('');
        const typed = typeOfPlain(text);
        if (typed === null) return;
        const source = sourceText('a', '/', `glance: {a: "", b: ${text}}`);
        const [section] = sectionsOf(parseYaml(source, new ErrorList()));
        expect(section?.entries.get('b')?.value).toMatchObject(typed);
      }),
      { numRuns: 1000 },
    );
  });

  it.each(['glance.yaml.example'])('reads %s, or leaves it to the yaml library', (file) => {
    bothRead(readFileSync(new URL(`../../../${file}`, import.meta.url), 'utf8'));
  });
});

/** Whether the quick reader read the text. Expects what it read to be the library's tree, without any error. */
function bothRead(text: string): boolean {
  const quick = sourceText('a.yaml', '/', text);
  const root = readSimpleYaml(quick);
  if (root === null) return false;
  const errors = new ErrorList();
  const whole = sourceText('a.yaml', '/', text);
  const parsed = parseYaml(whole, errors);
  const topKeys = parsed.documents.flatMap((document) => document.topKeys);
  const section = root.entries.get('glance')?.value;
  if (
    section !== undefined &&
    section.kind !== 'map' &&
    section.kind === 'scalar' &&
    section.type !== 'null'
  ) {
    return false;
  }
  if (section?.kind === 'list') return false;
  expect(errors.sorted(['a.yaml']), text).toEqual([]);
  expect(section?.kind === 'map' ? [shown(section)] : [], text).toEqual(sectionsOf(parsed).map(shown));
  expect([...root.entries.values()].map(({ key, keyPlace: { start, end } }) => [key, start, end])).toEqual(
    topKeys.map(({ name, place: { start, end } }) => [name, start, end]),
  );
  expect(ordered(quick.secrets), text).toEqual(ordered(whole.secrets));
  return true;
}

function ordered(ranges: readonly (readonly [number, number])[]): readonly (readonly [number, number])[] {
  return [...ranges].sort(([a], [b]) => a - b);
}

function escaped(text: string): string {
  return Array.from(text, (character) => `U+${character.codePointAt(0)?.toString(16)}`).join(' ');
}

/** A node as data, with its place; of mappings and lists only the start. */
function shown(node: Node): unknown {
  const { start, end } = node.place;
  if (node.kind === 'scalar') return { ...node, place: [start, end] };
  if (node.kind === 'list') return { start, items: node.items.map(shown) };
  return { start, entries: [...node.entries].map(([name, entry]) => [name, shownEntry(entry)]) };
}

function shownEntry({ key, isText, keyPlace, value }: Entry): unknown {
  return { key, isText, at: [keyPlace.start, keyPlace.end], value: shown(value) };
}

/** Characters that a text may hold unseen, or that are more than one unit or letter; some readers take them for blanks. */
const UNUSUAL = [
  ...'\u00a0\u1680\u2000\u2003\u200a\u202f\u205f\u3000',
  ...'\u00ad\u200b\u200c\u200d\u2060\u180e\ufeff\u202e',
  ...['\u0085', '\u2028', '\u2029', '\u000b', '\u000c'],
  ...['e\u0301', '\u0301', '\ufe0f', '💿', '👩‍💻', '\ud83d', '日本'],
];

/** A text with one of these characters at its beginning, in its middle or at its end. */
const unusual = fc
  .tuple(
    fc.constantFrom(...UNUSUAL),
    fc.constantFrom('ab', 'max_deletes', 'it', ''),
    fc.constantFrom(0, 1, 99),
    fc.constantFrom('', '', '"', "'"),
  )
  .map(([character, text, place, quote]) => {
    const at = Math.min(place, text.length);
    return `${quote}${text.slice(0, at)}${character}${text.slice(at)}${quote}`;
  });

const word = fc.constantFrom(
  ...[
    'a',
    'name',
    'no',
    'y',
    'null',
    '~',
    '1',
    '010',
    '1.5',
    '0x1f',
    '-1',
    '1e3',
    '12:30',
    '2024-01-02',
    '.5',
    '<<',
  ],
  ...[
    '"q"',
    "'it''s'",
    '"a: b"',
    '"a # b"',
    'a b',
    'a: b',
    'a #b',
    'a#b',
    'x:y',
    'http://h/p?q=1',
    '$X',
    '""',
    "''",
  ],
  ...[
    '[a, b]',
    '[]',
    '{}',
    '{a: 1, b: [x]}',
    '{a: b}',
    '[a,b]',
    '{a:b}',
    '["a","b"]',
    '{"a":"b","c":1}',
    '{"a":b}',
    "{'a':'b' ,'c':[x,1]}",
    '[a',
    '&x',
    '*x',
    '!t',
    '|',
    '>',
    '%',
    '@',
    '`',
  ],
  ...[
    '- a',
    '-',
    '?',
    ': a',
    'password',
    'hunter2',
    'é',
    'a  b ',
    '12abc',
    '6b5f3c1e-9d0a',
    '=',
    '...',
    '---',
  ],
);

/** Lines of keys, items and values in any indentation: some of them are YAML. */
const line = fc
  .tuple(
    fc.constantFrom(0, 2, 2, 2, 4, 4, 6),
    fc.constantFrom('', '', '- ', '-  ', '- - '),
    fc.option(
      fc.oneof(
        {
          weight: 4,
          arbitrary: fc.constantFrom(
            ...['glance', 'identity', 'auth', 'password', 'a', 'b', 'c d', '"k"', "'l'", '1', 'no'],
          ),
        },
        unusual,
      ),
    ),
    fc.constantFrom(':', ': ', ':  ', ' : '),
    fc.option(fc.oneof({ weight: 4, arbitrary: word }, unusual)),
    fc.oneof(
      { weight: 6, arbitrary: fc.constantFrom('', '', '', ' # c', ' ', '#c') },
      fc.constantFrom(...UNUSUAL, ...UNUSUAL.map((character) => `${character}# c`)),
    ),
  )
  .map(([indent, item, key, colon, value, end]) => {
    return `${' '.repeat(indent)}${item}${key === null ? '' : key + colon}${value ?? ''}${end}`;
  });

const document = fc.oneof(
  fc.constant(ORDINARY),
  fc.array(line, { maxLength: 8 }).map((lines) => ['glance:', ...lines, ''].join('\n')),
);

/** Places, characters that go there, and how many characters they replace. */
const edits = fc.array(
  fc.tuple(
    fc.nat(),
    fc.oneof(
      word,
      unusual,
      fc.constantFrom(...UNUSUAL, ...' \n:-#\'"[]{},&*!|>%?@`~.0aé\\', '\n  ', '\n    ', ': ', ' #', ''),
    ),
    fc.nat(3),
  ),
  { maxLength: 3 },
);

function edited(text: string, changes: readonly (readonly [number, string, number])[]): string {
  return changes.reduce((changed, [place, given, length]) => {
    const at = place % (changed.length + 1);
    return changed.slice(0, at) + given + changed.slice(at + length);
  }, text);
}
