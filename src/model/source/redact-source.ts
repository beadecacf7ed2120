import { createHash } from 'node:crypto';
import type { FileSource, HttpSource, SourceReference } from './source.ts';

/**
 * A source without its secrets, for a plan: without credentials, and without the query of its URL, which may hold a
 * token. A digest of the query tells later whether the query is still the same. Paths are as the plan shows them.
 */
export function planSource(source: SourceReference): SourceReference {
  if (source.kind === 'alternatives') return { ...source, places: source.places.map(planPlace) };
  return source.kind === 'glance' ? source : planPlace(source);
}

function planPlace(source: FileSource | HttpSource): FileSource | HttpSource {
  if (source.kind !== 'http') return { kind: 'file', path: source.shown ?? source.path };
  const { auth, url, cacheShown, ...given } = source;
  const others = cacheShown === undefined ? given : { ...given, ...cacheShown };
  const rest = auth === undefined ? others : { ...others, needsAuth: true as const };
  const at = url.indexOf('?');
  if (at === -1) return { ...rest, url };
  const queryDigest = createHash('sha256').update(url.slice(at)).digest('hex').slice(0, 16);
  return { ...rest, url: url.slice(0, at), queryDigest };
}

/**
 * Completes a planned source with its secrets. `known` is the source that the state file gives now; it is used only if it
 * is the planned source. Null when the planned source needs secrets that are not known any more.
 */
export function completeSource(
  planned: SourceReference,
  known: SourceReference | undefined,
): SourceReference | null {
  if (known && isPlanned(planSource(known), planned)) return known;
  return lacksSomething(planned) ? null : planned;
}

function lacksSomething(planned: SourceReference): boolean {
  if (planned.kind === 'alternatives') return planned.places.some(lacksSomething);
  return planned.kind === 'http' && (planned.queryDigest !== undefined || planned.needsAuth === true);
}

function isPlanned(known: SourceReference, planned: SourceReference): boolean {
  switch (known.kind) {
    case 'http':
      return (
        planned.kind === 'http' && known.url === planned.url && known.queryDigest === planned.queryDigest
      );
    case 'file':
      return planned.kind === 'file' && known.path === planned.path;
    case 'glance':
      return (
        planned.kind === 'glance' &&
        known.image === planned.image &&
        known.cloud === planned.cloud &&
        known.region === planned.region
      );
    case 'alternatives':
      return (
        planned.kind === 'alternatives' &&
        known.places.length === planned.places.length &&
        known.places.every((place, index) => isPlanned(place, planned.places[index] as SourceReference))
      );
  }
}
