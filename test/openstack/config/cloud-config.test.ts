import fc from 'fast-check';
import { expect, test } from 'vitest';
import { canonical } from '../../../src/openstack/config/canonical.ts';
import { cloudConfig, interfaceList, versionless } from '../../../src/openstack/config/cloud-config.ts';

function config(raw: Record<string, unknown>) {
  return cloudConfig(canonical(raw), { name: 'c', origin: 'cloud "c"' });
}

test('accepts older spellings: dashes, tenant, endpoint_type', () => {
  const old = config({
    auth: { 'auth-url': 'http://k/v3', 'tenant-name': 'p', user_name: 'u' },
    endpoint_type: 'internalURL',
    'image-endpoint-type': 'adminURL',
    auth_plugin: 'v3password',
  });

  expect(old).toMatchObject({
    authType: 'v3password',
    auth: { auth_url: 'http://k/v3', project_name: 'p', username: 'u' },
    interfaces: ['internal'],
    image: { interfaces: ['admin'] },
  });
});

test('prefers the project to the tenant, and values outside `auth` to those in it', () => {
  expect(config({ auth: { tenant_name: 'old', project_name: 'new' } }).auth.project_name).toBe('new');
  expect(
    config({ auth: { project_name: 'inner', password: 'a' }, tenant_name: 'outer', password: 'b' }).auth,
  ).toMatchObject({
    project_name: 'outer',
    password: 'b',
  });
});

test.each([
  ['none: `default`', {}, { user_domain_id: 'default', project_domain_id: 'default' }],
  ['a bare one counts for both', { domain_name: 'D' }, { user_domain_name: 'D', project_domain_name: 'D' }],
  [
    'each its own',
    { user_domain_name: 'U', project_domain_id: 'p' },
    { user_domain_name: 'U', project_domain_id: 'p' },
  ],
  [
    'one of them and a bare one',
    { user_domain_name: 'U', domain_id: 'd' },
    { user_domain_name: 'U', project_domain_id: 'd' },
  ],
  ['a default one', { default_domain_id: 'x' }, { user_domain_id: 'x', project_domain_id: 'x' }],
])('fills in domains: %s', (_case, given, expected) => {
  const { auth } = config({ auth: { project_name: 'p', ...given } });

  expect(auth).toMatchObject(expected);
  expect(auth).not.toHaveProperty('domain_id');
  expect(auth).not.toHaveProperty('domain_name');
});

test('takes a bare domain without a project for the scope', () => {
  expect(config({ auth: { domain_id: 'd' } }).auth).toMatchObject({ domain_id: 'd', user_domain_id: 'd' });
});

test.each([
  [{}, { insecure: false, cacert: null }],
  [{ cacert: '~/ca.pem' }, { insecure: false, cacert: '~/ca.pem' }],
  [{ verify: 'false', cacert: 'ca.pem' }, { insecure: true }],
  [{ verify: 'no' }, { insecure: true }],
  [{ verify: 'true', insecure: 'True' }, { insecure: true }],
  [{ insecure: 'false', verify: 'true' }, { insecure: false }],
  [{ verify: '/etc/ca.pem' }, { insecure: false, cacert: '/etc/ca.pem' }],
])('prefers insecure to verify, and verify to cacert: %j', (raw, expected) => {
  expect(config(raw).tls).toMatchObject(expected);
});

test("reads the keys of the image service from a cloud's configuration", () => {
  const { image } = config({
    interface: ['internal', 'public'],
    region_name: 'r',
    image_endpoint_override: 'http://glance:9292/prefix/v2/',
    image_region_name: 'other',
    image_service_type: 'image-v2',
    image_api_version: '2',
  });

  expect(image).toEqual({
    endpoint: 'http://glance:9292/prefix',
    interfaces: ['internal', 'public'],
    region: 'other',
    serviceType: 'image-v2',
  });
  expect(() => config({ image_api_version: '1' })).toThrow('asks for Images API version 1');
});

test.each([
  ['internalURL', ['internal']],
  ['public, internal', ['public', 'internal']],
  [
    ['internalURL', 'Public'],
    ['internal', 'public'],
  ],
  ['', null],
])('reads the interfaces %j', (value, expected) => {
  expect(interfaceList(value)).toEqual(expected);
});

test.each([
  ['http://h:9292', 'http://h:9292'],
  ['http://h:9292/', 'http://h:9292'],
  ['http://h:9292/v2/', 'http://h:9292'],
  ['http://h/image/v2.15', 'http://h/image'],
  ['http://user:secret@h/v2', 'http://h'],
  ['http://h/v2x', 'http://h/v2x'],
])('strips the version of the endpoint %s: %s', (url, expected) => {
  expect(versionless(url)).toBe(expected);
});

test('the canonical form of a configuration stays the same when made canonical again', () => {
  const keys = fc.constantFrom(
    'tenant-name',
    'project_name',
    'user',
    'username',
    'region-name',
    'endpoint_type',
    'cacert',
  );
  const raw = fc.dictionary(keys, fc.string({ minLength: 1 }));
  fc.assert(
    fc.property(raw, raw, (top, auth) => {
      const once = canonical({ ...top, auth });
      const again = canonical({ ...once.settings, auth: once.auth });
      expect(again).toEqual(once);
    }),
  );
});

test('accepts only a number of seconds as api_timeout', () => {
  expect(config({}).apiTimeout).toBeNull();
  expect(config({ api_timeout: 30 }).apiTimeout).toBe(30);
  expect(config({ api_timeout: '1.5' }).apiTimeout).toBe(1.5);
  for (const wrong of ['0', '-1', 'soon', '1e9', 'Infinity']) {
    expect(() => config({ api_timeout: wrong }), wrong).toThrow(/api_timeout/);
  }
});
