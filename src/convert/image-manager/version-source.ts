import path from 'node:path';
import { withoutCredentials } from '../../model/secrets.ts';
import type { Field, Value } from '../draft.ts';
import { shown } from '../found-faults.ts';
import type { ManagedVersion } from './read-image.ts';

const PACKINGS: ReadonlyMap<string, string> = new Map([
  ['.gz', 'gz'],
  ['.bz2', 'bz2'],
  ['.xz', 'xz'],
  ['.zst', 'zst'],
  ['.zip', 'zip'],
]);

/**
 * Where a version's bytes come from, and what they must be. The mirror is asked rather than the publisher, but where
 * it unpacks what the publisher packed: then the publisher's digest says nothing of it.
 */
export function versionSource(version: ManagedVersion, cwd: string, told: string[]): readonly Field[] {
  const { url, mirrorUrl } = version;
  const packing = packingOf(url);
  const unpackedByMirror = mirrorUrl !== undefined && packing !== null && packingOf(mirrorUrl) === null;
  const chosen = mirrorUrl === undefined || unpackedByMirror ? url : mirrorUrl;
  const source = sourceOf(chosen, cwd);
  if (source === null) {
    told.push(`its source is left out: ${shown(withoutCredentials(chosen))} cannot be read by reconcile`);
    return [];
  }
  if (source !== chosen && /^https?:/i.test(chosen)) {
    told.push('the credentials in its address are left out: give them as source.auth');
  }
  const other = chosen === url ? mirrorUrl : url;
  const about = other === undefined ? [] : [`Also at ${withoutCredentials(other)}`];
  const chosenPacking = packingOf(chosen);
  return [
    { key: 'source', value: source, about },
    ...checksumFields(version, chosen, told),
    ...(version.version === 'latest' ? [] : [{ key: 'version', value: version.version }]),
    ...(chosenPacking === null ? [] : [{ key: 'decompress', value: chosenPacking }]),
  ];
}

/** A state file's own way to name it; null: there is none. */
function sourceOf(url: string, cwd: string): string | null {
  if (/[\s\p{Cc}\p{Cs}]/u.test(url)) return null;
  if (/^https?:\/\//i.test(url)) return URL.canParse(url) ? withoutCredentials(url) : null;
  const [, local] = /^file:(?:\/\/(?=\/))?(.+)$/.exec(url) ?? [];
  return local === undefined || local.startsWith('//') ? null : path.resolve(cwd, local);
}

function packingOf(url: string): string | null {
  return PACKINGS.get(path.extname(url.split(/[?#]/, 1)[0] ?? '').toLowerCase()) ?? null;
}

function checksumFields(version: ManagedVersion, chosen: string, told: string[]): readonly Field[] {
  const { checksum, checksumsUrl, checksumUrl, url } = version;
  const file = version.version === 'latest' ? (checksumsUrl ?? checksumUrl) : undefined;
  if (file !== undefined) {
    const about = ['Looked up before every plan: new content at the publisher is a replacement.'];
    const isListed = checksumsUrl !== undefined && lastPart(url) !== lastPart(chosen);
    const value = new Map<string, Value>([
      ['url', withoutCredentials(file)],
      ...(isListed ? ([['name', lastPart(url)]] as const) : []),
    ]);
    return [{ key: 'checksum', value, about }];
  }
  if (checksum !== undefined) return [{ key: 'checksum', value: checksum }];
  told.push('it has no checksum: nothing holds what is downloaded to anything');
  return [];
}

function lastPart(url: string): string {
  const [bare = ''] = url.split(/[?#]/, 1);
  return bare.slice(bare.lastIndexOf('/') + 1);
}
