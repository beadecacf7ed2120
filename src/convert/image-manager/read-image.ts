import { ALGORITHMS, HEX_LENGTH } from '../../model/digest.ts';
import { DISK_FORMATS, type DiskFormat, VISIBILITIES, type Visibility } from '../../model/image.ts';
import type { FoundErrors } from '../found-errors.ts';
import type { Definition } from './read-definitions.ts';
import {
  choice,
  type FieldReader,
  flag,
  isGiven,
  list,
  mapping,
  pythonText,
  report,
  required,
  text,
  wholeNumber,
} from './typed-fields.ts';

/** An image of openstack-image-manager, by its schema (etc/schema.yaml there). */
export interface ManagedImage {
  readonly definition: Definition;
  readonly name: string;
  readonly enabled: boolean;
  readonly format: DiskFormat | undefined;
  readonly visibility: Visibility | undefined;
  readonly status: 'active' | 'deactivated' | undefined;
  readonly login: string | undefined;
  readonly hasPassword: boolean;
  readonly minDisk: number | undefined;
  readonly minRam: number | undefined;
  /** true: the newest version has the plain name, and a newer one takes it over. */
  readonly multi: boolean;
  /** true: an image that lost its name to a newer version is never deleted. */
  readonly keep: boolean;
  readonly separator: string;
  readonly tags: readonly string[];
  readonly meta: ReadonlyMap<string, string | null>;
  readonly latestUrl: string | undefined;
  readonly latestChecksumUrl: string | undefined;
  /** Oldest first. */
  readonly versions: readonly ManagedVersion[];
  /** Given keys that openstack-image-manager itself ignores. */
  readonly unused: readonly string[];
  /** Given keys that the schema does not know. */
  readonly unknownKeys: readonly string[];
}

/** One version of an image. */
export interface ManagedVersion {
  readonly version: string;
  readonly url: string;
  readonly mirrorUrl: string | undefined;
  readonly checksum: string | undefined;
  /** URL of a file of digests that names the image's file. */
  readonly checksumsUrl: string | undefined;
  /** URL of a file with only one digest. */
  readonly checksumUrl: string | undefined;
  readonly buildDate: string | undefined;
  readonly osVersion: string | undefined;
  readonly visibility: Visibility | undefined;
  readonly hidden: boolean | undefined;
  readonly id: string | undefined;
  readonly meta: ReadonlyMap<string, string | null>;
  readonly unused: readonly string[];
  readonly unknownKeys: readonly string[];
}

const IMAGE_KEYS = new Set(
  (
    'enable format latest_checksum_url latest_url login meta min_disk min_ram multi keep name password shortname ' +
    'status separator tags versions visibility'
  ).split(' '),
);

const VERSION_KEYS = new Set(
  (
    'build_date checksum checksums_url checksum_url hidden image_description meta os_version source url mirror_url ' +
    'version visibility id'
  ).split(' '),
);

/** Reads an image and adds its errors. Undefined for an image without a name or a version. */
export function readImage(definition: Definition, errors: FoundErrors): ManagedImage | undefined {
  const reader: FieldReader = { path: '', fields: definition.fields, definition, errors };
  const name = required(reader, 'name');
  const versions = list(reader, 'versions').flatMap(
    (item, index) => readVersion(item, { ...reader, path: `versions[${index}].` }) ?? [],
  );
  if (list(reader, 'versions').length === 0) report(reader, 'versions', 'must list a version');
  if (name === undefined || versions.length === 0) return undefined;
  return {
    definition,
    name,
    enabled: flag(reader, 'enable') ?? true,
    format: choice(reader, 'format', DISK_FORMATS),
    visibility: choice(reader, 'visibility', VISIBILITIES),
    status: choice(reader, 'status', ['active', 'deactivated'] as const),
    login: text(reader, 'login'),
    hasPassword: reader.fields.has('password'),
    minDisk: wholeNumber(reader, 'min_disk'),
    minRam: wholeNumber(reader, 'min_ram'),
    multi: flag(reader, 'multi') ?? false,
    keep: flag(reader, 'keep') ?? false,
    separator: text(reader, 'separator') ?? ' ',
    tags: list(reader, 'tags').flatMap((tag) => pythonText(tag) ?? []),
    meta: readMeta(reader),
    latestUrl: text(reader, 'latest_url'),
    latestChecksumUrl: text(reader, 'latest_checksum_url'),
    unused: givenOf(reader, ['shortname']),
    versions: versions.toSorted((a, b) => compareNaturally(a.version, b.version)),
    unknownKeys: unknownKeysOf(reader, IMAGE_KEYS),
  };
}

function readVersion(item: unknown, image: FieldReader): ManagedVersion | undefined {
  if (!(item instanceof Map)) {
    report(image, '', 'must be a mapping');
    return undefined;
  }
  const reader: FieldReader = { ...image, fields: item };
  const version = required(reader, 'version');
  const url = required(reader, 'url');
  const checksumsUrl = text(reader, 'checksums_url');
  const checksumUrl = text(reader, 'checksum_url');
  if (version === 'latest' && (checksumsUrl === undefined) === (checksumUrl === undefined)) {
    report(reader, 'version', 'is "latest", which needs either "checksums_url" or "checksum_url"');
  }
  if (version === undefined || url === undefined) return undefined;
  return {
    version,
    url,
    mirrorUrl: text(reader, 'mirror_url'),
    checksum: readChecksum(reader),
    checksumsUrl,
    checksumUrl,
    buildDate: text(reader, 'build_date')?.slice(0, 10),
    osVersion: text(reader, 'os_version'),
    visibility: choice(reader, 'visibility', VISIBILITIES),
    hidden: flag(reader, 'hidden'),
    id: readId(reader),
    meta: readMeta(reader),
    unused: givenOf(reader, ['image_description', 'source']),
    unknownKeys: unknownKeysOf(reader, VERSION_KEYS),
  };
}

/** Reads `checksum`. An invalid digest is an error: without a digest nothing would verify the download. */
function readChecksum(reader: FieldReader): string | undefined {
  const given = text(reader, 'checksum');
  if (given === undefined) return undefined;
  const [, named, digits = ''] = /^(?:(\w{1,10}):)?([0-9a-f]{32,128})$/i.exec(given) ?? [];
  const algorithm = ALGORITHMS.find((name) => HEX_LENGTH[name] === digits.length);
  if (algorithm !== undefined && (named === undefined || named.toLowerCase() === algorithm)) return given;
  report(reader, 'checksum', 'must be ALGORITHM:DIGEST');
  return undefined;
}

function readId(reader: FieldReader): string | undefined {
  const given = text(reader, 'id');
  if (given === undefined || /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(given)) return given;
  report(reader, 'id', 'must be a UUID in lower case');
  return undefined;
}

/** Reads `meta`. Null for a value without a text: openstack-image-manager does not set that property. */
function readMeta(reader: FieldReader): ReadonlyMap<string, string | null> {
  const entries = [...mapping(reader, 'meta')].flatMap(([key, value]) => {
    const name = pythonText(key);
    return name === undefined ? [] : [[name, pythonText(value) ?? null] as const];
  });
  return new Map(entries);
}

function givenOf(reader: FieldReader, keys: readonly string[]): readonly string[] {
  return keys.filter((key) => isGiven(reader, key));
}

function unknownKeysOf({ fields, path }: FieldReader, known: ReadonlySet<string>): readonly string[] {
  const names = [...fields.keys()].map((key) => pythonText(key) ?? '?');
  return names.filter((name) => !known.has(name)).map((name) => path + name);
}

/**
 * Compares versions as openstack-image-manager does (natsort's default): runs of digits count as numbers, and texts
 * that begin with a digit come first, so that `latest` is last.
 */
export function compareNaturally(a: string, b: string): number {
  const [left, right] = [a.split(/([0-9]+)/), b.split(/([0-9]+)/)];
  for (const [index, piece] of left.entries()) {
    const other = right[index];
    if (other === undefined) return 1;
    const order = index % 2 === 1 ? compareNumbers(piece, other) : compareTexts(piece, other);
    if (order !== 0) return order;
  }
  return left.length - right.length;
}

function compareNumbers(a: string, b: string): number {
  const [left, right] = [a.replace(/^0+(?=.)/, ''), b.replace(/^0+(?=.)/, '')];
  return left.length - right.length || compareTexts(left, right);
}

function compareTexts(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
