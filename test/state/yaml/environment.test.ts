import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { StateError, type StateFault } from '../../../src/model/errors.ts';
import { loadState } from '../../../src/state/load.ts';
import { otherSecretNames, secretNames } from '../../support/secret-names.ts';

/** The faults of an identity with a reference in one of its fields. */
async function faultsOf(
  field: string,
  value: string,
  { name, allowed = [] }: { readonly name: string; readonly allowed?: readonly string[] },
): Promise<readonly StateFault[]> {
  const identity = { url: 'https://k.example/v3', user: 'u', password: 'p', [field]: value };
  const text = JSON.stringify({ glance: { server: { identity } } });
  const env = { [name]: field === 'url' ? 'https://x.example' : 'abc' };
  try {
    await loadState({ paths: ['-'], readStdin: async () => text, env, allowed, cwd: '/srv' });
    return [];
  } catch (error) {
    if (error instanceof StateError) return error.faults;
    throw error;
  }
}

const otherField = fc.constantFrom('url', 'user', 'tenant', 'region', 'cacert', 'user_domain');

describe('a variable with the name of a secret of a cloud', () => {
  it('is expanded in no other field of identity than password, also when it is short and --env names it', async () => {
    const cases = fc.asyncProperty(secretNames, otherField, fc.boolean(), async (name, field, named) => {
      const value = field === 'url' ? `https://elsewhere.example/\${${name}}` : `x\${${name}}`;
      const faults = await faultsOf(field, value, { name, allowed: named ? [name] : [] });
      expect(faults.map(({ message }) => message)).toContain(
        `reconcile expands ${name} in glance.server.identity.password alone`,
      );
    });
    await fc.assert(cases, { numRuns: 50 });
  });

  it('is expanded in password only when a client of OpenStack defines it or --env names it', async () => {
    const cases = fc.asyncProperty(otherSecretNames, async (name) => {
      const [fault] = await faultsOf('password', `\${${name}}`, { name });
      expect(fault).toMatchObject({
        message: `this run does not allow the file to use ${name} in glance.server.identity`,
        hint: expect.stringContaining(`--env ${name}`),
      });
      expect(await faultsOf('password', `\${${name}}`, { name, allowed: [name] })).toEqual([]);
    });
    await fc.assert(cases, { numRuns: 50 });
  });

  it.each(['OS_PASSWORD', 'OS_TOKEN', 'OS_APPLICATION_CREDENTIAL_SECRET'])(
    '%s is expanded in password',
    async (name) => {
      expect(await faultsOf('password', `\${${name}}`, { name })).toEqual([]);
    },
  );
});

describe('a variable OS_* without the name of a secret', () => {
  it('is expanded in identity only when a client of OpenStack defines it or --env names it', async () => {
    const anyName = fc.stringMatching(/^OS_[A-Z]{1,4}_[A-Z]{1,8}$/);
    const cases = fc.asyncProperty(anyName, async (name) => {
      const faults = await faultsOf('user', `\${${name}}`, { name });
      expect(faults.map(({ hint }) => hint).join()).toContain(`--env ${name}`);
      expect(await faultsOf('user', `\${${name}}`, { name, allowed: [name] })).toEqual([]);
    });
    await fc.assert(cases, { numRuns: 50 });
  });

  it.each([
    ['url', 'OS_AUTH_URL'],
    ['user', 'OS_USERNAME'],
    ['user_id', 'OS_USER_ID'],
    ['tenant', 'OS_TENANT_NAME'],
    ['project_id', 'OS_PROJECT_ID'],
    ['user_domain', 'OS_USER_DOMAIN_NAME'],
    ['project_domain_id', 'OS_PROJECT_DOMAIN_ID'],
    ['region', 'OS_REGION_NAME'],
    ['cacert', 'OS_CACERT'],
  ])('the %s of identity may refer to %s', async (field, name) => {
    expect(await faultsOf(field, `\${${name}}`, { name })).toEqual([]);
  });
});
