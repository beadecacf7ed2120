import { withoutCredentials } from '../secrets.ts';
import type { GlanceSource, SourceReference } from './source.ts';

/** Describes a source for people, without credentials and without the query string, which may hold a token. */
export function describeSource(source: SourceReference): string {
  switch (source.kind) {
    case 'file':
      return source.shown ?? source.path;
    case 'http':
      // A plan holds a digest of the query in its place.
      return `${withoutCredentials(source.url).replace(/\?.*$/s, '?…')}${source.queryDigest ? '?…' : ''}`;
    case 'glance':
      return describeGlance(source);
    case 'alternatives': {
      const [first, ...others] = source.places.map(describeSource);
      return others.length === 0 ? `${first}` : `${first} (or ${others.join(', ')})`;
    }
  }
}

function describeGlance({ image, cloud, region }: GlanceSource): string {
  const place = [cloud === null ? '' : `cloud ${cloud}`, region === null ? '' : `region ${region}`];
  const known = place.filter(Boolean).join(', ');
  return `image ${image} of ${known === '' ? 'Glance' : `Glance in ${known}`}`;
}
