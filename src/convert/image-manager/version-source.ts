import path from 'node:path';
import { withoutCredentials } from '../../model/secrets.ts';
import { namedLayers, packingByName } from '../../model/source/packed-name.ts';
import type { Field } from '../draft.ts';
import { shown } from '../found-errors.ts';
import type { ManagedVersion } from './read-image.ts';

/**
 * The source, digest and version of one version. Prefers the mirror to the publisher, unless the mirror unpacked the
 * publisher's file: then the publisher's digest does not fit the mirror's file.
 */
export function versionSource(version: ManagedVersion, cwd: string, notes: string[]): readonly Field[] {
  const { url, mirrorUrl } = version;
  const packing = packingOf(url);
  const unpackedByMirror = mirrorUrl !== undefined && packing !== null && packingOf(mirrorUrl) === null;
  const chosen = mirrorUrl === undefined || unpackedByMirror ? url : mirrorUrl;
  const source = sourceOf(chosen, cwd);
  if (source === null) {
    notes.push(`its source is left out, as reconcile cannot read ${shown(withoutCredentials(chosen))}`);
    return [];
  }
  if (source !== chosen && isRemote(chosen)) {
    notes.push('the credentials in its address are removed: write them as source.auth');
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

/** The URL or path as a state file writes it; null when reconcile cannot read it. */
function sourceOf(url: string, cwd: string): string | null {
  if (/[\s\p{Cc}\p{Cs}]/u.test(url)) return null;
  if (/^https?:\/\//i.test(url)) return URL.canParse(url) ? withoutCredentials(url) : null;
  const [, local] = /^file:(?:\/\/(?=\/))?(.+)$/.exec(url) ?? [];
  return local === undefined || local.startsWith('//') ? null : path.resolve(cwd, local);
}

function isRemote(url: string): boolean {
  return /^https?:/i.test(url);
}

/** The value of `decompress` that the ending of an address asks for; null when it shows no packing. */
function packingOf(url: string): string | null {
  const name = url.split(/[?#]/, 1)[0] ?? '';
  return packingByName(name) ?? (namedLayers(name).length > 0 ? 'auto' : null);
}

interface ChecksumContext {
  /** The address of the bytes. */
  readonly chosen: string;
  readonly cwd: string;
  readonly notes: string[];
}

/**
 * The digest of a version. openstack-image-manager uses the publisher's file of digests only for `latest`. The state
 * file also uses it for a version without a digest.
 */
function checksumFields(version: ManagedVersion, context: ChecksumContext): readonly Field[] {
  const { notes } = context;
  const { checksum } = version;
  const isLatest = version.version === 'latest';
  const listed = listedDigests(version, context);
  if (listed !== null && (isLatest || checksum === undefined)) {
    if (checksum !== undefined)
      notes.push("checksum is left out, as the publisher's file of digests applies to the latest version");
    const about = [
      'Looked up before every plan: the image is replaced when the publisher changes its content.',
    ];
    return [{ key: 'checksum', value: listed, about }];
  }
  if (checksum !== undefined) {
    const about = listed === null ? [] : [`The publisher's file of digests: ${listed.get('url')}`];
    return [{ key: 'checksum', value: checksum, about }];
  }
  notes.push('it has no checksum, so its download cannot be verified');
  return [];
}

/** The publisher's file of digests as a `checksum` mapping; null when there is none that reconcile can read. */
function listedDigests(
  { url, checksumsUrl, checksumUrl }: ManagedVersion,
  { chosen, cwd, notes }: ChecksumContext,
): ReadonlyMap<string, string> | null {
  const given = checksumsUrl ?? checksumUrl;
  if (given === undefined) return null;
  if (checksumsUrl !== undefined && checksumUrl !== undefined)
    notes.push('checksum_url is left out, as checksums_url is given');
  const file = sourceOf(given, cwd);
  const key = checksumsUrl === undefined ? 'checksum_url' : 'checksums_url';
  if (file !== null && file !== given && isRemote(given))
    notes.push(`the credentials in its ${key} are removed`);
  if (file === null) {
    notes.push(`${key} is left out, as reconcile cannot read ${shown(withoutCredentials(given))}`);
    return null;
  }
  const isListed = checksumsUrl !== undefined && lastPart(url) !== lastPart(chosen);
  return new Map([['url', file], ...(isListed ? ([['name', lastPart(url)]] as const) : [])]);
}

function lastPart(url: string): string {
  const [bare = ''] = url.split(/[?#]/, 1);
  return bare.slice(bare.lastIndexOf('/') + 1);
}
