import { Readable } from 'node:stream';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ConfigError, EndpointError } from '../../src/model/errors.ts';
import { Secrets, withoutCredentials } from '../../src/model/secrets.ts';
import { accessOf, createKeystone } from '../../src/openstack/auth/keystone.ts';
import { findEndpoint, parseCatalogue } from '../../src/openstack/catalogue.ts';
import { cloudConfig } from '../../src/openstack/config/cloud-config.ts';
import { apiVersions, versionUrl } from '../../src/openstack/discovery.ts';
import { detailOf } from '../../src/openstack/http/http-error.ts';
import { createProjectDirectory } from '../../src/openstack/projects.ts';
import type { ServiceClient } from '../../src/openstack/service.ts';
import { createServiceClient } from '../../src/openstack/service-client.ts';
import { damaged, deepJson, json, jsonWithKeys, text } from './arbitraries.ts';
import { describeParser, survives } from './harness.ts';

const CATALOGUE = [
  {
    type: 'image',
    name: 'glance',
    endpoints: [
      { interface: 'public', region: 'RegionOne', url: 'http://glance.example:9292/v2' },
      { interface: 'internal', region: 'RegionTwo', region_id: 'RegionTwo', url: 'http://10.0.0.1:9292' },
    ],
  },
  { type: 'identity', endpoints: [] },
];
const TOKEN = {
  token: {
    user: { id: 'u1', name: 'glance', domain: { id: 'default', name: 'Default' } },
    project: { id: 'p1', name: 'service', domain: { id: 'default', name: 'Default' } },
    catalog: CATALOGUE,
    expires_at: '2040-01-01T00:00:00.000000Z',
    issued_at: '2039-12-31T23:00:00.000000Z',
  },
};
const VERSIONS = {
  versions: {
    values: [
      { id: 'v3.14', status: 'stable', links: [{ rel: 'self', href: 'http://keystone.example/v3/' }] },
    ],
  },
};
const PROJECTS = {
  projects: [
    { id: 'p1', name: 'service', domain_id: 'default' },
    { id: 'p2', name: 'service', domain_id: 'other' },
  ],
};

const ACCESS = {
  headers: {},
  expiresAt: null,
  user: 'glance',
  project: null,
  scope: 'unscoped',
  catalogue: [],
};

const config = cloudConfig(
  { auth: { auth_url: 'http://keystone.example/v3' }, settings: {} },
  { name: null, origin: 'here' },
);

function answer(body: unknown, headers: Readonly<Record<string, string>> = {}) {
  return { status: 200, headers, body: Readable.from([]), json: async () => body, drop: async () => {} };
}

function keystone() {
  const exchange = async () => answer({});
  return createKeystone(config, exchange, new Secrets());
}

/** A Keystone that gives one answer to every request. */
function answering(body: unknown): ServiceClient {
  return {
    request: async () => answer(body),
    endpoint: async () => 'http://keystone.example',
    ensureToken: async () => {},
  };
}

describeParser('Keystone: tokens', (fuzz) => {
  fuzz('damaged: a project has an id', damaged(TOKEN), async (body) => {
    const access = await accessOf(keystone(), answer(body, { 'x-subject-token': 'abcdef' }));
    expect(access.project?.id).not.toBe('');
    expect(access.project?.id).not.toBe('undefined');
    expect(access.expiresAt === null || Number.isFinite(access.expiresAt)).toBe(true);
    expect(typeof access.user).toBe('string');
  });
  fuzz('anything', jsonWithKeys(['token', 'user', 'project', 'domain', 'id', 'catalog']), (body) =>
    accessOf(keystone(), answer(body, { 'x-subject-token': 'abcdef' })),
  );
});

describeParser('Keystone: catalogues', (fuzz) => {
  fuzz('damaged: an endpoint is in the catalogue', damaged(CATALOGUE), (catalog) => {
    const wish = { serviceType: 'image', interfaces: ['public', 'internal'], region: null, projectId: 'p1' };
    const catalogue = parseCatalogue(catalog);
    const { url } = findEndpoint(catalogue, wish);
    const listed = catalogue.flatMap((service) =>
      service.endpoints.map((endpoint) => withoutCredentials(endpoint.url)),
    );
    expect(listed.some((each) => each.startsWith(url))).toBe(true);
  });
  fuzz('anything', json, (catalog) => parseCatalogue(catalog));
});

describeParser('Keystone: version documents', (fuzz) => {
  fuzz(
    'damaged: host and scheme stay those of our request',
    fc.oneof(damaged(VERSIONS), json),
    (document) => {
      for (const version of apiVersions(document)) {
        expect(version.major).toBeGreaterThanOrEqual(0);
        expect(versionUrl('http://keystone.example', version)).toMatch(/^http:\/\/keystone\.example\/v\d/);
      }
    },
  );
});

describeParser('Keystone: projects', (fuzz) => {
  const access = async () => ACCESS;
  fuzz('damaged: only a project with the name is found', damaged(PROJECTS), async (body) => {
    const found = await createProjectDirectory(answering(body), access).find('service');
    expect(found.name.toLowerCase()).toBe('service');
    expect(found.id).not.toBe('');
  });
  fuzz('in domains', damaged({ domains: [{ id: 'd1', name: 'corp' }], ...PROJECTS }), (body) =>
    createProjectDirectory(answering(body), access).find('service', 'corp'),
  );
});

describeParser('error bodies', (fuzz) => {
  const piece = fc.oneof(
    text,
    fc.constantFrom('<h1', '<', '&#x0;', '&#1114112;', '&amp;', '{"message":', '}', '\n'),
  );
  fuzz(
    'any',
    fc.tuple(
      fc.array(piece).map((pieces) => pieces.join('')),
      fc.constantFrom('application/json', 'text/html', ''),
    ),
    ([body, contentType]) => {
      const detail = detailOf(body, contentType);
      expect(detail.length).toBeLessThanOrEqual(500);
      expect(detail).not.toContain('\n');
    },
  );
});

describe('by example', () => {
  it.each(['<h1', '<', '<script>', '&#', ' ', '{"a":', '\n'])(
    'an error of Keystone that repeats %j is read in bounded time',
    async (piece) => {
      await survives(() => detailOf(piece.repeat(65_536 / piece.length), 'text/html'));
    },
  );

  it('JSON nested ten thousand deep is not a catalogue, a token or an error', async () => {
    const body: unknown = JSON.parse(deepJson(100_000));
    expect(parseCatalogue(body)).toHaveLength(0);
    expect(apiVersions({ versions: body })).toHaveLength(0);
    expect(
      await survives(() => accessOf(keystone(), answer({ token: body }, { 'x-subject-token': 'x' }))),
    ).toBeUndefined();
    expect(detailOf(deepJson(30_000), 'application/json').length).toBeLessThanOrEqual(500);
  });

  it('an auth_type with the name of a property of every object is refused', async () => {
    for (const name of ['constructor', 'toString', '__proto__']) {
      const { selectAuth } = await import('../../src/openstack/auth/select.ts');
      expect(() => selectAuth({ ...keystone(), config: { ...config, authType: name } })).toThrow(ConfigError);
    }
  });

  it.each(['file:///etc/passwd', 'ftp://user:hunter2@host', 'javascript:alert(1)', '', '//host'])(
    'an endpoint %j of the catalogue gets no request',
    async (url) => {
      const asked: unknown[] = [];
      const client = createServiceClient({
        exchange: async (call) => {
          asked.push(call);
          throw new Error('it was asked');
        },
        tokens: {
          access: async () => ACCESS,
          authoriser: { headers: async () => ({}), renewed: async () => null },
        },
        endpoint: async () => url,
      });
      const refusal = await client
        .request({ method: 'GET', path: '/v2/images' })
        .catch((error: Error) => error);
      expect(refusal).toBeInstanceOf(EndpointError);
      expect(String(refusal)).not.toContain('hunter2');
      expect(asked).toEqual([]);
    },
  );
});
