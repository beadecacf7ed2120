import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { CloudReference } from '../../../src/model/cloud.ts';
import { ConfigError } from '../../../src/model/errors.ts';
import { resolveCloud } from '../../../src/openstack/config/resolve.ts';

interface Scene {
  readonly files?: Record<string, string>;
  readonly env?: Record<string, string>;
  readonly reference?: CloudReference;
  readonly osCloud?: string;
  readonly region?: string;
}

/** Files by path below one folder: `here/` is the working directory, `home/` the home, `site/` XDG_CONFIG_DIRS. */
async function resolve(scene: Scene) {
  const root = await mkdtemp(path.join(tmpdir(), 'clouds-'));
  onTestFinished(() => rm(root, { recursive: true }));
  for (const [file, text] of Object.entries(scene.files ?? {})) {
    await mkdir(path.dirname(path.join(root, file)), { recursive: true });
    await writeFile(path.join(root, file), text);
  }
  const env = Object.fromEntries(
    Object.entries(scene.env ?? {}).map(([name, value]) => [name, value.replace('ROOT', root)]),
  );
  return resolveCloud({
    reference: scene.reference ?? {},
    env: { XDG_CONFIG_DIRS: path.join(root, 'site'), ...env },
    cwd: path.join(root, 'here'),
    home: path.join(root, 'home'),
    osCloud: scene.osCloud,
    region: scene.region,
  });
}

function clouds(...entries: string[]): string {
  return `clouds:\n${entries.map((entry) => `  ${entry}\n`).join('')}`;
}

const PROD =
  'prod: {auth: {auth_url: "https://prod.example:5000/v3", username: op, password: from-file, project_name: infra}}';
const TEST =
  'test: {auth: {auth_url: "https://test.example:5000/v3", username: op, password: from-file, project_name: infra}}';
const ENV = {
  OS_AUTH_URL: 'https://env.example:5000/v3',
  OS_USERNAME: 'envuser',
  OS_PASSWORD: 'from-env',
  OS_PROJECT_NAME: 'envproject',
};
const IDENTITY = {
  engine: 'keystone',
  url: 'https://pillar.example:5000',
  user: 'glance',
  project: 'service',
} as const;

test('chooses the cloud from --os-cloud, the state file, OS_CLOUD, OS_* or the only entry, in this order', async () => {
  const files = { 'here/clouds.yaml': clouds(PROD, TEST) };

  const byOption = await resolve({
    files,
    osCloud: 'test',
    reference: { cloud: 'prod' },
    env: { OS_CLOUD: 'prod' },
  });
  const byState = await resolve({ files, reference: { cloud: 'test' }, env: { OS_CLOUD: 'prod' } });
  const byIdentity = await resolve({
    files,
    reference: { identity: { ...IDENTITY, password: 'p' } },
    env: ENV,
  });
  const byVariable = await resolve({ files, env: { OS_CLOUD: 'prod' } });
  const byCredentials = await resolve({ files, env: ENV });
  const byBeingAlone = await resolve({ files: { 'here/clouds.yaml': clouds(TEST) } });

  expect(byOption.config.name).toBe('test');
  expect(byState.config.name).toBe('test');
  expect(byIdentity.config.auth).toMatchObject({
    auth_url: IDENTITY.url,
    username: 'glance',
    project_name: 'service',
  });
  expect(byVariable.config.name).toBe('prod');
  expect(byCredentials.config).toMatchObject({
    name: null,
    auth: { username: 'envuser', project_name: 'envproject' },
  });
  expect(byBeingAlone.config.name).toBe('test');
});

test('reads the first clouds.yaml: named file, working directory, user, site', async () => {
  const files = {
    'named.json': '{"clouds": {"c": {"region_name": "named"}}}',
    'here/clouds.yml': clouds('c: {region_name: work}'),
    'home/.config/openstack/clouds.yaml': clouds('c: {region_name: home}'),
    'xdg/openstack/clouds.yaml': clouds('c: {region_name: xdg}'),
    'site/openstack/clouds.json': '{"clouds": {"c": {"region_name": "site"}}}',
  };
  const order = Object.keys(files);
  const env = { XDG_CONFIG_HOME: 'ROOT/xdg' };
  const { 'named.json': _named, ...unnamed } = files;
  const { 'here/clouds.yml': _work, ...elsewhere } = unnamed;
  const { 'xdg/openstack/clouds.yaml': _xdg, ...withoutXdg } = elsewhere;
  const { 'home/.config/openstack/clouds.yaml': _home, ...siteOnly } = withoutXdg;

  const scenes: Scene[] = [
    { files, env: { ...env, OS_CLIENT_CONFIG_FILE: 'ROOT/named.json' } },
    { files: unnamed, env },
    { files: elsewhere, env },
    { files: withoutXdg, env },
    { files: siteOnly, env },
  ];
  const regions = await Promise.all(scenes.map(async (scene) => (await resolve(scene)).config.region));

  expect(order).toHaveLength(5);
  expect(regions).toEqual(['named', 'work', 'xdg', 'home', 'site']);
});

test('searches secure.yaml separately and merges it over clouds.yaml at every depth', async () => {
  const files = {
    'site/openstack/clouds.yaml': clouds(PROD),
    'home/.config/openstack/secure.yaml': clouds('prod: {auth: {password: from-secure}}'),
    'elsewhere.yaml': clouds('prod: {auth: {password: from-named-secure}}'),
  };

  const found = await resolve({ files });
  const named = await resolve({ files, env: { OS_CLIENT_SECURE_FILE: 'ROOT/elsewhere.yaml' } });

  expect(found.config.auth).toMatchObject({ username: 'op', password: 'from-secure' });
  expect(named.config.auth.password).toBe('from-named-secure');
});

describe('a file of clouds that the search finds in the working directory', () => {
  const secret = clouds('prod: {auth: {password: from-secure}}');
  const leading = clouds('prod: {auth: {auth_url: "https://evil.example/v3"}}');

  test.each([
    ['clouds.yaml', { 'here/clouds.yaml': clouds(PROD), 'home/.config/openstack/secure.yaml': secret }, {}],
    [
      'clouds.yaml beside a named secure.yaml',
      { 'here/clouds.yaml': clouds(PROD), 'elsewhere.yaml': secret },
      { OS_CLIENT_SECURE_FILE: 'ROOT/elsewhere.yaml' },
    ],
    ['secure.yaml', { 'here/secure.yaml': leading, 'site/openstack/clouds.yaml': clouds(PROD) }, {}],
  ])('does not join an entry of another folder: %s', async (_what, files, env) => {
    const error = await resolve({ files, env }).catch((thrown: ConfigError) => thrown);
    expect(error).toBeInstanceOf(ConfigError);
    for (const file of Object.keys(files)) expect(String(error)).toContain(file);
    expect((error as ConfigError).hint).toMatch(/one folder.*OS_CLIENT_(CONFIG|SECURE)_FILE/);
    expect(String(error)).not.toContain('from-');
  });

  test('gives no address, as clouds-public.yaml, to an entry of another folder', async () => {
    const files = {
      'home/.config/openstack/clouds.yaml': clouds('mine: {profile: v, auth: {username: u, password: p}}'),
      'here/clouds-public.yaml': 'public-clouds: {v: {auth: {auth_url: "https://evil.example/v3"}}}',
    };
    await expect(resolve({ files })).rejects.toThrow(/here\/clouds-public\.yaml.*must not get secrets/);
  });

  test.each([
    ['both lie there', { 'here/clouds.yaml': clouds(PROD), 'here/secure.yaml': secret }, {}],
    [
      'the user names the one that lies there',
      { 'here/clouds.yaml': clouds(PROD), 'home/.config/openstack/secure.yaml': secret },
      { OS_CLIENT_CONFIG_FILE: 'ROOT/here/clouds.yaml' },
    ],
    [
      'the user names one of two that lie there',
      { 'here/clouds.yaml': clouds(PROD), 'here/secure.yaml': secret },
      { OS_CLIENT_CONFIG_FILE: 'ROOT/here/clouds.yaml' },
    ],
  ])('joins an entry where %s', async (_what, files, env) => {
    expect((await resolve({ files, env })).config.auth.password).toBe('from-secure');
  });

  test('does not matter for an entry that one file alone has', async () => {
    const files = { 'here/clouds.yaml': clouds(TEST), 'home/.config/openstack/secure.yaml': secret };
    expect((await resolve({ files, osCloud: 'test' })).config.auth.password).toBe('from-file');
  });

  test.each([
    ['another address and no OS_AUTH_URL', 'auth: {auth_url: "https://evil.example/v3", username: op}', {}],
    [
      'the address of OS_AUTH_URL and another endpoint of Glance',
      'auth: {auth_url: "https://env.example:5000/v3", username: envuser}, image_endpoint_override: "https://evil.example"',
      ENV,
    ],
  ])('gets no secret of OS_*: %s', async (_what, entry, env) => {
    const files = { 'here/clouds.yaml': clouds(`prod: {${entry}}`) };
    const { config } = await resolve({ files, osCloud: 'prod', env: { OS_PASSWORD: 'from-env', ...env } });
    expect(config.auth.password).toBeUndefined();
    expect(config.unusedEnvironment).toMatch(
      /here\/clouds\.yaml lies in the working directory.*OS_CLIENT_CONFIG_FILE/,
    );
    const named = { OS_PASSWORD: 'from-env', ...env, OS_CLIENT_CONFIG_FILE: 'ROOT/here/clouds.yaml' };
    expect((await resolve({ files, osCloud: 'prod', env: named })).config.auth.password).toBe('from-env');
  });

  test('is completed by OS_* that hold no secret', async () => {
    const files = {
      'here/clouds.yaml': clouds('prod: {auth: {auth_url: "https://k.example", password: p}}'),
    };
    const { config } = await resolve({ files, env: { OS_CLOUD: 'prod', OS_USERNAME: 'op' } });
    expect(config.auth.username).toBe('op');
  });
});

test.each(['profile', 'cloud'])('`%s:` adds the values of an entry of clouds-public.yaml', async (key) => {
  const files = {
    'here/clouds.yaml': clouds(`mine: {${key}: vendor, auth: {username: me, password: p, project_name: x}}`),
    'here/clouds-public.yaml':
      'public-clouds:\n  vendor: {auth: {auth_url: "https://{region_name}.vendor.example/v3"}, region_name: north, interface: internal}\n',
  };

  const { config } = await resolve({ files });

  expect(config).toMatchObject({
    name: 'mine',
    region: 'north',
    interfaces: ['internal'],
    auth: { auth_url: 'https://north.vendor.example/v3', username: 'me' },
  });
});

test('fails for an unknown profile, and only warns where the entry is complete without it', async () => {
  const alone = { 'here/clouds.yaml': clouds('mine: {profile: vendor, auth: {username: me}}') };
  const able = {
    'here/clouds.yaml': clouds('mine: {profile: vendor, auth: {auth_url: "https://k.example/v3"}}'),
  };

  await expect(resolve({ files: alone })).rejects.toThrow(
    'the profile "vendor", which no clouds-public.yaml has',
  );
  expect((await resolve({ files: able })).warnings.join()).toContain('profile "vendor"');
});

test('fails for a file that it cannot read, rather than skip it', async () => {
  const folder = { 'here/clouds.yaml/inside': '' };
  const broken = { 'here/clouds.yaml': 'clouds:\n  prod: {auth: {password: "hunter-two\n' };

  await expect(resolve({ files: folder })).rejects.toThrow(/clouds\.yaml is a directory/);
  await expect(resolve({ env: { OS_CLIENT_CONFIG_FILE: '/nonexistent.yaml' } })).rejects.toThrow(
    'does not exist',
  );
  const error = await resolve({ files: broken }).catch((thrown: Error) => thrown);
  expect(String(error)).toMatch(/clouds\.yaml:\d+:\d+: not valid YAML/);
  expect(String(error)).not.toContain('hunter');
});

test('ignores a broken clouds.yaml when the state file has its own identity', async () => {
  const { config } = await resolve({
    files: { 'here/clouds.yaml': '{' },
    reference: { identity: { ...IDENTITY, password: 'p' } },
  });

  expect(config.auth.username).toBe('glance');
});

test('keeps values as written: a password of digits keeps its leading zero', async () => {
  const files = {
    'here/clouds.yaml': clouds('c: {auth: {auth_url: "http://k/v3", username: 007, password: 0123}}'),
  };

  const { config } = await resolve({ files });

  expect(config.auth).toMatchObject({ username: '007', password: '0123' });
});

test('fills the gaps of the state file from OS_*', async () => {
  const { config } = await resolve({
    reference: { identity: IDENTITY },
    env: {
      OS_AUTH_URL: IDENTITY.url,
      OS_PASSWORD: 'from-env',
      OS_REGION_NAME: 'RegionTwo',
      OS_CACERT: '~/ca.pem',
      OS_PROJECT_NAME: 'ignored',
    },
  });

  expect(config).toMatchObject({
    region: 'RegionTwo',
    auth: { username: 'glance', password: 'from-env', project_name: 'service' },
    tls: { cacert: '~/ca.pem' },
  });
});

test('does not combine a project id of the environment with a project name of the state file', async () => {
  const { config } = await resolve({
    reference: { identity: IDENTITY },
    env: { OS_AUTH_URL: IDENTITY.url, OS_PASSWORD: 'from-env', OS_PROJECT_ID: 'abc' },
  });

  expect(config.auth.project_id).toBeUndefined();
});

test.each([
  ['another user', { OS_USERNAME: 'admin', OS_PASSWORD: 'from-env' }],
  ['another host', { OS_AUTH_URL: 'https://other.example/v3', OS_PASSWORD: 'from-env' }],
])('does not send a password for %s', async (_whose, env) => {
  const { config } = await resolve({ reference: { identity: IDENTITY }, env });

  expect(config.auth.password).toBeUndefined();
  expect(config.unusedEnvironment).toMatch(/OS_(USERNAME|AUTH_URL) names another/);
});

test('ignores only the credentials of another user on the same host', async () => {
  const { config } = await resolve({
    reference: { identity: { ...IDENTITY, password: 'p' } },
    env: {
      OS_AUTH_URL: 'https://pillar.example:5000/v3',
      OS_USERNAME: 'admin',
      OS_CACERT: '/ca.pem',
      OS_REGION_NAME: 'north',
    },
  });

  expect(config).toMatchObject({ region: 'north', tls: { cacert: '/ca.pem' }, auth: { username: 'glance' } });
});

test('refuses OS_CLOUD with credentials that contradict it, and shows no value', async () => {
  const files = { 'here/clouds.yaml': clouds(PROD) };

  const error = await resolve({
    files,
    env: { OS_CLOUD: 'prod', OS_USERNAME: 'envuser', OS_PASSWORD: 'from-env' },
  }).catch((thrown: ConfigError) => thrown);

  expect(error).toBeInstanceOf(ConfigError);
  expect(String(error)).toContain('OS_USERNAME, OS_PASSWORD say otherwise');
  expect(String(error)).not.toContain('from-env');
});

test('accepts OS_CLOUD with credentials that agree', async () => {
  const files = { 'here/clouds.yaml': clouds(PROD) };
  const env = { OS_CLOUD: 'prod', OS_AUTH_URL: 'https://prod.example:5000/', OS_USERNAME: 'op' };

  expect((await resolve({ files, env })).config.name).toBe('prod');
});

test('takes a profile of the state file from its entry, else from the environment with a warning, else fails', async () => {
  const reference = { cloud: 'profile_admin', profile: true };
  const files = { 'here/clouds.yaml': clouds('profile_admin: {region_name: here}', PROD) };

  const entry = await resolve({ reference, files, env: ENV });
  const standIn = await resolve({ reference, env: ENV });
  const named = await resolve({
    reference,
    files: { 'here/clouds.yaml': clouds(PROD) },
    env: { OS_CLOUD: 'prod' },
  });

  expect(entry).toMatchObject({ config: { name: 'profile_admin' }, warnings: [] });
  expect(standIn.config.auth.username).toBe('envuser');
  expect(standIn.warnings.join()).toContain('"profile_admin"; using the OS_* variables instead');
  expect(named.config.name).toBe('prod');
  expect(named.warnings).toHaveLength(1);
  await expect(resolve({ reference })).rejects.toThrow('there is no clouds.yaml');
});

test('refuses an unknown cloud with the nearest name and a list of the clouds', async () => {
  const files = { 'here/clouds.yaml': clouds(PROD, TEST) };

  await expect(resolve({ files, osCloud: 'prdo', env: ENV })).rejects.toMatchObject({
    message: expect.stringMatching(
      /^the option --os-cloud names the cloud "prdo", which .*clouds\.yaml does not have$/,
    ),
    hint: expect.stringMatching(/"prod"\? .* prod, test\.$/),
  });
});

test('lists all places it looked in when there is no configuration', async () => {
  const error = await resolve({}).catch((thrown: ConfigError) => thrown);

  for (const place of [
    '--os-cloud',
    'OS_CLOUD',
    'OS_AUTH_URL',
    'OS_IMAGE_URL',
    'clouds.yaml',
    '/etc/openstack',
  ]) {
    expect(String(error)).toContain(place);
  }
});

test('fails when no setting chooses among several clouds', async () => {
  await expect(resolve({ files: { 'here/clouds.yaml': clouds(PROD, TEST) } })).rejects.toThrow(
    'has prod, test',
  );
});

test('refuses several regions until the user chooses one', async () => {
  const files = {
    'here/clouds.yaml': clouds(
      'c: {regions: [{name: north, values: {auth: {project_name: up}, interface: admin}}, south]}',
    ),
  };

  await expect(resolve({ files })).rejects.toThrow('lists several regions (north, south)');
  await expect(resolve({ files, region: 'west' })).rejects.toThrow(
    'has no region "west"; it lists north, south',
  );
  const north = await resolve({ files, region: 'north' });
  const south = await resolve({ files, env: { OS_REGION_NAME: 'south' } });
  expect(north.config).toMatchObject({
    region: 'north',
    interfaces: ['admin'],
    auth: { project_name: 'up' },
  });
  expect(south.config).toMatchObject({ region: 'south', interfaces: ['public'] });
});

test('--region overrides a single region_name', async () => {
  const files = { 'here/clouds.yaml': clouds('c: {region_name: north}') };

  expect((await resolve({ files, region: 'south' })).config.region).toBe('south');
  expect((await resolve({ files, env: { OS_REGION_NAME: 'south' } })).config.region).toBe('north');
});

test('needs no Keystone with OS_IMAGE_URL and a token', async () => {
  const { config } = await resolve({
    env: { OS_IMAGE_URL: 'http://glance.example:9292/v2', OS_AUTH_TOKEN: 't' },
  });

  expect(config).toMatchObject({
    authType: 'admin_token',
    auth: { token: 't' },
    image: { endpoint: 'http://glance.example:9292' },
  });
});

test.each([
  ['without a clouds.yaml', {}],
  ['with a clouds.yaml of other clouds', { 'here/clouds.yaml': clouds(TEST) }],
])(
  'a cloud that the state file names and no file has: the hint leads to the OS_* variables, %s',
  async (_how, files) => {
    const scene = { files, reference: { cloud: 'prod' } };
    const hintOf = (env: Record<string, string>) =>
      resolve({ ...scene, env }).then(
        () => null,
        (error: ConfigError) => error.hint,
      );
    expect(await hintOf(ENV)).toContain(
      'To use the cloud of the OS_* variables, remove `cloud` from the state file.',
    );
    expect(await hintOf({})).not.toContain('OS_*');
  },
);
