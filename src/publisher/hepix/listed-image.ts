import { ALGORITHMS, type Digests, HEX_LENGTH } from '../../model/digest.ts';
import { DISK_FORMATS, type DiskFormat } from '../../model/image.ts';
import type { Packing } from '../../model/preparation.ts';
import { withoutCredentials } from '../../model/secrets.ts';
import { packingByName } from '../../model/source/packed-name.ts';
import type { HttpSource } from '../../model/source/source.ts';
import { quoted } from '../../model/text.ts';
import { httpSource } from '../http-source.ts';
import { jsonMap } from '../json-map.ts';
import { scalars, withoutSecrets } from './json-values.ts';
import { listDate } from './list-date.ts';

/** One image as its list describes it. */
export interface ListedImage {
  readonly identifier: string;
  readonly title: string;
  readonly version: string;
  readonly location: HttpSource;
  readonly digests: Digests;
  /** Bytes of the file as served. */
  readonly size: number;
  readonly packing: Packing | null;
  readonly diskFormat: DiskFormat | null;
  /** ISO 8601, UTC; null: the date of the list applies. */
  readonly expires: string | null;
  /** Every text, number and boolean by its JSON key, e.g. `sl:osname`. URLs have no credentials. */
  readonly attributes: ReadonlyMap<string, string>;
  readonly warnings: readonly string[];
}

/** A listed image that cannot be used. */
export interface DroppedImage {
  readonly identifier: string | null;
  readonly title: string | null;
  readonly reason: string;
}

/** Keys that an image must have: hepixvmitrust's `image_required_metadata`. */
const REQUIRED = [
  'dc:title',
  'dc:description',
  'dc:identifier',
  'hv:size',
  'hv:uri',
  'hv:hypervisor',
  'hv:version',
  'sl:checksum:sha512',
  'sl:arch',
  'sl:os',
  'sl:osversion',
  'sl:comments',
] as const;

/** Formats with one name in qemu-img and another in Glance. */
const OTHER_FORMATS: ReadonlyMap<string, DiskFormat> = new Map([['vpc', 'vhd']]);

/**
 * Reads one item of `hv:images`. An image without a required key, a usable URL or a usable digest is dropped, with the
 * reason.
 */
export function readImage(item: unknown): ListedImage | DroppedImage {
  const value = jsonMap(jsonMap(item)?.get('hv:image'));
  if (value === null) return { identifier: null, title: null, reason: 'it is not an hv:image' };
  const attributes = scalars(value);
  const identifier = attributes.get('dc:identifier') || null;
  const title = attributes.get('dc:title') ?? null;
  const drop = (reason: string): DroppedImage => ({ identifier, title, reason });

  const missing = REQUIRED.filter((key) => !attributes.has(key));
  if (missing.length > 0) return drop(`${missing.join(', ')} is missing`);
  if (identifier === null || title === null) return drop('dc:identifier is empty');
  const size = attributes.get('hv:size')!;
  if (!/^[0-9]{1,16}$/.test(size) || !Number.isSafeInteger(Number(size))) {
    return drop(`hv:size is ${quoted(size)}, which is not a number of bytes`);
  }
  const location = readLocation(attributes.get('hv:uri')!);
  if (typeof location === 'string') return drop(location);
  const digests = readDigests(attributes);
  if (typeof digests === 'string') return drop(digests);
  const expires = attributes.get('dc:date:expires') ?? null;
  if (expires !== null && listDate(expires) === null) {
    return drop(`dc:date:expires is ${quoted(expires)}, but must be a date such as 2015-06-18T21:14:00Z`);
  }
  return {
    identifier,
    title,
    version: attributes.get('hv:version')!,
    location,
    digests,
    size: Number(size),
    ...readFormat(attributes.get('hv:format') ?? '', location.url),
    expires,
    attributes: withoutSecrets(attributes),
  };
}

/** The source at `hv:uri`, or why it cannot be used. A publisher must not choose other schemes, such as `file:`. */
function readLocation(text: string): HttpSource | string {
  const source = httpSource(text);
  if (source !== null) return source;
  const shown = quoted(withoutCredentials(text));
  return URL.canParse(text)
    ? `hv:uri is ${shown}, but reconcile fetches only http and https`
    : `hv:uri is ${shown}, which is not a URL`;
}

/** All digests `sl:checksum:ALGORITHM` of known algorithms, or why they cannot be used. */
function readDigests(attributes: ReadonlyMap<string, string>): Digests | string {
  const digests: Partial<Record<(typeof ALGORITHMS)[number], string>> = {};
  for (const algorithm of ALGORITHMS) {
    const value = attributes.get(`sl:checksum:${algorithm}`)?.toLowerCase();
    // Lists write an empty text for an optional digest that they do not have.
    if (value === undefined || (value === '' && algorithm !== 'sha512')) continue;
    if (value.length !== HEX_LENGTH[algorithm] || !/^[0-9a-f]+$/.test(value)) {
      return `sl:checksum:${algorithm} is ${quoted(value)}, but must have ${HEX_LENGTH[algorithm]} hexadecimal digits`;
    }
    digests[algorithm] = value;
  }
  return digests;
}

/**
 * Packing and disk format from `hv:format`, in any case, and the URL. `OVA` gives the packing, but not the format of
 * the disk inside.
 */
export function readFormat(
  format: string,
  url: string,
): Pick<ListedImage, 'packing' | 'diskFormat' | 'warnings'> {
  const name = format.trim().toLowerCase();
  if (name === 'ova') return { packing: 'ova', diskFormat: null, warnings: [] };
  const packing = packingByName(new URL(url).pathname);
  const diskFormat = OTHER_FORMATS.get(name) ?? DISK_FORMATS.find((known) => known === name) ?? null;
  const warnings: string[] = [];
  if (diskFormat === null && name !== '')
    warnings.push(`hv:format ${quoted(format)} is not a disk format of Glance`);
  return { packing, diskFormat, warnings };
}
