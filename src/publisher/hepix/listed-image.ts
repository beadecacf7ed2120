import { ALGORITHMS, type Digests, HEX_LENGTH } from '../../model/digest.ts';
import { DISK_FORMATS, type DiskFormat } from '../../model/image.ts';
import type { Packing } from '../../model/preparation.ts';
import { withoutCredentials } from '../../model/secrets.ts';
import type { HttpSource } from '../../model/source.ts';
import { quoted } from '../../model/text.ts';
import { packingByName } from '../packed-name.ts';
import { mapping, scalars, withoutSecrets } from './json-values.ts';
import { listDate } from './list-date.ts';

/** What a list says of one image. */
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
  /** ISO 8601, UTC; null: the list's own date holds. */
  readonly expires: string | null;
  /** Every text, number and boolean by its JSON key, e.g. `sl:osname`. Addresses are without credentials. */
  readonly attributes: ReadonlyMap<string, string>;
  readonly warnings: readonly string[];
}

/** An image that is listed, and cannot be taken. */
export interface DroppedImage {
  readonly identifier: string | null;
  readonly title: string | null;
  readonly reason: string;
}

/** hepixvmitrust's `image_required_metadata`. */
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

/** qemu-img's name of a format that Glance calls otherwise. */
const OTHER_FORMATS: ReadonlyMap<string, DiskFormat> = new Map([['vpc', 'vhd']]);

/** Reads one item of `hv:images`; one that lacks a key or cannot be fetched or verified is dropped, with the reason. */
export function readImage(item: unknown): ListedImage | DroppedImage {
  const value = mapping(mapping(item)?.get('hv:image'));
  if (value === null) return { identifier: null, title: null, reason: 'it is no hv:image' };
  const attributes = scalars(value);
  const identifier = attributes.get('dc:identifier') || null;
  const title = attributes.get('dc:title') ?? null;
  const drop = (reason: string): DroppedImage => ({ identifier, title, reason });

  const missing = REQUIRED.filter((key) => !attributes.has(key));
  if (missing.length > 0) return drop(`${missing.join(', ')} is missing`);
  if (identifier === null || title === null) return drop('dc:identifier is empty');
  const size = attributes.get('hv:size')!;
  if (!/^[0-9]{1,16}$/.test(size) || !Number.isSafeInteger(Number(size))) {
    return drop(`hv:size is ${quoted(size)}, which is no number of bytes`);
  }
  const location = readLocation(attributes.get('hv:uri')!);
  if (typeof location === 'string') return drop(location);
  const digests = readDigests(attributes);
  if (typeof digests === 'string') return drop(digests);
  const expires = attributes.get('dc:date:expires') ?? null;
  if (expires !== null && listDate(expires) === null) {
    return drop(`dc:date:expires is ${quoted(expires)}, and dates are written as 2015-06-18T21:14:00Z`);
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

/** What stands in an address of the list is the publisher's; only http and https are fetched. Text: the fault. */
function readLocation(text: string): HttpSource | string {
  const shown = quoted(withoutCredentials(text));
  if (!URL.canParse(text)) return `hv:uri is ${shown}, which is no address`;
  const url = new URL(text);
  if (url.protocol !== 'http:' && url.protocol !== 'https:') {
    return `hv:uri is ${shown}, and only http and https are fetched`;
  }
  if (url.username === '' && url.password === '') return { kind: 'http', url: url.href };
  const [user, password] = [decoded(url.username), decoded(url.password)];
  url.username = '';
  url.password = '';
  return { kind: 'http', url: url.href, auth: { scheme: 'basic', user, password } };
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** All of `sl:checksum:ALGORITHM` that name a known algorithm. Text: the fault. */
function readDigests(attributes: ReadonlyMap<string, string>): Digests | string {
  const digests: Partial<Record<(typeof ALGORITHMS)[number], string>> = {};
  for (const algorithm of ALGORITHMS) {
    const value = attributes.get(`sl:checksum:${algorithm}`)?.toLowerCase();
    // Lists leave an optional one empty.
    if (value === undefined || (value === '' && algorithm !== 'sha512')) continue;
    if (value.length !== HEX_LENGTH[algorithm] || !/^[0-9a-f]+$/.test(value)) {
      return `sl:checksum:${algorithm} is ${quoted(value)}, which is no ${algorithm} digest`;
    }
    digests[algorithm] = value;
  }
  return digests;
}

/** `hv:format` is written in any case; `OVA` says how the file is packed, and nothing of the disk in it. */
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
    warnings.push(`hv:format ${quoted(format)} is no disk format of Glance`);
  return { packing, diskFormat, warnings };
}
