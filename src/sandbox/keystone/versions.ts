import { json, type Reply } from '../http.ts';

/** The one version that Keystone 22 has. */
function version(v3Url: string): object {
  return {
    id: 'v3.14',
    status: 'stable',
    updated: '2020-04-07T00:00:00Z',
    links: [{ rel: 'self', href: `${v3Url}/` }],
    'media-types': [{ base: 'application/json', type: 'application/vnd.openstack.identity-v3+json' }],
  };
}

/** `GET /`: 300, with where to go. */
export function listVersions(v3Url: string): Reply {
  return {
    ...json(300, { versions: { values: [version(v3Url)] } }, { location: `${v3Url}/` }),
    reason: 'MULTIPLE CHOICES',
  };
}

/** `GET /v3`. */
export function describeVersion(v3Url: string): Reply {
  return json(200, { version: version(v3Url) });
}
