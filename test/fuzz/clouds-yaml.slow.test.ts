import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import { ConfigError } from '../../src/model/errors.ts';
import { resolveCloud } from '../../src/openstack/config/resolve.ts';
import { damaged, edited, jsonWithKeys, text } from './arbitraries.ts';
import { describeParser, survives } from './harness.ts';

const CLOUDS = {
  clouds: {
    prod: {
      profile: 'vendor',
      auth_type: 'password',
      auth: {
        auth_url: 'https://keystone.example/v3',
        username: 'glance',
        password: 'hunter2',
        project_name: 'p',
      },
      region_name: 'RegionOne',
      regions: ['RegionOne', { name: 'RegionTwo', values: { interface: 'internal' } }],
      interface: ['public', 'internal'],
      verify: false,
      cacert: '~/ca.pem',
      image_api_version: '2',
    },
  },
};
const SECURE = { clouds: { prod: { auth: { password: 'hunter2' } } } };
const PROFILES = { 'public-clouds': { vendor: { auth: { auth_url: 'https://{region_name}.example' } } } };

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'reconcile-fuzz-clouds-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface Files {
  readonly 'clouds.yaml'?: string | Uint8Array;
  readonly 'secure.yaml'?: string | Uint8Array;
  readonly 'clouds-public.yaml'?: string | Uint8Array;
}

async function resolveFrom(files: Files): Promise<unknown> {
  for (const name of ['clouds.yaml', 'secure.yaml', 'clouds-public.yaml'] as const) {
    writeFileSync(join(folder, name), files[name] ?? '');
  }
  const { config } = await resolveCloud({
    reference: { cloud: 'prod' },
    env: { XDG_CONFIG_HOME: folder },
    cwd: folder,
    home: folder,
    osCloud: undefined,
    region: undefined,
  });
  for (const value of Object.values(config.auth)) expect(typeof value).toBe('string');
  return config;
}

async function messageOf(files: Files): Promise<string> {
  try {
    await resolveFrom(files);
  } catch (error) {
    expect(error).toBeInstanceOf(ConfigError);
    return (error as Error).message;
  }
  throw new Error('it was taken');
}

const yaml = (value: unknown) => stringify(value, { aliasDuplicateObjects: false });

describeParser('clouds.yaml', (fuzz) => {
  fuzz('damaged values', damaged(CLOUDS), (clouds) => resolveFrom({ 'clouds.yaml': yaml(clouds) }));
  fuzz(
    'any values under known keys',
    jsonWithKeys([
      'clouds',
      'prod',
      'auth',
      'auth_url',
      'regions',
      'name',
      'values',
      'profile',
      'interface',
      'verify',
    ]),
    (clouds) => resolveFrom({ 'clouds.yaml': yaml(clouds) }),
  );
  fuzz('any text', text, (content) => resolveFrom({ 'clouds.yaml': content }));
  fuzz(
    'an edited file',
    edited(yaml(CLOUDS), fc.oneof(text, fc.constantFrom('&a ', '*a', '<<: *a', '- ', '? ', '!x '))),
    (content) => resolveFrom({ 'clouds.yaml': content }),
  );
});

describeParser('secure.yaml and clouds-public.yaml', (fuzz) => {
  fuzz('damaged', fc.tuple(damaged(SECURE), damaged(PROFILES)), ([secure, profiles]) =>
    resolveFrom({
      'clouds.yaml': yaml(CLOUDS),
      'secure.yaml': yaml(secure),
      'clouds-public.yaml': yaml(profiles),
    }),
  );
});

describe('by example', () => {
  const bomb = `a: &a [x, x, x, x, x, x, x, x, x]\n${Array.from('bcdefgh', (name, index) => `${name}: &${name} [${`*${'abcdefgh'[index]},`.repeat(9)}]`).join('\n')}\nclouds: {prod: {auth: *h}}`;
  it.each([
    ['an alias bomb', bomb],
    ['an alias without its anchor', 'clouds: *nowhere'],
    ['an alias of itself', 'clouds: &a {prod: *a}'],
    ['a merge of a list', 'clouds: {prod: {<<: [1, 2]}}'],
    ['ten thousand brackets', `clouds: ${'['.repeat(10_000)}`],
    ['ten thousand lists', `clouds: ${'['.repeat(10_000)}${']'.repeat(10_000)}`],
    ['thousands of levels', Array.from({ length: 3_000 }, (_, depth) => `${' '.repeat(depth)}a:`).join('\n')],
    ['two documents', 'clouds: {}\n---\nclouds: {}'],
    [
      'a mapping where text belongs',
      'clouds: {prod: {auth: {auth_url: http://k}, auth_type: {toString: x}}}',
    ],
    ['a mapping as a file name', 'clouds: {prod: {auth: {auth_url: http://k}, cacert: {a: b}}}'],
  ])('%s in clouds.yaml is an error of the configuration', async (_what, content) => {
    expect(await messageOf({ 'clouds.yaml': content })).not.toBe('');
  });

  it('a password of clouds.yaml that is not UTF-8 is refused, not changed', async () => {
    const latin1 = Buffer.from(
      'clouds: {prod: {auth: {auth_url: "http://k", password: "m\xfcller"}}}',
      'latin1',
    );
    expect(await messageOf({ 'clouds.yaml': latin1 })).toContain('not valid UTF-8');
  });

  it('a clouds.yaml that is too large is refused', async () => {
    expect(await messageOf({ 'clouds.yaml': `# ${'x'.repeat(11 * 1024 * 1024)}` })).toContain('larger than');
  });

  it('no message about clouds.yaml shows a password', async () => {
    for (const content of [
      'clouds: {prod: {auth: {password: hunter2, password: hunter2, x: *hunter2}}}',
      'clouds:\n  prod:\n    auth:\n      password: hunter2: hunter2',
      'clouds: {prod: {auth: {password: "hunter2}}}',
      'clouds: {prod: [hunter2]}',
      'clouds: [hunter2]',
      'hunter2',
    ]) {
      expect(await messageOf({ 'clouds.yaml': content })).not.toContain('hunter2');
    }
  });

  it('a key of clouds.yaml that every object has is a key like any other', async () => {
    const clouds =
      'clouds: {prod: {auth: {auth_url: "http://k", username: u, password: p, __proto__: {x: y}}, constructor: z, toString: {a: b}}}';
    await survives(() => resolveFrom({ 'clouds.yaml': clouds, 'secure.yaml': clouds }));
    expect(({} as Record<string, unknown>).x).toBeUndefined();
  });
});
