import { json, type Reply } from '../http.ts';

const MINORS = [15, 13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0];

/** The versions of Glance 25.1 with several stores: 200 on `/versions`, 300 wherever no version is named. */
export function listVersions(imageUrl: string, status: 200 | 300): Reply {
  const versions = MINORS.map((minor, at) => ({
    id: `v2.${minor}`,
    status: at === 0 ? 'CURRENT' : 'SUPPORTED',
    links: [{ rel: 'self', href: `${imageUrl}/v2/` }],
  }));
  return json(status, { versions });
}

/** The path with any accepted version turned to `/v2`; undefined when it begins with none. */
export function withoutMinor(path: string): string | undefined {
  const [, version = '', rest = ''] = /^\/+([^/]*)(.*)$/.exec(path) ?? [];
  const known = version === 'v2' || MINORS.some((minor) => version === `v2.${minor}`);
  return known ? `/v2${rest.replace(/^\/+/, '/')}` : undefined;
}
