import path from 'node:path';
import { withoutCredentials } from '../../model/secrets.ts';
import type { Field } from '../draft.ts';
import { shown } from '../found-errors.ts';
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
export function versionSource(version: ManagedVersion, cwd: string, notes: string[]): readonly Field[] {
  const { url, mirrorUrl } = version;
  const packing = packingOf(url);
  const unpackedByMirror = mirrorUrl !== undefined && packing !== null && packingOf(mirrorUrl) === null;
  const chosen = mirrorUrl === undefined || unpackedByMirror ? url : mirrorUrl;
  const source = sourceOf(chosen, cwd);
  if (source === null) {
    notes.push(`its source is left out: ${shown(withoutCredentials(chosen))} cannot be read by reconcile`);
    return [];
  }
  if (source !== chosen && isRemote(chosen)) {
    notes.push('the credentials in its address are left out: give them as source.auth');
  }
  const other = chosen === url ? mirrorUrl : url;
  const about = other === undefined ? [] : [`Also at ${withoutCredentials(other)}`];
  const chosenPacking = packingOf(chosen);
  return [
    { key: 'source', value: source, about },
    ...checksumFields(version, { chosen, cwd, notes: notes }),
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

function isRemote(url: string): boolean {
  return /^https?:/i.test(url);
}

function packingOf(url: string): string | null {
  return PACKINGS.get(path.extname(url.split(/[?#]/, 1)[0] ?? '').toLowerCase()) ?? null;
}

interface ChecksumContext {
  /** The address that the bytes come from. */
  readonly chosen: string;
  readonly cwd: string;
  readonly notes: string[];
}

/** openstack-image-manager looks at the publisher's digests of a `latest` alone; here they do where there is no other. */
function checksumFields(version: ManagedVersion, context: ChecksumContext): readonly Field[] {
  const { notes } = context;
  const { checksum } = version;
  const isLatest = version.version === 'latest';
  const listed = listedDigests(version, context);
  if (listed !== null && (isLatest || checksum === undefined)) {
    if (checksum !== undefined)
      notes.push('checksum is left out, as the latest version has what its publisher lists');
    const about = ['Looked up before every plan: new content at the publisher is a replacement.'];
    return [{ key: 'checksum', value: listed, about }];
  }
  if (checksum !== undefined) {
    const about = listed === null ? [] : [`The publisher's digests: ${listed.get('url')}`];
    return [{ key: 'checksum', value: checksum, about }];
  }
  notes.push('it has no checksum: nothing holds what is downloaded to anything');
  return [];
}

/** The file of digests as a state file names it; null where there is none that can be read. */
function listedDigests(
  { url, checksumsUrl, checksumUrl }: ManagedVersion,
  { chosen, cwd, notes }: ChecksumContext,
): ReadonlyMap<string, string> | null {
  const given = checksumsUrl ?? checksumUrl;
  if (given === undefined) return null;
  if (checksumsUrl !== undefined && checksumUrl !== undefined)
    notes.push('checksum_url is left out, as there is a checksums_url');
  const file = sourceOf(given, cwd);
  const key = checksumsUrl === undefined ? 'checksum_url' : 'checksums_url';
  if (file !== null && file !== given && isRemote(given))
    notes.push(`the credentials in its ${key} are left out`);
  if (file === null) {
    notes.push(`${key} is left out: ${shown(withoutCredentials(given))} cannot be read by reconcile`);
    return null;
  }
  const isListed = checksumsUrl !== undefined && lastPart(url) !== lastPart(chosen);
  return new Map([['url', file], ...(isListed ? ([['name', lastPart(url)]] as const) : [])]);
}

function lastPart(url: string): string {
  const [bare = ''] = url.split(/[?#]/, 1);
  return bare.slice(bare.lastIndexOf('/') + 1);
}
