import { VerificationError } from '../../model/errors.ts';
import { quoted } from '../../model/text.ts';
import { jsonMap } from '../json-map.ts';
import { scalars, withoutSecrets } from './json-values.ts';
import { listDate } from './list-date.ts';
import { type DroppedImage, type ListedImage, readImage } from './listed-image.ts';

/** The person who is responsible for a list (`hv:endorser`). Names are in OpenSSL's slash form. */
interface Endorser {
  readonly dn: string;
  readonly ca: string;
  readonly email: string;
}

/** The contents of an image list. */
export interface ParsedList {
  readonly identifier: string;
  readonly title: string;
  readonly version: string;
  /** ISO 8601, UTC. */
  readonly created: string;
  readonly expires: string;
  readonly uri: string;
  readonly endorser: Endorser;
  /** Every text, number and boolean of the list itself, by its JSON key, e.g. `ad:vo`. URLs have no credentials. */
  readonly attributes: ReadonlyMap<string, string>;
  readonly images: readonly ListedImage[];
  /** Images that cannot be used as they are listed. */
  readonly dropped: readonly DroppedImage[];
}

/** Keys that a list must have: hepixvmitrust's `imagelist_required_metadata`. */
const REQUIRED = [
  'dc:date:created',
  'dc:date:expires',
  'dc:identifier',
  'dc:description',
  'dc:title',
  'dc:source',
  'hv:version',
  'hv:uri',
] as const;

/** Keys that an endorser must have: hepixvmitrust's `endorser_required_metadata`. */
const REQUIRED_OF_ENDORSER = ['hv:ca', 'hv:dn', 'hv:email', 'dc:creator'] as const;

/**
 * Reads the JSON of a HEPiX image list, with or without its outer `hv:imagelist`. `VerificationError` when the text is
 * not JSON, or not an image list. An unusable image goes to `dropped`; hepixvmitrust leaves it out as well.
 */
export function parseImageList(content: Uint8Array, place: string): ParsedList {
  const whole = jsonMap(parseJson(content, place));
  const list = whole?.has('hv:imagelist') ? jsonMap(whole.get('hv:imagelist')) : whole;
  if (list === null) throw noList(place, 'it is not a JSON object');
  const attributes = withoutSecrets(scalars(list));
  const missing = REQUIRED.filter((key) => !attributes.has(key));
  if (missing.length > 0) throw noList(place, `${missing.join(', ')} is missing`);
  // These two identify the list in the next run, and keep it from going back to an older version.
  const empty = ['dc:identifier', 'hv:version'].find((key) => attributes.get(key)?.trim() === '');
  if (empty !== undefined) throw noList(place, `${empty} is empty`);
  const images = list.get('hv:images');
  if (!Array.isArray(images)) throw noList(place, 'hv:images is missing');
  const required = (key: (typeof REQUIRED)[number]) => attributes.get(key)!;
  return {
    identifier: required('dc:identifier'),
    title: required('dc:title'),
    version: required('hv:version'),
    created: dateOf('dc:date:created', required('dc:date:created'), place),
    expires: dateOf('dc:date:expires', required('dc:date:expires'), place),
    uri: required('hv:uri'),
    endorser: readEndorser(list.get('hv:endorser'), place),
    attributes,
    ...readImages(images),
  };
}

function parseJson(content: Uint8Array, place: string): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(content));
  } catch (cause) {
    throw new VerificationError(`${place}: it is not JSON`, {
      cause,
      hint: 'Check the address of the image list.',
    });
  }
}

function readEndorser(value: unknown, place: string): Endorser {
  const certificate = jsonMap(jsonMap(value)?.get('hv:x509'));
  const attributes = certificate && scalars(certificate);
  const missing = REQUIRED_OF_ENDORSER.filter((key) => !attributes?.has(key));
  if (attributes === null || missing.length > 0) {
    throw noList(place, `${missing.join(', ')} of hv:endorser is missing`);
  }
  return {
    dn: attributes.get('hv:dn')!,
    ca: attributes.get('hv:ca')!,
    email: attributes.get('hv:email')!,
  };
}

/** Reads the images. Images with the same identifier are all dropped, because no rule says which one is meant. */
function readImages(values: readonly unknown[]): Pick<ParsedList, 'images' | 'dropped'> {
  const readings = values.map((value) => readImage(value));
  const times = new Map<string, number>();
  for (const { identifier } of readings) {
    if (identifier !== null) times.set(identifier, (times.get(identifier) ?? 0) + 1);
  }
  const images: ListedImage[] = [];
  const dropped: DroppedImage[] = [];
  for (const reading of readings) {
    const { identifier, title } = reading;
    if ('reason' in reading) dropped.push(reading);
    else if (times.get(reading.identifier) === 1) images.push(reading);
    else
      dropped.push({ identifier, title, reason: 'the list has more than one image with this dc:identifier' });
  }
  return { images, dropped };
}

function dateOf(key: string, text: string, place: string): string {
  if (listDate(text) !== null) return text;
  throw noList(place, `${key} is ${quoted(text)}, but must be a date such as 2015-06-18T21:14:00Z`);
}

function noList(place: string, why: string): VerificationError {
  return new VerificationError(`${place}: it is not a HEPiX image list: ${why}`, {
    hint: 'Check the address of the image list. If it is right, ask the endorser to correct the list.',
  });
}
