import { expect, test } from 'vitest';
import { ConfigError, EndpointError } from '../../src/model/errors.ts';
import { findEndpoint, parseCatalogue } from '../../src/openstack/catalogue.ts';
import { apiVersions, versionUrl } from '../../src/openstack/discovery.ts';

function endpoint(face: string, region: string, url: string) {
  return { interface: face, region, region_id: region, url };
}

const CATALOGUE = parseCatalogue([
  { type: 'identity', endpoints: [endpoint('public', 'RegionOne', 'http://k/v3')] },
  { type: 'imagev2', endpoints: [endpoint('public', 'RegionOne', 'http://alias/v2')] },
  {
    type: 'image',
    endpoints: [
      endpoint('public', 'RegionOne', 'http://one/v2'),
      endpoint('internal', 'RegionOne', 'http://inside/image/'),
      endpoint('public', 'RegionTwo', 'http://two/v2/AUTH_p1'),
    ],
  },
]);

const WISH = { serviceType: 'image', interfaces: ['public'], region: 'RegionOne', projectId: 'p1' };

test('prefers the exact service type to its older aliases', () => {
  const withoutExact = CATALOGUE.filter((service) => service.type !== 'image');

  expect(findEndpoint(CATALOGUE, WISH).url).toBe('http://one');
  expect(findEndpoint(withoutExact, WISH).url).toBe('http://alias');
});

test('the catalogue tries interfaces in their order', () => {
  expect(findEndpoint(CATALOGUE, { ...WISH, interfaces: ['admin', 'internal', 'public'] }).url).toBe(
    'http://inside/image',
  );
});

test('the catalogue filters endpoints by region, and strips version and project id from the URL', () => {
  expect(findEndpoint(CATALOGUE, { ...WISH, region: 'RegionTwo' })).toEqual({
    url: 'http://two',
    region: 'RegionTwo',
  });
});

test('the catalogue lists the endpoints that exist when none matches', () => {
  const wrongCase = () => findEndpoint(CATALOGUE, { ...WISH, region: 'regionone' });
  const noImages = () => findEndpoint(CATALOGUE.slice(0, 1), WISH);

  expect(wrongCase).toThrow(EndpointError);
  expect(wrongCase).toThrow('public in RegionOne, internal in RegionOne, public in RegionTwo');
  expect(noImages).toThrow('its services are: identity');
});

test('the catalogue refuses to guess between several regions', () => {
  const open = { ...WISH, region: null };

  expect(() => findEndpoint(CATALOGUE, open)).toThrow(ConfigError);
  expect(() => findEndpoint(CATALOGUE, open)).toThrow('several regions (RegionOne, RegionTwo)');
  expect(findEndpoint(CATALOGUE, { ...open, interfaces: ['internal'] }).region).toBe('RegionOne');
});

test.each([
  [
    'Keystone',
    {
      versions: {
        values: [{ id: 'v3.14', status: 'stable', links: [{ rel: 'self', href: 'http://wrong:1/v3/' }] }],
      },
    },
    'v3',
  ],
  [
    'Glance',
    {
      versions: [{ id: 'v2.15', status: 'CURRENT', links: [{ rel: 'self', href: 'http://wrong:1/x/v2/' }] }],
    },
    'v2',
  ],
  ['one version', { version: { id: 'v3.8', status: 'stable', links: [] } }, 'v3'],
])('reads a version document in the form of %s', (_form, document, segment) => {
  const [version] = apiVersions(document);

  expect(version).toMatchObject({ segment });
  expect(versionUrl('https://right:5000/prefix/', version!)).toBe(`https://right:5000/prefix/${segment}`);
  expect(versionUrl(`https://right/${segment}`, version!)).toBe(`https://right/${segment}`);
});

test.each([[null], ['text'], [{}], [{ versions: 3 }], [{ versions: [null, { id: 'x' }] }]])(
  'finds no versions in %j',
  (document) => {
    expect(apiVersions(document)).toEqual([]);
  },
);
