import { type Algorithm, type Digests, HEX_LENGTH } from '../../model/digest.ts';
import { DISK_FORMATS, type DiskFormat } from '../../model/image.ts';
import type { Packing } from '../../model/preparation.ts';
import { quoted } from '../../model/text.ts';
import { checkIdentifier, identifierOf, isIdentifier } from './identifier.ts';
import type { SignatureReading } from './signature.ts';
import { type Description, MARKETPLACE_BASE, predicate, type Resource, type Value } from './vocabulary.ts';

/** One endorser's metadata of one image, as far as it could be read. */
export interface MetadataEntry {
  readonly identifier: string | null;
  readonly endorsement: Endorsement;
  /** The signature of this entry. */
  readonly signature: SignatureReading;
  readonly title: string | null;
  /** System, version and architecture, e.g. `coreos-stable-x86_64`: glancing named images so. */
  readonly system: string | null;
  readonly version: string | null;
  /** Digests of the decompressed image, like `size` (bytes). */
  readonly digests: Digests;
  readonly size: number | null;
  readonly locations: readonly string[];
  /** `none` where the metadata does not say; null: an unknown word. */
  readonly packing: Packing | null;
  /** Null: the metadata does not say, or Glance does not know the format. */
  readonly diskFormat: DiskFormat | null;
  /** `dcterms:valid`, ISO 8601 UTC. */
  readonly expires: string | null;
  readonly deprecated: string | null;
  /** Rules that the metadata breaks. */
  readonly problems: readonly string[];
  readonly warnings: readonly string[];
}

/** The endorser of an entry; texts are empty where the metadata does not name one. */
export interface Endorsement {
  /** ISO 8601 UTC. */
  readonly created: string | null;
  readonly email: string;
  /** Names of the endorser's certificate and of its CA, by RFC 2253. */
  readonly subject: string;
  readonly issuer: string;
}

/** The name of an endorser, for messages. */
export function describeEndorser({ email, subject }: Endorsement): string {
  return email === '' && subject === '' ? 'an unnamed endorser' : quoted(email || subject);
}

/**
 * Reads one description by the rules of the marketplace's own validator. Never throws: broken rules are listed under
 * `problems`, so that the rest can still be shown.
 */
export function readEntry(description: Description, signature: SignatureReading): MetadataEntry {
  const reader = new Reader(description.properties);
  const identifier = readIdentifier(description.about, reader);
  const digests = readDigests(reader);
  if (identifier !== null && digests.sha1 !== undefined) compareIdentifier(identifier, digests.sha1, reader);
  if (reader.values('dcterms:type').length !== 1) reader.problem('it must have exactly one dcterms:type');
  reader.one('dcterms:type');
  reader.one('slterms:serial-number');
  const system = ['os', 'os-version', 'os-arch'].flatMap((name) => reader.one(`slterms:${name}`) ?? []);
  return {
    identifier,
    endorsement: readEndorsement(reader),
    signature,
    title: reader.one('dcterms:title'),
    system: system.length === 0 ? null : system.join('-'),
    version: reader.one('slterms:version'),
    digests,
    size: readSize(reader),
    locations: reader.texts('slterms:location').filter((location) => location !== ''),
    packing: readPacking(reader),
    diskFormat: readFormat(reader),
    expires: readDate(reader, 'dcterms:valid'),
    deprecated: reader.one('slterms:deprecated'),
    problems: reader.problems,
    warnings: reader.warnings,
  };
}

/** Reads the properties of one resource, and collects problems. */
class Reader {
  readonly problems: string[];
  readonly warnings: string[];
  readonly #properties: Resource;

  constructor(properties: Resource, { problems = [], warnings = [] }: Partial<Reader> = {}) {
    this.#properties = properties;
    this.problems = problems;
    this.warnings = warnings;
  }

  problem(text: string): void {
    this.problems.push(text);
  }

  /** The values of a property that are resources; texts are left out. */
  resources(name: string): Reader[] {
    return this.values(name).flatMap((value) => (typeof value === 'string' ? [] : [new Reader(value, this)]));
  }

  texts(name: string): string[] {
    return this.values(name).flatMap((value) => (typeof value === 'string' ? [value] : []));
  }

  /** The text of a property that may occur once; null when it is missing or empty. */
  one(name: string): string | null {
    const values = this.values(name);
    if (values.length > 1) this.problem(`it has more than one ${name}`);
    if (values.some((value) => typeof value !== 'string')) this.problem(`${name} is not plain text`);
    const [value] = values;
    return typeof value === 'string' && value !== '' ? value : null;
  }

  values(name: string): readonly Value[] {
    return this.#properties.get(predicate(name)) ?? [];
  }
}

function readIdentifier(about: string, reader: Reader): string | null {
  const identifier = reader.one('dcterms:identifier');
  if (identifier === null) reader.problem('it has no dcterms:identifier');
  else if (about !== `${MARKETPLACE_BASE}#${identifier}`)
    reader.problem(`it is about ${quoted(about)}, not about its identifier ${quoted(identifier)}`);
  return identifier;
}

function compareIdentifier(identifier: string, sha1: string, reader: Reader): void {
  if (!isIdentifier(identifier))
    reader.problem(`its identifier ${quoted(identifier)} is not a marketplace identifier (27 characters)`);
  if (!checkIdentifier(identifier, sha1))
    reader.problem(`its identifier does not fit its SHA-1, which gives ${identifierOf(sha1)}`);
}

const ALGORITHM_NAMES: ReadonlyMap<string, Algorithm> = new Map([
  ['md5', 'md5'],
  ['sha1', 'sha1'],
  ['sha224', 'sha224'],
  ['sha256', 'sha256'],
  ['sha384', 'sha384'],
  ['sha512', 'sha512'],
]);

function readDigests(reader: Reader): Digests {
  const digests = new Map<Algorithm, string>();
  let incomplete = 0;
  let sha1s = 0;
  for (const checksum of reader.resources('slreq:checksum')) {
    const [name, value] = [checksum.one('slreq:algorithm'), checksum.one('slreq:value')];
    const algorithm = ALGORITHM_NAMES.get(name?.toLowerCase().replaceAll('-', '') ?? '');
    if (algorithm === 'sha1') sha1s += 1;
    if (name === null || value === null) incomplete += 1;
    else if (!algorithm)
      reader.warnings.push(`its checksum is ignored, because its algorithm ${quoted(name)} is unknown`);
    else addDigest(digests, algorithm, value, reader);
  }
  if (incomplete > 0) reader.problem(`${incomplete} of its checksums have no algorithm or no value`);
  if (sha1s !== 1) reader.problem('it must have exactly one SHA-1 checksum');
  return Object.fromEntries(digests);
}

/** Adds a digest. Endorsers printed digests as numbers, so leading zeros may be missing or added. */
function addDigest(
  digests: Map<Algorithm, string>,
  algorithm: Algorithm,
  value: string,
  reader: Reader,
): void {
  const hex = value.toLowerCase().replace(/^0+/, '').padStart(HEX_LENGTH[algorithm], '0');
  if (!/^[0-9a-f]+$/.test(hex) || hex.length !== HEX_LENGTH[algorithm]) {
    reader.problem(
      `its ${algorithm} checksum is ${quoted(value)}, but must have ${HEX_LENGTH[algorithm]} hexadecimal digits`,
    );
    return;
  }
  const known = digests.get(algorithm);
  if (known !== undefined && known !== hex) reader.problem(`it has two different ${algorithm} checksums`);
  digests.set(algorithm, hex);
}

function readEndorsement(reader: Reader): Endorsement {
  const endorsements = reader.resources('slreq:endorsement');
  if (endorsements.length > 1) reader.problem('it has more than one slreq:endorsement');
  const [endorsement = new Reader(new Map(), reader)] = endorsements;
  const [endorser = new Reader(new Map(), reader)] = endorsement.resources('slreq:endorser');
  return {
    created: readDate(endorsement, 'dcterms:created'),
    email: endorser.one('slreq:email') ?? '',
    subject: endorser.one('slreq:subject') ?? '',
    issuer: endorser.one('slreq:issuer') ?? '',
  };
}

function readSize(reader: Reader): number | null {
  const text = reader.one('slreq:bytes');
  if (text === null) {
    reader.problem('it has no slreq:bytes');
    return null;
  }
  const size = Number(text);
  if (/^[0-9]{1,16}$/.test(text) && Number.isSafeInteger(size)) return size;
  reader.problem(`slreq:bytes is not a number of bytes: ${quoted(text)}`);
  return null;
}

const PACKINGS: ReadonlyMap<string, Packing> = new Map([
  ['', 'none'],
  ['none', 'none'],
  ['gz', 'gz'],
  ['gzip', 'gz'],
  ['bz2', 'bz2'],
  ['bzip2', 'bz2'],
  ['xz', 'xz'],
  ['zip', 'zip'],
]);

function readPacking(reader: Reader): Packing | null {
  const text = reader.one('dcterms:compression') ?? '';
  const packing = PACKINGS.get(text.toLowerCase()) ?? null;
  if (packing === null) reader.problem(`dcterms:compression has the unknown value ${quoted(text)}`);
  return packing;
}

function readFormat(reader: Reader): DiskFormat | null {
  const text = reader.one('dcterms:format');
  const format = DISK_FORMATS.find((known) => known === text?.toLowerCase()) ?? null;
  if (text !== null && format === null)
    reader.warnings.push(`its format ${quoted(text)} is ignored, because Glance does not know it`);
  return format;
}

function readDate(reader: Reader, name: string): string | null {
  const text = reader.one(name);
  if (text === null) return null;
  const isDate = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/.test(text) && !Number.isNaN(Date.parse(text));
  if (!isDate) reader.problem(`${name} is not a date such as 2016-05-17T06:39:18Z: ${quoted(text)}`);
  return isDate ? text : null;
}
