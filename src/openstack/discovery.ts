import { isMapping } from './config/raw-cloud.ts';

/** One version of a service's API from its version document, e.g. `v3.14` or `v2.15`. */
interface ApiVersion {
  readonly id: string;
  readonly major: number;
  readonly minor: number;
  /** As given, in upper case, e.g. `CURRENT`, `SUPPORTED`, `STABLE`, `DEPRECATED`. */
  readonly status: string;
  /** Last segment of the version's own link, e.g. `v3`; scheme and host of the link are often wrong, so not used. */
  readonly segment: string;
}

/**
 * The versions of a document in any of its three forms: `{versions: {values: [...]}}` (Keystone),
 * `{versions: [...]}` (Glance), `{version: {...}}` (one version's own document). Empty for anything else.
 */
export function apiVersions(document: unknown): readonly ApiVersion[] {
  if (!isMapping(document)) return [];
  const { version, versions } = document;
  if (isMapping(version)) return [version].flatMap(apiVersion);
  const listed = isMapping(versions) ? versions.values : versions;
  return Array.isArray(listed) ? listed.flatMap(apiVersion) : [];
}

/** Adds the version's segment to `base`, unless `base` ends in that segment. */
export function versionUrl(base: string, version: ApiVersion): string {
  const stem = base.replace(/\/+$/, '');
  return stem.endsWith(`/${version.segment}`) ? stem : `${stem}/${version.segment}`;
}

function apiVersion(entry: unknown): readonly ApiVersion[] {
  if (!isMapping(entry)) return [];
  const id = textOf(entry.id);
  const numbers = /^v(\d+)(?:\.(\d+))?/.exec(id);
  if (numbers === null) return [];
  return [
    {
      id,
      major: Number(numbers[1]),
      minor: Number(numbers[2] ?? 0),
      status: textOf(entry.status).toUpperCase(),
      segment: segmentOf(entry.links) ?? `v${numbers[1]}`,
    },
  ];
}

function segmentOf(links: unknown): string | undefined {
  if (!Array.isArray(links)) return undefined;
  const self = links.filter(isMapping).find((link) => textOf(link.rel).toLowerCase() === 'self');
  const last = textOf(self?.href)
    .replace(/[?#].*$/, '')
    .replace(/\/+$/, '')
    .split('/')
    .at(-1);
  return last !== undefined && /^v\d+(\.\d+)?$/.test(last) ? last : undefined;
}

/**
 * The text of a scalar in a service's JSON; empty for any other value. `String()` would throw for an object with a
 * `toString` from the service, and turn a missing id into "undefined".
 */
export function textOf(value: unknown): string {
  if (typeof value === 'string') return value;
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : '';
}
