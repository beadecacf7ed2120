import { RETIREMENT_STAGES, type RetirementStage } from '../model/desired.ts';
import { ALGORITHMS, type Digests, HEX_LENGTH, isAlgorithm } from '../model/digest.ts';
import type { Image } from '../model/image.ts';
import { MARKER, type ManagedKeys, ROLES, type Role, SDK_DIGEST, type Validators } from '../model/marker.ts';
import { memoize } from '../model/memoize.ts';
import type { SignedAt } from '../model/published.ts';
import type { ContentExpectation } from '../model/step.ts';
import { timeOf } from '../model/text.ts';

/** The bytes that the stored ones were made from, and the recipe (recipe.ts). */
export interface PreparedFrom {
  readonly recipe: string;
  readonly bytes: number | null;
  readonly digests: Digests;
}

/** An image's bookkeeping, read from its custom properties. */
export interface Markers {
  readonly stack: string;
  readonly image: string;
  readonly role: Role;
  readonly version: string | null;
  readonly managed: ManagedKeys;
  readonly validators: Validators | null;
  /** The bytes that the stored ones were made from; null: they are stored as they came. */
  readonly preparedFrom: PreparedFrom | null;
  /** The published list that its content came from. */
  readonly list: { readonly identifier: string; readonly version: string } | null;
  /** Where the state file comes from that published it; null: it was not known. */
  readonly origin: string | null;
  /** The signed document that named the digests of its content, and when it was signed. */
  readonly signed: SignedAt | null;
  /** Order of retirement of a backup, higher is later; 0 when it is not recorded. */
  readonly retired: number;
  /** The last stage of a backup (null: none yet), and since when it was retired; null: not recorded. */
  readonly stage: { readonly name: RetirementStage | null; readonly since: string } | null;
  /** The former values of the properties that `backup.properties` set; null: the image had none. */
  readonly setAside: Readonly<Record<string, string | null>>;
  /** True when the file last said `prevent_delete: true`. */
  readonly preventDelete: boolean;
  /** The action of `prune` while the image was not in the file. */
  readonly pruned: 'hide' | 'deactivate' | null;
}

const NOTHING_MANAGED: ManagedKeys = { properties: [], tags: [] };

/**
 * Reads the markers of an image; null when it has none, or those of another image. A snapshot of a server inherits the
 * properties of the server's image, and must never be taken for that image.
 */
export function readMarkers(image: Image): Markers | null {
  return markersOf(image);
}

const markersOf = memoize(parseMarkers);

function parseMarkers(image: Image): Markers | null {
  const { properties } = image;
  const stack = properties[MARKER.stack];
  const name = properties[MARKER.image];
  const role = ROLES.find((known) => known === properties[MARKER.role]);
  if (stack === undefined || name === undefined || role === undefined) return null;
  if (properties[MARKER.id] !== undefined && properties[MARKER.id] !== image.id) return null;
  return {
    stack,
    image: name,
    role,
    version: properties[MARKER.version] ?? null,
    managed: parseManaged(properties[MARKER.managed]),
    validators: parseValidators(properties[MARKER.validators]),
    preparedFrom: parsePreparedFrom(properties[MARKER.source]),
    list: parseList(properties[MARKER.list]),
    origin: properties[MARKER.origin] ?? null,
    signed: parseSigned(properties[MARKER.signed]),
    retired: /^\d{1,9}$/.test(properties[MARKER.retired] ?? '') ? Number(properties[MARKER.retired]) : 0,
    stage: parseStage(properties[MARKER.stage]),
    setAside: parseSetAside(properties[MARKER.setAside]),
    preventDelete: properties[MARKER.preventDelete] === 'true',
    pruned: (['hide', 'deactivate'] as const).find((known) => known === properties[MARKER.pruned]) ?? null,
  };
}

function parseStage(text = ''): Markers['stage'] {
  const [name, since = ''] = text.split(' ');
  const stage = RETIREMENT_STAGES.find((known) => known === name) ?? null;
  return timeOf(since) === null ? null : { name: stage, since };
}

/** Reads {@link MARKER.setAside}; anything else than texts and null is left out. */
function parseSetAside(text: string | undefined): Markers['setAside'] {
  if (text === undefined) return {};
  try {
    const entries = Object.entries(JSON.parse(text) as object);
    return Object.fromEntries(entries.filter(([, value]) => value === null || typeof value === 'string'));
  } catch {
    return {};
  }
}

/** Digests of the stored bytes that reconcile or openstacksdk recorded in properties. */
export function recordedDigests(image: Image): Digests {
  const { properties } = image;
  const found: Partial<Record<string, string>> = {
    md5: properties[SDK_DIGEST.md5] ?? properties[SDK_DIGEST.legacyMd5],
    sha256: properties[SDK_DIGEST.sha256] ?? properties[SDK_DIGEST.legacySha256],
  };
  Object.assign(found, namedDigests(properties[MARKER.digests] ?? ''));
  const md5 = found.md5?.toLowerCase();
  // The digests describe other bytes: a snapshot inherits them from its server's image.
  if (md5 && image.checksum && md5 !== image.checksum.toLowerCase()) return {};
  return wellFormed(found);
}

/** Reads the digests of `ALGO:HEX …`, and ignores other items. */
export function namedDigests(text: string): Digests {
  const found: Partial<Record<string, string>> = {};
  for (const item of text.split(' ')) {
    const [algorithm, value] = item.split(':');
    if (algorithm && value && isAlgorithm(algorithm)) found[algorithm] = value;
  }
  return wellFormed(found);
}

function wellFormed(found: Partial<Record<string, string>>): Digests {
  return Object.fromEntries(
    ALGORITHMS.flatMap((algorithm) => {
      const value = found[algorithm]?.toLowerCase() ?? '';
      const isDigest = value.length === HEX_LENGTH[algorithm] && /^[0-9a-f]+$/.test(value);
      return isDigest ? [[algorithm, value]] : [];
    }),
  );
}

/** The value of {@link MARKER.source}. */
export function formatPreparedFrom({ recipe, bytes, digests }: PreparedFrom): string {
  const named = ALGORITHMS.flatMap((name) =>
    digests[name] === undefined ? [] : [`${name}:${digests[name]}`],
  );
  return [`recipe:${recipe}`, ...(bytes === null ? [] : [`bytes:${bytes}`]), ...named].join(' ');
}

function parsePreparedFrom(text: string | undefined): PreparedFrom | null {
  const [, recipe] = /^recipe:([0-9a-f]{8})(?: |$)/.exec(text ?? '') ?? [];
  if (text === undefined || recipe === undefined) return null;
  const [, bytes] = / bytes:(\d{1,15})(?: |$)/.exec(text) ?? [];
  return {
    recipe,
    bytes: bytes === undefined ? null : Number(bytes),
    digests: namedDigests(text),
  };
}

/** The value of {@link MARKER.digests}, `ALGO:HEX …`: the digests that no field of Glance or openstacksdk holds. */
export function formatDigests(digests: Digests): string {
  return ALGORITHMS.filter((algorithm) => algorithm !== 'md5' && algorithm !== 'sha256')
    .flatMap((algorithm) => (digests[algorithm] ? [`${algorithm}:${digests[algorithm]}`] : []))
    .join(' ');
}

/** The value of {@link MARKER.managed}, sorted, so that it can be compared as text. */
export function formatManaged(managed: ManagedKeys): string {
  return JSON.stringify({
    properties: [...managed.properties].sort(),
    tags: [...managed.tags].sort(),
    ...(managed.protected ? { protected: true } : {}),
  });
}

/** True for a property that reconcile, openstacksdk or Glance writes for itself, so not an operator's. */
export function isBookkeeping(key: string): boolean {
  return (
    key.startsWith('owner_specified.reconcile.') ||
    key.startsWith('owner_specified.openstack.') ||
    key.startsWith('owner_specified.shade.') ||
    key.startsWith('os_glance')
  );
}

/** The value of {@link MARKER.list}: the identifier with its spaces encoded, a space, the version. */
export function formatList({ identifier, version }: NonNullable<Markers['list']>): string {
  return `${encodeURI(identifier)} ${version}`;
}

function parseList(text: string | undefined): Markers['list'] {
  const [, identifier, version] = /^(\S+) (.+)$/s.exec(text ?? '') ?? [];
  return identifier === undefined || version === undefined
    ? null
    : { identifier: decoded(identifier), version };
}

/** The value of {@link MARKER.signed}. */
export function formatSigned({ document, at }: SignedAt): string {
  return formatList({ identifier: document, version: at });
}

function parseSigned(text: string | undefined): SignedAt | null {
  const parsed = parseList(text);
  // UTC with whole seconds, so that the order of the texts is the order of the times.
  if (parsed === null || !/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/.test(parsed.version)) return null;
  return { document: parsed.identifier, at: parsed.version };
}

function decoded(text: string): string {
  try {
    return decodeURI(text);
  } catch {
    return text;
  }
}

function parseManaged(text: string | undefined): ManagedKeys {
  const value = parseObject(text);
  if (!value) return NOTHING_MANAGED;
  return {
    properties: strings(value.properties),
    tags: strings(value.tags),
    ...(value.protected === true ? { protected: true } : {}),
  };
}

function parseValidators(text: string | undefined): Validators | null {
  const value = parseObject(text);
  if (!value) return null;
  return {
    ...(typeof value.etag === 'string' ? { etag: value.etag } : {}),
    ...(typeof value.lastModified === 'string' ? { lastModified: value.lastModified } : {}),
    ...(isCount(value.length) ? { length: value.length } : {}),
  };
}

/** Parses a JSON object. Users who may edit the image can edit its markers, so an invalid one counts as missing. */
function parseObject(text: string | undefined): Record<string, unknown> | null {
  if (text === undefined) return null;
  try {
    const value: unknown = JSON.parse(text);
    const isObject = value !== null && typeof value === 'object' && !Array.isArray(value);
    return isObject ? (value as Record<string, unknown>) : null;
  } catch {
    return null;
  }
}

function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}

function strings(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];
}

/**
 * Whether the data of a staged image was verified and inspected. Data that reconcile uploads becomes active only after
 * that. An image that Glance fetched itself is marked until reconcile has inspected it.
 */
export function isChecked(staged: Image): boolean {
  return staged.properties[MARKER.unchecked] === undefined;
}

/** The attributes that markers record. */
interface MarkedAttributes {
  /** The published name. */
  readonly name: string;
  readonly managed: ManagedKeys;
  /** The publisher's version; null: none is known. */
  readonly version: string | null;
  readonly preventDelete?: boolean;
}

/** The markers of stack, name, role, managed keys and version. The digests are added once they are known. */
export function markerProperties(
  wanted: MarkedAttributes,
  given: { readonly stack: string; readonly role: Role; readonly id?: string },
): Readonly<Record<string, string>> {
  return {
    [MARKER.stack]: given.stack,
    [MARKER.image]: wanted.name,
    [MARKER.role]: given.role,
    [MARKER.managed]: formatManaged(wanted.managed),
    ...(given.id === undefined ? {} : { [MARKER.id]: given.id }),
    ...(wanted.version === null ? {} : { [MARKER.version]: wanted.version }),
    ...(wanted.preventDelete ? { [MARKER.preventDelete]: 'true' } : {}),
  };
}

/** The content markers before the upload. If the bytes are prepared by a recipe, only the source's digests are known. */
export function expectedProperties(
  expect: ContentExpectation,
  recipe: string | null,
): Readonly<Record<string, string>> {
  const { size, validators } = expect;
  // With learnt digests and without them, the same image is staged.
  const digests = expect.learnt ? {} : expect.digests;
  if (recipe === null) return contentProperties(digests, validators, null);
  return contentProperties({}, validators, { recipe, bytes: size, digests });
}

/**
 * The markers of the stored bytes and of the bytes that they were made from. They are written at staging already: the
 * upload becomes active only if its digests agree. If the run dies right after the upload, the next one knows the content.
 */
export function contentProperties(
  digests: Digests,
  validators: Validators | null,
  preparedFrom: PreparedFrom | null,
): Readonly<Record<string, string>> {
  const others = formatDigests(digests);
  const known = validators && Object.keys(validators).length > 0;
  return {
    ...(digests.md5 ? { [SDK_DIGEST.md5]: digests.md5 } : {}),
    ...(digests.sha256 ? { [SDK_DIGEST.sha256]: digests.sha256 } : {}),
    ...(others ? { [MARKER.digests]: others } : {}),
    ...(preparedFrom ? { [MARKER.source]: formatPreparedFrom(preparedFrom) } : {}),
    ...(known ? { [MARKER.validators]: JSON.stringify(validators) } : {}),
  };
}

/** Whether an image was matched by publisher id only, and was replaced by this stack or is about to be. */
export function isMarkedIdMatch(live: Image): boolean {
  return live.properties[MARKER.found] === 'identifier' && readMarkers(live) !== null;
}
