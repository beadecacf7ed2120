import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { isAbsolute, join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse, stringify } from 'yaml';
import type { Desired } from '../../src/model/desired.ts';
import { HEX_LENGTH, isAlgorithm } from '../../src/model/digest.ts';
import { StateError } from '../../src/model/errors.ts';
import { desiredToJson } from '../../src/report/desired-json.ts';
import { drawDesired } from '../../src/report/explanation-text.ts';
import { formatFaults } from '../../src/report/format-errors.ts';
import { loadState } from '../../src/state/load.ts';
import { knownKeys } from '../../src/state/schema.ts';
import { damaged, edited, editedBytes, jsonWithKeys, text } from './arbitraries.ts';
import { describeParser, survives } from './harness.ts';

const UNSAFE = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u;

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'reconcile-fuzz-state-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Loads any text. A loaded state must be usable. Errors must have their places, and formatFaults must draw them. */
async function load(content: string | Uint8Array): Promise<Desired> {
  writeFileSync(join(folder, 'glance.yaml'), content);
  try {
    const env = { A: 'a', OS_PASSWORD: 'hunter22' };
    const desired = await loadState({ paths: ['glance.yaml'], env, cwd: folder });
    expectUsable(desired);
    return desired;
  } catch (error) {
    if (error instanceof StateError) expectShowable(error);
    throw error;
  }
}

function expectUsable(desired: Desired): void {
  const drawn = drawDesired(desired, { colour: 0, width: 80 });
  expect(drawn.replaceAll('\n', '')).not.toMatch(UNSAFE);
  const json = desiredToJson(desired);
  expect(json.replaceAll('\n', '')).not.toMatch(UNSAFE);
  const names = desired.images.map((image) => image.name);
  expect(new Set(names).size).toBe(names.length);
  for (const { name, digests, source, size, timeout, properties } of desired.images) {
    expect(name).not.toBe('');
    for (const [algorithm, hex] of Object.entries(digests)) {
      expect(isAlgorithm(algorithm) && hex.length === HEX_LENGTH[algorithm] && /^[0-9a-f]+$/.test(hex)).toBe(
        true,
      );
    }
    if (source?.kind === 'file') expect(isAbsolute(source.path) && !source.path.includes('\0')).toBe(true);
    if (source?.kind === 'http') {
      const { username, password, protocol } = new URL(source.url);
      expect([username, password]).toEqual(['', '']);
      expect(protocol).toMatch(/^https?:$/);
      if (source.cachedAt !== undefined) expect(source.cachedAt.startsWith(`${folder}/`)).toBe(true);
    }
    for (const count of [size, timeout]) if (count !== undefined) expect(Number.isFinite(count)).toBe(true);
    for (const value of Object.values(properties ?? {})) expect(typeof value).toBe('string');
  }
}

function expectShowable({ faults }: StateError): void {
  expect(faults.length).toBeGreaterThan(0);
  expect(faults.length).toBeLessThanOrEqual(1001);
  for (const { at } of faults) expect(Math.min(at.line, at.column)).toBeGreaterThan(0);
  const shown = formatFaults(faults);
  expect(shown.replaceAll('\n', '')).not.toMatch(UNSAFE);
}

/** Every honest state file there is: the example, those of the documents, and pillars as their users have them. */
function honestFiles(): readonly Buffer[] {
  const root = new URL('../../', import.meta.url);
  const within = (path: string) =>
    readdirSync(new URL(path, root))
      .filter((name) => !name.endsWith('.ts'))
      .map((name) => readFileSync(new URL(path + name, root)));
  return [
    readFileSync(new URL('glance.yaml.example', root)),
    ...within('examples/'),
    ...within('test/state/fixtures/'),
  ];
}

const FILES = honestFiles();
const TEXTS = FILES.map((bytes) => bytes.toString('utf8'));
const VALUES = TEXTS.map((content) => parse(content, { version: '1.1', merge: true }) as unknown);
const KEYS = [
  ...['image', 'checksum', 'source', 'identity', 'reconcile'].flatMap((name) =>
    knownKeys(name as Parameters<typeof knownKeys>[0]),
  ),
  ...['name', 'server', 'images', 'defaults', 'client', 'auth', 'url', 'token', 'keep'],
];

const SHA256 = 'c'.repeat(64);
const hostile = fc.oneof(
  text,
  fc.constantFrom(
    `\${A}`,
    `\${B}`,
    `$\${`,
    `\${OS_PASSWORD}`,
    `https://u:\${OS_PASSWORD}@h/x`,
    'https:\\\\h\\x',
    'https:h/x',
    'HTTP:/h',
    'file://host/share',
    'file:///a%00b',
    'file:///a%2fb',
    'x\0y',
    '../../x',
    'a/../../../x',
    '/dev/zero',
    'C:\\x',
    '10%',
    '1e999%',
    '-0',
    '0x7fffffffffffffff',
    '1_000',
    '12:30:45',
    '2001-01-01',
    '.inf',
    '.nan',
    'yes',
    'sha256:',
    `sha256:${SHA256}`,
    `sha256:${SHA256}:md5:${SHA256}`,
  ),
);
const yaml = (value: unknown) => stringify(value, { aliasDuplicateObjects: false });

const TOKENS = [
  ...['- ', ': ', '? ', '{', '}', '[', ']', ', ', '\n', '\n  ', '\n    ', '\t', ' ', '#', '|', '>', '|+9\n'],
  ...['&a ', '*a', '*a ', '<<: ', '<<: *a', '---\n', '...\n', '%YAML 1.2\n', '%TAG ! x:\n', '\ufeff', '\r'],
  ...['!!binary ', '!!set ', '!!omap ', '!!str ', '!!int ', '!x ', '! ', '"', "'", '\\x', '"\\u0000"', '~'],
  ...['glance:', 'server:', 'images:', 'image:', 'name: ', 'source: ', 'checksum: ', 'a', '1', '0o17', '.5'],
];

describeParser('state files', (fuzz) => {
  fuzz(
    'any values under known keys',
    fc.array(jsonWithKeys(KEYS), { maxLength: 3 }),
    (images) => load(yaml({ glance: { server: { images } } })),
    { share: 0.5 },
  );
  fuzz(
    'damaged values',
    fc.constantFrom(...VALUES).chain((honest) => damaged(honest, fc.oneof(hostile, jsonWithKeys(KEYS)))),
    (value) => load(yaml(value)),
    { share: 0.5 },
  );
  fuzz('known fields with hostile values', fc.dictionary(fc.constantFrom(...KEYS), hostile), (fields) =>
    load(yaml({ glance: { server: { images: [{ name: 'one', ...fields }] } } })),
  );
  fuzz(
    'an edited file',
    fc
      .constantFrom(...TEXTS)
      .chain((honest) => edited(honest, fc.oneof(hostile, fc.constantFrom(...TOKENS)))),
    (content) => load(content),
    { share: 0.5 },
  );
  fuzz(
    'marks of YAML in any order',
    fc.array(fc.constantFrom(...TOKENS), { maxLength: 60 }).map((tokens) => tokens.join('')),
    (content) => load(content),
  );
  fuzz('any text', text, (content) => load(content), { share: 0.2 });
  fuzz(
    'changed or cut bytes: text that is not UTF-8 is refused',
    fc.constantFrom(...FILES).chain(editedBytes),
    async (bytes) => {
      await load(bytes);
      expect(() => new TextDecoder('utf-8', { fatal: true }).decode(bytes)).not.toThrow();
    },
    { share: 0.5 },
  );
});

const SECRET = 'hunter22';

describeParser('addresses with credentials in state files', (fuzz) => {
  const sign = fc.constantFrom(
    '',
    '/',
    '#',
    '?',
    '%',
    '%zz',
    ':',
    '@',
    '\\',
    '.',
    '[',
    ']',
    ';',
    '&',
    '=',
    '+',
    ',',
  );
  const address = fc
    .record({
      scheme: fc.constantFrom('http', 'https', 'HTTPS', 'ftp', 'file', 'h2', ''),
      slashes: fc.constantFrom('://', ':/', ':', ':///', ':\\\\', '//', ''),
      user: fc.oneof(fc.constantFrom('user', 'a%40b', ''), sign),
      before: sign,
      after: sign,
      host: fc.constantFrom('h', 'h:80', 'h:port', '[::1', '[::1]', 'h h', '', 'h/x?sig=a#b', 'h/x@2'),
    })
    .map(
      ({ scheme, slashes, user, before, after, host }) =>
        `${scheme}${slashes}${user}:${before}${SECRET}${after}@${host}`,
    );
  const places: Readonly<Record<string, (written: string) => unknown>> = {
    source: (written) => ({ images: [{ name: 'one', source: written }] }),
    'source.url': (written) => ({ images: [{ name: 'one', source: { url: written } }] }),
    location: (written) => ({ images: [{ name: 'one', location: written, colour: 'red' }] }),
    file: (written) => ({ images: [{ name: 'one', source: 'https://h/x', file: written }] }),
    checksum: (written) => ({ images: [{ name: 'one', source: '/x', checksum: written }] }),
    'identity.url': (written) => ({ identity: { url: written }, images: [{ name: 'one', colour: 'red' }] }),
    'identity.host': (written) => ({ identity: { host: written, protocl: 'x' }, images: [] }),
  };
  fuzz(
    'appear in no message',
    fc.tuple(address, fc.constantFrom(...Object.keys(places)), fc.boolean()),
    async ([written, place, inFlow]) => {
      const content = yaml({ glance: { server: places[place]?.(written) } });
      try {
        await load(inFlow ? JSON.stringify(parse(content)) : content);
      } catch (error) {
        if (error instanceof StateError) {
          expect(formatFaults(error.faults) + JSON.stringify(error.faults)).not.toContain(SECRET);
        }
        throw error;
      }
    },
  );
});

describeParser('checksums in state files', (fuzz) => {
  const algorithm = fc.oneof(
    fc.constantFrom(...Object.keys(HEX_LENGTH), 'SHA-256', 'sha3', 'crc32', ''),
    text,
  );
  const hex = fc.oneof(
    fc.constantFrom(...Object.values(HEX_LENGTH)).map((length) => 'a'.repeat(length)),
    fc.integer({ min: 0, max: 140 }).map((length) => 'A1'.repeat(70).slice(0, length)),
    text,
  );
  const one = fc.tuple(algorithm, fc.constantFrom(':', ' ', ',', '='), hex).map((parts) => parts.join(''));
  const joined = fc
    .tuple(fc.array(fc.oneof(one, hex), { maxLength: 4 }), fc.constantFrom(':', ',', ' ', '\n'))
    .map(([parts, by]) => parts.join(by));
  const checksum = fc.oneof(
    one,
    hex,
    joined,
    fc.array(fc.oneof(one, hex, joined), { maxLength: 4 }),
    fc.dictionary(algorithm, fc.oneof(hex, fc.integer(), fc.constant(null)), { maxKeys: 4 }),
    fc.integer(),
    fc.double(),
  );
  fuzz('in any form: an accepted digest is in the text', checksum, async (given) => {
    const written = yaml(given).toLowerCase();
    const { images } = await load(
      yaml({ glance: { server: { images: [{ name: 'one', source: '/x', checksum: given }] } } }),
    );
    const [image] = images;
    for (const value of Object.values(image?.digests ?? {})) expect(written).toContain(value);
    expect(Object.keys(image?.digests ?? {}).length).toBeGreaterThan(0);
  });
});

function bomb(levels: number): string {
  const names = Array.from({ length: levels }, (_, level) => `a${level}`);
  const lines = names.map((name, level) =>
    level === 0 ? `${name}: &${name} [x, x, x]` : `${name}: &${name} [${`*a${level - 1}, `.repeat(9)}]`,
  );
  return `${lines.join('\n')}\nglance: {server: {images: *a${levels - 1}}}\n`;
}

const server = (inside: string) => `glance:\n  server:\n${inside}`;
const image = (fields: string) => server(`    images: [{name: one, ${fields}}]\n`);

describe('by example', () => {
  it.each([
    ['an alias bomb', bomb(9)],
    ['a bomb of merges', bomb(9).replaceAll('[', '[').replace('images: ', '<<: ')],
    ['an alias of itself', 'glance: &a {server: *a}'],
    ['a hundred thousand brackets', '['.repeat(100_000)],
    ['a hundred thousand lists', `glance: ${'['.repeat(100_000)}${']'.repeat(100_000)}`],
    ['a hundred thousand mappings', `glance: ${'{a: '.repeat(100_000)}`],
    ['ten thousand questions', `glance: ${'? '.repeat(10_000)}`],
    ['thousands of levels', Array.from({ length: 3_000 }, (_, depth) => `${' '.repeat(depth)}a:`).join('\n')],
    ['a megabyte in one line', server(`    name: ${'x'.repeat(1_000_000)}\n`)],
    ['a megabyte in quotes', server(`    name: "${'\\u0041'.repeat(160_000)}\n`)],
    ['a megabyte of references', server(`    name: "${`\${A}`.repeat(250_000)}"\n`)],
    ['a megabyte of open references', server(`    name: "${`\${A:-`.repeat(200_000)}"\n`)],
    ['a megabyte of digests', image(`source: /x, checksum: "${'sha256:'.repeat(150_000)}"`)],
    ['a megabyte of an address', image(`source: "https://${'a@'.repeat(500_000)}"`)],
    ['twenty thousand faults', server(`    images:\n${'    - 1\n'.repeat(20_000)}`)],
    ['twenty thousand documents', '---\nglance: {}\n'.repeat(20_000)],
    [
      'twenty thousand keys',
      server(Array.from({ length: 20_000 }, (_, index) => `    k${index}: 1\n`).join('')),
    ],
    [
      'twenty thousand anchors',
      server(Array.from({ length: 20_000 }, (_, index) => `    k${index}: &a${index} 1\n`).join('')),
    ],
    ['aliases of one anchor', server(`    x: &x [1, 2, 3]\n    y: [${'*x, '.repeat(20_000)}]\n`)],
    ['a number of a million digits', image(`size: ${'9'.repeat(1_000_000)}`)],
  ])('a state file with %s is read in bounded time', async (_what, content) => {
    await survives(() => load(content));
  });

  it.each(['1e999', '9'.repeat(30), '-1', '0.5', '.inf', '.nan', '0x1fffffffffffffff', '9007199254740993'])(
    'the number %s is not a size in a state file',
    async (number) => {
      await expect(load(image(`size: ${number}, source: /x`))).rejects.toBeInstanceOf(StateError);
    },
  );

  it.each(['a\\0b', '../x', 'a/../../x', '/etc/x', '..', '.', '', 'a/', 'https://h/x', 'file:///etc/x'])(
    'beside a source, a file called "%s" is refused',
    async (file) => {
      await expect(load(image(`source: "https://h/x", file: "${file}"`))).rejects.toBeInstanceOf(StateError);
    },
  );

  it.each([
    'a\\0b',
    'file:///a%00b',
    'file://host/x',
    'file:///a%2fb',
    'file:x',
    'https:h/x',
    'HTTP:/h/x',
    'ftp:h',
    '',
    'ftp://h/x',
  ])('a source "%s" is refused', async (source) => {
    await expect(load(image(`source: "${source}"`))).rejects.toBeInstanceOf(StateError);
  });
});
