import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { loadState } from '../../src/state/load.ts';
import { knownKeys } from '../../src/state/schema.ts';

const ROOT = new URL('../..', import.meta.url).pathname;
const COMPLETE = 'glance.yaml.example';
const STATES = readdirSync(`${ROOT}/examples`).filter((name) => /\.(yaml|sls)$/.test(name));

describe.each([...STATES.map((name) => `examples/${name}`), COMPLETE])('%s', (file) => {
  it('an example is a valid state without warnings', async () => {
    const desired = await loadState({ paths: [file], env: {}, cwd: ROOT });

    expect(desired.images.length > 0 || desired.vmcatcher !== undefined).toBe(true);
    expect(desired.warnings).toEqual([]);
  });
});

describe(COMPLETE, () => {
  const text = readFileSync(`${ROOT}/${COMPLETE}`, 'utf8');

  it.each(['image', 'reconcile', 'backup', 'identity'] as const)(
    'the complete example shows every field of %s under one of its names',
    (section) => {
      const missing = knownKeys(section).filter((key) => !new RegExp(`(^|[^\\w])${key}\\b`).test(text));

      expect(missing.filter((key) => !SPELLINGS.includes(key))).toEqual([]);
    },
  );
});

/** Aliases of fields that the example shows under their canonical names. */
const SPELLINGS = [
  'is_public',
  'is_protected',
  'is_hidden',
  'os_hidden',
  'auth_url',
  'region_name',
  'username',
  'tenant_name',
  'project_name',
  'domain_name',
  'user_domain_name',
  'project_domain_name',
  'cacert_file',
];

it('the pillar of salt-formula-glance becomes one public image', async () => {
  const { images, cloud } = await loadState({ paths: ['examples/pillar.sls'], env: {}, cwd: ROOT });

  expect(images).toMatchObject([
    {
      name: 'CirrOS 0.3.1',
      diskFormat: 'qcow2',
      visibility: 'public',
      source: {
        kind: 'http',
        url: 'http://cdn.download.cirros-cloud.net/0.3.1/cirros-0.3.1-x86_64-disk.img',
        cachedAt: `${ROOT}examples/cirros-0.3.1-x86_64-disk.img`,
        cachedBelow: `${ROOT}examples`,
      },
    },
  ]);
  const file = 'examples/pillar.sls';
  expect(cloud.identity).toEqual({
    at: { section: { file, line: 20, column: 7 }, url: { file, line: 21, column: 7 } },
    engine: 'keystone',
    url: 'http://127.0.0.1:35357',
    project: 'service',
    user: 'glance',
    password: 'pwd',
  });
});
