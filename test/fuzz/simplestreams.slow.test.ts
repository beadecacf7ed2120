import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import type { Published } from '../../src/model/published.ts';
import type { SimplestreamsReference } from '../../src/model/reference.ts';
import type { JsonObject } from '../../src/publisher/simplestreams/json.ts';
import { below } from '../../src/publisher/simplestreams/mirror.ts';
import { publishedItem, resolveSimplestreams } from '../../src/publisher/simplestreams/resolve.ts';
import {
  indexOf,
  item,
  PRODUCT,
  PRODUCTS_PATH,
  productsOf,
  referenceTo,
  STREAM,
} from '../publisher/simplestreams/mirror.ts';
import { options } from '../support/source-server.ts';
import { damaged, deepJson, edited, HOSTILE_TEXTS, jsonWithKeys, text } from './arbitraries.ts';
import { describeParser, survives } from './harness.ts';

const ALIASES = { _aliases: { release: { noble: { os: 'ubuntu', ftype: 'disk1.img', path: 'a/b.img' } } } };
const KEYS = ['items', 'versions', 'ftype', 'path', 'sha256', 'size', 'disk1.img', '_aliases', 'release'];
const products = damaged({ ...productsOf(), ...ALIASES }, fc.oneof(text, jsonWithKeys(KEYS)));
const name = fc.oneof(fc.constant(null), fc.constantFrom('disk1.img', '20240423', ...HOSTILE_TEXTS));

/** Expects that every URL is below the mirror. */
function expectBelow(locations: Published['locations']): void {
  expect(locations).toHaveLength(1);
  for (const location of locations) {
    if (location.kind === 'file') expect(location.path).toMatch(/^\/srv\/mirror\//);
    else if (location.kind === 'http') expect(location.url).toMatch(/^http:\/\/mirror\.example\/releases\//);
  }
}

function publish(json: unknown, more: Partial<SimplestreamsReference> = {}): void {
  const document = { place: 'it', json: json as JsonObject, fact: { status: 'none' } as const, warnings: [] };
  const published = publishedItem(
    { document, contentId: STREAM },
    referenceTo('http://mirror.example', more),
  );
  expectBelow(published.locations);
  for (const value of Object.values(published.properties)) expect(typeof value).toBe('string');
  for (const value of Object.values(published.digests)) expect(value).toMatch(/^[0-9a-f]+$/);
  expect(published.size === null || Number.isSafeInteger(published.size)).toBe(true);
}

describeParser('simplestreams: products', (fuzz) => {
  const isDocument = (value: unknown) => typeof value === 'object' && value !== null && !Array.isArray(value);
  fuzz(
    'damaged anywhere, asked for anything',
    fc.tuple(products.filter(isDocument), name, name, fc.oneof(fc.constant(PRODUCT), text)),
    ([json, named, version, product]) => publish(json, { item: named, version, product }),
  );
});

describeParser('simplestreams: paths', (fuzz) => {
  const parts = fc.constantFrom(
    '..',
    '.',
    '/',
    '\\',
    '%2e',
    '%2F',
    '%',
    'a',
    'b.img',
    ':',
    '//',
    ' ',
    'ü',
    '@',
  );
  const path = fc.oneof(
    text,
    fc.array(parts, { maxLength: 8 }).map((pieces) => pieces.join('')),
  );
  fuzz('any: never lead out of the mirror', path, (given) => {
    expectBelow([below({ kind: 'http', url: 'http://mirror.example/releases' }, given, 'it')]);
    expectBelow([below({ kind: 'file', path: '/srv/mirror' }, given, 'it')]);
  });
});

const folder = mkdtempSync(join(tmpdir(), 'reconcile-fuzz-mirror-'));
afterAll(() => rmSync(folder, { recursive: true }));
mkdirSync(join(folder, 'streams/v1'), { recursive: true });
writeFileSync(join(folder, PRODUCTS_PATH), JSON.stringify(productsOf()));
const local = referenceTo('', { mirror: { kind: 'file', path: folder } });

async function resolveIndex(index: string): Promise<void> {
  writeFileSync(join(folder, 'streams/v1/index.json'), index);
  const { locations } = await resolveSimplestreams(local, options());
  expect(locations[0]).toHaveProperty('path', expect.stringContaining(folder));
}

describeParser('simplestreams: index', (fuzz) => {
  const index = fc.oneof(
    damaged(indexOf(), jsonWithKeys(['path', 'products', 'format', 'index', PRODUCT])).map((json) =>
      JSON.stringify(json),
    ),
    edited(JSON.stringify(indexOf()), text),
  );
  fuzz('damaged anywhere', index, resolveIndex);
});

describe('a large index', () => {
  const many = 20_000;
  const numbers = [...Array(many).keys()];
  const named = (value: unknown) => Object.fromEntries(numbers.map((number) => [`n${number}`, value]));

  it.each<[string, object]>([
    ['versions', { versions: named({}) }],
    ['items', { versions: { '1': { items: named(item('a')) } } }],
    ['attributes', { ...named('x'), versions: { '1': { items: { 'disk1.img': item('a') } } } }],
    ['aliased items', { versions: { '1': { items: named({ release: 'noble' }) } } }],
    ['aliased versions', { versions: named({ release: 'noble', items: {} }) }],
  ])('many %s of a large index are read in bounded time', async (_, product) => {
    const large = { _aliases: { release: { noble: named('x') } } };
    await survives(() => publish({ ...productsOf(product), ...large }));
    await survives(() => publish({ ...productsOf(product), ...large }, { item: 'missing' }));
  });

  it('an index with nesting of any depth is refused', async () => {
    for (const json of [deepJson(200_000), `{"index":${deepJson(200_000)}}`]) {
      await survives(() => resolveIndex(json));
    }
  });
});
