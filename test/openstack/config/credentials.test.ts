import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { IdentityReference } from '../../../src/model/cloud.ts';
import { StateError } from '../../../src/model/errors.ts';
import { knownCredentials } from '../../../src/openstack/config/credentials.ts';
import { type CloudChoice, resolveCloud } from '../../../src/openstack/config/resolve.ts';
import { secretNames } from '../../support/secret-names.ts';

const OWN = 'https://keystone.example:5000/v3';
const FOREIGN = 'https://elsewhere.example:5000/v3';
const place = (line: number) => ({ file: 'glance.yaml', line, column: 5 });
const AT = { section: place(3), url: place(4), insecure: place(5), cacert: place(6) };

function choiceOf(identity: Partial<IdentityReference>, env: Record<string, string>): CloudChoice {
  return {
    reference: { identity: { at: AT, engine: 'keystone', user: 'glance', project: 'service', ...identity } },
    env: { XDG_CONFIG_DIRS: '/nonexistent', ...env },
    cwd: '/nonexistent',
    home: '/nonexistent',
  };
}

/** The one fault of a refused identity; null when the identity is accepted. */
async function faultOf(
  identity: Partial<IdentityReference>,
  env: Record<string, string>,
  more: Partial<CloudChoice> = {},
) {
  try {
    await resolveCloud({ ...choiceOf(identity, env), ...more });
    return null;
  } catch (error) {
    if (error instanceof StateError) return error.faults[0] ?? null;
    throw error;
  }
}

const RUNNER = { OS_AUTH_URL: OWN, OS_USERNAME: 'glance', OS_PASSWORD: 'correct-horse' };

describe('an identity of the state file', () => {
  it.each([
    ['another host', FOREIGN],
    ['another port', 'https://keystone.example:5001/v3'],
    ['http in place of https', 'http://keystone.example:5000/v3'],
    ['another path', 'https://keystone.example:5000/evil/v3'],
  ])('with %s than OS_AUTH_URL gets no password of OS_*', async (_what, url) => {
    // As with `password: ${OS_PASSWORD}`.
    expect(await faultOf({ url, password: 'correct-horse' }, RUNNER)).toMatchObject({
      at: place(4),
      hint: expect.stringContaining(`--allow-identity-url ${url}`),
    });
  });

  it('with another address gets no secret of OS_*, by no name, and no weaker TLS for one', async () => {
    const cases = fc.asyncProperty(secretNames, async (name) => {
      const env = { OS_AUTH_URL: OWN, [name]: 'secret-of-prod' };
      const password = 'secret-of-prod';
      expect(await faultOf({ url: FOREIGN, password }, env)).toMatchObject({
        message: expect.stringContaining(`${name} came with another address`),
      });
      expect(await faultOf({ url: OWN, password, insecure: true }, env)).toMatchObject({ at: place(5) });
      expect(await faultOf({ url: OWN, password, cacert: '/ca.pem' }, env)).toMatchObject({ at: place(6) });
      expect(await faultOf({ url: OWN, password }, env)).toBeNull();
      expect(await faultOf({ url: FOREIGN, password }, env, { allowIdentityUrl: [FOREIGN] })).toBeNull();
    });
    await fc.assert(cases, { numRuns: 25 });
  });

  it('at one secret’s address gets no second secret that came with another address', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'reconcile-secrets-'));
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
    const auth = { auth_url: FOREIGN, username: 'u', password: 'second-secret' };
    writeFileSync(join(folder, 'clouds.yaml'), JSON.stringify({ clouds: { other: { auth } } }));
    const identity = { url: OWN, password: 'correct-horse and second-secret' };
    expect(await faultOf(identity, RUNNER, { cwd: folder })).toMatchObject({ at: place(4) });
  });

  it('with another address gets no password with more around it, and no short one', async () => {
    expect(await faultOf({ url: FOREIGN, password: 'x-correct-horse-x' }, RUNNER)).not.toBeNull();
    const env = { ...RUNNER, OS_PASSWORD: 'abc' };
    expect(await faultOf({ url: FOREIGN, password: 'abc' }, env)).not.toBeNull();
  });

  it('with an address of its own gets no password that came without an address', async () => {
    const { OS_AUTH_URL: _, ...env } = RUNNER;
    const fault = await faultOf({ url: FOREIGN }, env);
    expect(fault?.message).toBe(
      `the identity sends a secret of the run to ${FOREIGN}, but OS_PASSWORD came without an address`,
    );
    expect(fault?.hint).toBe(
      `Set OS_AUTH_URL to ${FOREIGN} if the secret belongs there, or give --allow-identity-url ${FOREIGN}.`,
    );
  });

  it.each([
    ['a token', { OS_TOKEN: 'gAAAA-token' }],
    [
      'an application credential',
      { OS_APPLICATION_CREDENTIAL_ID: 'id', OS_APPLICATION_CREDENTIAL_SECRET: 's3cret-of-it' },
    ],
  ])('with an address of its own gets no %s', async (_what, env) => {
    const identity = { engine: 'keystone', url: FOREIGN, at: AT } as const;
    const choice = { ...choiceOf({}, env), reference: { identity } };
    await expect(resolveCloud(choice)).rejects.toBeInstanceOf(StateError);
  });

  it.each(['none', 'http_basic'] as const)(
    'with the engine %s sends no password to a Glance of its own',
    async (engine) => {
      const { OS_AUTH_URL: _, ...env } = RUNNER;
      expect(await faultOf({ engine, url: FOREIGN }, env)).toMatchObject({ at: place(4) });
    },
  );

  it('gets no secret of clouds.yaml', async () => {
    const home = mkdtempSync(join(tmpdir(), 'reconcile-credentials-'));
    onTestFinished(() => rmSync(home, { recursive: true, force: true }));
    const entry = { auth: { auth_url: OWN, username: 'x', password: 'of-clouds-yaml' } };
    writeFileSync(join(home, 'clouds.yaml'), JSON.stringify({ clouds: { prod: entry } }));
    const fault = await faultOf({ url: FOREIGN, password: 'of-clouds-yaml' }, {}, { cwd: home });
    expect(fault?.message).toContain('cloud "prod" of clouds.yaml came with another address');
    expect(await faultOf({ url: OWN, password: 'of-clouds-yaml' }, {}, { cwd: home })).toBeNull();
  });

  it.each([
    ['the address of OS_AUTH_URL', { url: OWN }, RUNNER],
    ['the address of OS_AUTH_URL without its version', { url: 'https://keystone.example:5000' }, RUNNER],
    ['no address', {}, RUNNER],
    [
      'a password of its own',
      { url: FOREIGN, password: 'of-the-file' },
      { OS_AUTH_URL: OWN, OS_PASSWORD: 'another' },
    ],
  ])('is accepted with %s', async (_what, identity, env) => {
    expect(await faultOf(identity, env)).toBeNull();
  });

  it('is accepted at another address that the run allows, exactly', async () => {
    const identity = { url: FOREIGN, password: 'correct-horse' };
    expect(await faultOf(identity, RUNNER, { allowIdentityUrl: [FOREIGN] })).toBeNull();
    expect(
      await faultOf(identity, RUNNER, { allowIdentityUrl: ['https://elsewhere.example:5000'] }),
    ).not.toBeNull();
  });

  it('does not turn off the TLS check for a secret of the run, also at an allowed address', async () => {
    expect(await faultOf({ url: OWN, insecure: true }, RUNNER)).toMatchObject({ at: place(5) });
    const allowed = { allowIdentityUrl: [FOREIGN] };
    const identity = { url: FOREIGN, password: 'correct-horse', insecure: true };
    expect(await faultOf(identity, RUNNER, allowed)).toMatchObject({ at: place(5) });
    expect(await faultOf({ url: OWN, insecure: true }, { ...RUNNER, OS_INSECURE: 'true' })).toBeNull();
    expect(await faultOf({ url: OWN, insecure: true, password: 'of-the-file' }, {})).toBeNull();
  });

  it('does not say which CA to trust for a secret of the run', async () => {
    expect(await faultOf({ url: OWN, cacert: '/srv/ca.pem' }, RUNNER)).toMatchObject({ at: place(6) });
    expect(
      await faultOf({ url: OWN, cacert: '/srv/ca.pem' }, { ...RUNNER, OS_CACERT: '/srv/ca.pem' }),
    ).toBeNull();
    expect(await faultOf({ url: OWN, cacert: '/srv/ca.pem', password: 'of-the-file' }, {})).toBeNull();
  });
});

it('OS_PASSWORD does not complete an entry of clouds.yaml on another port than that of OS_AUTH_URL', async () => {
  const home = mkdtempSync(join(tmpdir(), 'reconcile-credentials-'));
  onTestFinished(() => rmSync(home, { recursive: true, force: true }));
  const auth = { auth_url: 'https://keystone.example:5001/v3', username: 'glance' };
  writeFileSync(join(home, 'clouds.yaml'), JSON.stringify({ clouds: { prod: { auth } } }));
  const { config } = await resolveCloud({ ...choiceOf({}, RUNNER), reference: { cloud: 'prod' }, cwd: home });
  expect(config.auth.password).toBeUndefined();
});

it('the known credentials are those of OS_* and of every entry and region of clouds.yaml', async () => {
  const home = mkdtempSync(join(tmpdir(), 'reconcile-credentials-'));
  onTestFinished(() => rmSync(home, { recursive: true, force: true }));
  const regions = [{ name: 'One', values: { auth: { password: 'of-region' } } }];
  const prod = { auth: { auth_url: OWN, 'application-credential-secret': 'of-prod' }, regions };
  writeFileSync(join(home, 'clouds.yaml'), JSON.stringify({ clouds: { prod } }));
  const surroundings = {
    env: { ...RUNNER, XDG_CONFIG_DIRS: '/nonexistent' },
    cwd: home,
    home: '/nonexistent',
  };
  const known = await knownCredentials(surroundings);
  expect(known.map(({ secret }) => secret)).toEqual(['correct-horse', 'of-prod', 'of-region']);
  expect(known.map(({ url }) => url)).toEqual([OWN, OWN, OWN]);
  expect(await knownCredentials({ ...surroundings, skipsCwd: true })).toHaveLength(1);
});

it('the secrets of an entry in two folders are known, each with the address of its own file', async () => {
  const home = mkdtempSync(join(tmpdir(), 'reconcile-credentials-'));
  onTestFinished(() => rmSync(home, { recursive: true, force: true }));
  const write = (name: string, auth: object) =>
    writeFileSync(join(home, name), JSON.stringify({ clouds: { prod: { auth } } }));
  mkdirSync(join(home, 'work'));
  write('work/clouds.yaml', { auth_url: FOREIGN, password: 'of-clouds' });
  write('secure.yaml', { password: 'of-secure' });
  const env = { OS_CLIENT_SECURE_FILE: join(home, 'secure.yaml') };
  const known = await knownCredentials({ env, cwd: join(home, 'work'), home });
  expect(known.map(({ secret, url }) => [secret, url])).toEqual([
    ['of-clouds', FOREIGN],
    ['of-secure', null],
  ]);
});

it('a secret of clouds.yaml is known under every name, and a setting with a similar name is none', async () => {
  const home = mkdtempSync(join(tmpdir(), 'reconcile-credentials-'));
  onTestFinished(() => rmSync(home, { recursive: true, force: true }));
  const known = async (auth: object) => {
    writeFileSync(join(home, 'clouds.yaml'), JSON.stringify({ clouds: { prod: { auth } } }));
    const found = await knownCredentials({ env: {}, cwd: home, home: '/nonexistent' });
    return found.map(({ secret }) => secret);
  };
  const cases = fc.asyncProperty(secretNames, async (name) => {
    const key = name.slice('OS_'.length).toLowerCase();
    expect(await known({ [key]: 'of-prod' })).toEqual(['of-prod']);
    expect(await known({ [key.replaceAll('_', '-')]: 'of-prod' })).toEqual(['of-prod']);
  });
  await fc.assert(cases, { numRuns: 30 });
  expect(
    await known({
      ...{ key: '/etc/ssl/client.pem', application_credential_id: 'an-id', access_token_type: 'id_token' },
      ...{ access_token_endpoint: 'https://idp.example/token', key_manager_endpoint_override: OWN },
    }),
  ).toEqual([]);
});
