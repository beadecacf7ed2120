import { customProperties } from '../custom-properties.ts';
import { type Entry, type Field, noteLines, type Value } from '../draft.ts';
import { shown } from '../found-errors.ts';
import { isOneLine } from '../text-file.ts';
import type { ManagedImage, ManagedVersion } from './read-image.ts';
import { versionSource } from './version-source.ts';

/** Values that every entry needs. */
export interface EntryContext {
  /** The tag by which openstack-image-manager recognises its images. */
  readonly tag: string;
  /** Absolute; relative `file:` addresses start here. */
  readonly cwd: string;
}

/** One version as an image of the state file. */
interface ConvertedVersion {
  readonly name: string;
  readonly entry: Entry;
  readonly warnings: readonly string[];
}

/**
 * Converts one version into an image of the state file. The newest version of a `multi` image has the plain name, and
 * its others are `NAME (VERSION)`. Every version of another image is `NAME VERSION`.
 */
export function versionEntry(
  image: ManagedImage,
  version: ManagedVersion,
  { tag, cwd }: EntryContext,
): ConvertedVersion {
  const notes: string[] = [];
  const isNewest = version === image.versions.at(-1);
  const name = nameOf(image, version, isNewest);
  const source = versionSource(version, cwd, notes);
  const { properties, warnings } = customProperties(imageProperties(image, version));
  notes.push(...warnings);
  const visibility = version.visibility ?? image.visibility;
  const fields: readonly (Field | null)[] = [
    { key: 'name', value: name },
    given('id', version.id),
    ...source,
    given('format', image.format),
    { key: 'container_format', value: 'bare' },
    given('visibility', visibility),
    given('hidden', version.hidden),
    given('status', image.status),
    given('min_disk', image.minDisk),
    given('min_ram', image.minRam),
    { key: 'tags', value: tagsOf(image, tag, notes) },
    { key: 'properties', value: properties },
    image.multi && isNewest ? backupField(image, visibility) : null,
  ];
  return {
    name,
    entry: {
      about: [...aboutImage(image, version, isNewest), ...noteLines(notes)],
      fields: fields.filter((field) => field !== null),
    },
    warnings: notes.map((text) => `${name}: ${text}`),
  };
}

function nameOf(
  { multi, name, separator }: ManagedImage,
  { version }: ManagedVersion,
  isNewest: boolean,
): string {
  if (!multi) return `${name}${separator}${version}`;
  return isNewest ? name : `${name}${separator}(${version})`;
}

function given(key: string, value: Value | undefined): Field | null {
  return value === undefined ? null : { key, value };
}

function aboutImage(image: ManagedImage, version: ManagedVersion, isNewest: boolean): readonly string[] {
  const { file, line } = image.definition.at;
  const about = [`From ${file}:${line}, version ${version.version}.`];
  if (isNewest && image.latestUrl !== undefined && version.version !== 'latest') {
    const digests =
      image.latestChecksumUrl === undefined ? '' : `, with checksum: {url: ${image.latestChecksumUrl}}`;
    about.push(`To follow its publisher: source: ${image.latestUrl}${digests}`);
  }
  if (version.version === 'latest') {
    about.push(
      'reconcile does not change the properties internal_version, image_build_date and upstream_checksum.',
    );
  }
  const unset = [...image.meta].filter(([, value]) => value === null).map(([key]) => key);
  if (unset.length > 0) about.push(`Not set, as they have no value: ${unset.join(', ')}.`);
  if (image.hasPassword) about.push('Its password is not copied.');
  if (image.keep && !image.multi && isNewest)
    about.push(
      'For keep: true: an image that the file no longer lists stays, unless glance.server.reconcile.prune is set.',
    );
  const left = leftOut(image, version, isNewest);
  if (left.length > 0) about.push(`Left out: ${left.join(', ')}.`);
  return about;
}

/** Given keys that a state file does not have. Keys of the image itself count at its newest version. */
function leftOut(image: ManagedImage, version: ManagedVersion, isNewest: boolean): readonly string[] {
  const isLatest = version.version === 'latest';
  const ofImage = [
    ...image.unused,
    ...(isLatest && image.latestUrl !== undefined ? ['latest_url'] : []),
    ...((isLatest || image.latestUrl === undefined) && image.latestChecksumUrl !== undefined
      ? ['latest_checksum_url']
      : []),
  ];
  return [
    ...(isNewest ? ofImage : []),
    ...version.unused,
    ...(!image.multi && version.osVersion !== undefined ? ['os_version (the version replaces it)'] : []),
  ];
}

function tagsOf({ tags, meta }: ManagedImage, tag: string, notes: string[]): readonly string[] {
  const distribution = meta.get('os_distro');
  const all = new Set([...tags, tag, ...(distribution ? [`os:${distribution}`] : [])]);
  const usable = [...all].filter(isOneLine);
  for (const other of all) if (!isOneLine(other)) notes.push(`the tag ${shown(other)} is left out`);
  return usable;
}

/**
 * The backups of a `multi` image. When a newer version took its name, openstack-image-manager kept the old image under
 * its id as long as `uuid_validity` promised (SCS-0102: `last-N` includes the current image; `forever`, `notice` and
 * dates give no number). With `keep` it never deleted one. The backup is hidden, as the old version's own entry has the
 * name `NAME (VERSION)`. For `none`, and without `uuid_validity`, reconcile's default applies.
 */
function backupField({ meta, keep: keepsAll }: ManagedImage, visibility: string | undefined): Field | null {
  const validity = meta.get('uuid_validity') ?? 'none';
  if (validity === 'none' && !keepsAll) return null;
  const [, last] = /^last-([0-9]{1,4})$/.exec(validity) ?? [];
  const keep = last === undefined || keepsAll ? EVERY : Math.max(Number(last) - 1, 0);
  const value = new Map<string, Value>([
    ['keep', keep],
    ...(visibility === undefined ? [] : ([['visibility', visibility]] as const)),
  ]);
  return { key: 'backup', value, about: [keepsAll ? 'For keep: true.' : `For uuid_validity: ${validity}.`] };
}

/** The largest number of backups that a state file allows. */
const EVERY = 10_000;

/**
 * The properties that openstack-image-manager sets on one version of an image (`process_images` and `set_properties`
 * in its main.py); later ones win over earlier. Leaves out those that it looks up at the publisher of a `latest`.
 */
function imageProperties(image: ManagedImage, version: ManagedVersion): ReadonlyMap<string, string> {
  const isLatest = version.version === 'latest';
  const osVersion = image.multi ? version.osVersion : version.version;
  const all: readonly (readonly [string, string | null | undefined])[] = [
    ['image_description', image.name],
    ['image_name', image.name],
    ...image.meta,
    ['internal_version', isLatest ? undefined : version.version],
    ['image_original_user', image.login],
    ['os_version', osVersion],
    ...version.meta,
    ['image_source', shownSource(version.url)],
    ['image_build_date', version.buildDate],
  ];
  const properties = new Map<string, string>();
  for (const [name, value] of all) if (value !== undefined && value !== null) properties.set(name, value);
  return properties;
}

/** The source for users to see. Of a local file only the name, as users need not know the host's folders. */
function shownSource(url: string): string {
  return url.startsWith('file:') ? `file:${url.slice(url.lastIndexOf('/') + 1).replace(/^file:/, '')}` : url;
}
