import {
  formatDigests,
  formatList,
  formatMade,
  formatManaged,
  isBookkeeping,
  type Made,
  readMarkers,
} from '../../image/markers.ts';
import type { DesiredImage } from '../../model/desired.ts';
import type { Digests } from '../../model/digest.ts';
import type { Image, ImageAttributes, PatchOperation, Visibility } from '../../model/image.ts';
import { MARKER, type ManagedKeys, type Role, SDK_DIGEST, type Validators } from '../../model/marker.ts';
import type { Features } from '../../model/observed.ts';
import { removeOperation, setOperation } from '../../model/patch.ts';
import type { FieldChange, FieldValue } from '../../model/plan.ts';
import type { ContentExpectation } from '../../model/step.ts';
import { stagingName } from '../backups/names.ts';
import type { Match } from '../match/match.ts';
import { mergeThreeWays } from '../merge.ts';
import { ownValue } from '../own-value.ts';
import { wantedFormat } from './preparation.ts';

/** An image's attributes as they shall be: what the file sets, else what is found, else the default of a creation. */
export interface Settled {
  readonly name: string;
  readonly visibility: Visibility;
  readonly protected: boolean;
  readonly hidden: boolean;
  readonly status: 'active' | 'deactivated';
  readonly minDisk: number;
  readonly minRam: number;
  /** Project id; null: the project that we are in. */
  readonly owner: string | null;
  readonly description: string | null;
  readonly diskFormat: string | null;
  readonly containerFormat: string;
  readonly tags: readonly string[];
  readonly properties: Readonly<Record<string, string>>;
  readonly managed: ManagedKeys;
  /** null: the file gives none; what is found then stays with its content, and never goes over to other content. */
  readonly version: string | null;
  /** The published list that the file's image comes from; noted on new content, and on what is adopted. */
  readonly list: DesiredImage['list'] | null;
  /** Kept on the image, for when its entry leaves the file. */
  readonly preventDelete: boolean;
}

/**
 * `ownerId` is the resolved `owner` of the file, null when it names none. For `new` content, what speaks of the old
 * bytes is not carried over.
 */
export function settle(
  image: DesiredImage,
  match: Pick<Match, 'live' | 'superseded'>,
  ownerId: string | null,
  content: 'same' | 'new' = 'same',
): Settled {
  const { live } = match;
  const shown = asPublished(match);
  const markers = live && readMarkers(live);
  return {
    name: image.name,
    visibility: image.visibility ?? shown?.visibility ?? 'private',
    protected: image.protected ?? shown?.protected ?? false,
    hidden: image.hidden ?? (markers?.pruned === 'hide' ? false : (shown?.hidden ?? false)),
    status: image.status ?? (markers?.pruned === 'deactivate' ? 'active' : statusOf(shown)),
    minDisk: image.minDisk ?? live?.minDisk ?? 0,
    minRam: image.minRam ?? live?.minRam ?? 0,
    owner: ownerId ?? live?.owner ?? null,
    description: image.description ?? live?.description ?? null,
    diskFormat: wantedFormat(image) ?? null,
    containerFormat: image.containerFormat ?? live?.containerFormat ?? 'bare',
    ...mergeThreeWays(image, live, content === 'same'),
    version: image.version ?? null,
    list: image.list ?? null,
    preventDelete: image.preventDelete ?? false,
  };
}

/**
 * The image whose outward appearance goes on where the file leaves it open. A backup that is pinned to come back is
 * hidden and private by our own doing: it takes over from the one that is published now.
 */
function asPublished({ live, superseded }: Pick<Match, 'live' | 'superseded'>): Image | null {
  if (!live || readMarkers(live)?.role !== 'backup') return live;
  return superseded[0] ?? null;
}

function statusOf(image: Image | null): 'active' | 'deactivated' {
  return image?.status === 'deactivated' ? 'deactivated' : 'active';
}

interface Scalar {
  /** The state file's name. */
  readonly path: string;
  readonly wire: string;
  readonly of: (image: Settled | Image) => string | number | boolean | null;
}

/** The attributes that one PATCH can change, under the state file's names and the wire's. */
const SCALARS: readonly Scalar[] = [
  { path: 'name', wire: 'name', of: (image) => image.name },
  { path: 'visibility', wire: 'visibility', of: (image) => image.visibility },
  { path: 'protected', wire: 'protected', of: (image) => image.protected },
  { path: 'hidden', wire: 'os_hidden', of: (image) => image.hidden },
  { path: 'min_disk', wire: 'min_disk', of: (image) => image.minDisk },
  { path: 'min_ram', wire: 'min_ram', of: (image) => image.minRam },
  { path: 'owner', wire: 'owner', of: (image) => image.owner },
  { path: 'description', wire: 'description', of: (image) => image.description },
];

/** What an update of a live image comes to: the differences for people and the one PATCH. */
export interface Differences {
  readonly fields: readonly FieldChange[];
  readonly patch: readonly PatchOperation[];
}

/** Compares what shall be with what is. `status`, members, stores and content are not PATCHed and not in it. */
export function differences(settled: Settled, live: Image, stack: string, features: Features): Differences {
  const parts = [
    ...SCALARS.filter((scalar) => features.hidden || scalar.wire !== 'os_hidden').map((scalar) =>
      compareScalar(scalar, settled, live),
    ),
    compareTags(settled, live),
    compareProperties(settled, live),
    compareMarkers(settled, live, stack),
  ];
  return { fields: parts.flatMap((part) => part.fields), patch: parts.flatMap((part) => part.patch) };
}

const NO_DIFFERENCE: Differences = { fields: [], patch: [] };

function compareScalar(scalar: Scalar, settled: Settled, live: Image): Differences {
  const before = scalar.of(live);
  const after = scalar.of(settled);
  if (before === after || after === null) return NO_DIFFERENCE;
  return { fields: [{ path: scalar.path, before, after }], patch: [setOperation(scalar.wire, after)] };
}

function compareTags(settled: Settled, live: Image): Differences {
  const before = [...live.tags].sort();
  const after = [...settled.tags].sort();
  if (before.join('\0') === after.join('\0')) return NO_DIFFERENCE;
  return {
    fields: [{ path: 'tags', before, after }],
    patch: [{ op: 'replace', path: '/tags', value: after }],
  };
}

function compareProperties(settled: Settled, live: Image): Differences {
  const keys = [...new Set([...Object.keys(live.properties), ...Object.keys(settled.properties)])].sort();
  const changed = keys.filter(
    (key) => !isBookkeeping(key) && ownValue(live.properties, key) !== ownValue(settled.properties, key),
  );
  return {
    fields: changed.map((key) => ({
      path: `properties.${key}`,
      before: ownValue(live.properties, key) ?? null,
      after: ownValue(settled.properties, key) ?? null,
    })),
    patch: changed.map((key) => propertyOperation(key, ownValue(settled.properties, key))),
  };
}

function propertyOperation(key: string, value: string | undefined): PatchOperation {
  return value === undefined ? removeOperation(key) : setOperation(key, value);
}

/** Bookkeeping is compared by what it says; what is new to an adopted image is not worth a line each. */
function compareMarkers(settled: Settled, live: Image, stack: string): Differences {
  const markers = readMarkers(live);
  const adopted = markers?.stack !== stack;
  const wanted: Readonly<Record<string, string>> = {
    ...markerProperties(settled, { stack, role: 'current', id: live.id }),
    // Of one that is ours, it is noted with new content only: lists are often signed anew.
    ...(adopted && settled.list ? { [MARKER.list]: formatList(settled.list) } : {}),
  };
  const changed = Object.keys(wanted).filter((key) => {
    if (key === MARKER.id && !adopted) return false;
    if (key === MARKER.managed && markers) return wanted[key] !== formatManaged(markers.managed);
    return live.properties[key] !== wanted[key];
  });
  const passing = [...PASSING_MARKERS, ...(settled.preventDelete ? [] : [MARKER.preventDelete])].filter(
    (key) => live.properties[key] !== undefined,
  );
  return {
    fields: [
      ...changed.filter((key) => Object.hasOwn(FIELDS, key) || (!adopted && key !== MARKER.image)),
      ...passing.filter((key) => Object.hasOwn(FIELDS, key)),
    ].map((key) => markerField(key, live, wanted)),
    patch: [...changed.map((key) => propertyOperation(key, wanted[key])), ...passing.map(removeOperation)],
  };
}

/** What only a backup, a replaced, a pruned, an expired or a staged image bears. */
const PASSING_MARKERS = [
  MARKER.retired,
  MARKER.found,
  MARKER.pruned,
  MARKER.expired,
  MARKER.run,
  MARKER.kept,
] as const;

/** Bookkeeping that is a field of the state file as well. */
const FIELDS: Readonly<Record<string, string>> = {
  [MARKER.version]: 'version',
  [MARKER.preventDelete]: 'prevent_delete',
  [MARKER.expired]: 'expired',
};

function markerField(key: string, live: Image, wanted: Readonly<Record<string, string>>): FieldChange {
  return { path: FIELDS[key] ?? key, before: live.properties[key] ?? null, after: wanted[key] ?? null };
}

/** The bookkeeping that says whose image this is. The digests are added once they are known. */
export function markerProperties(
  settled: Pick<Settled, 'name' | 'managed' | 'version'> & Partial<Pick<Settled, 'preventDelete'>>,
  given: { readonly stack: string; readonly role: Role; readonly id?: string },
): Readonly<Record<string, string>> {
  return {
    [MARKER.stack]: given.stack,
    [MARKER.image]: settled.name,
    [MARKER.role]: given.role,
    [MARKER.managed]: formatManaged(settled.managed),
    ...(given.id === undefined ? {} : { [MARKER.id]: given.id }),
    ...(settled.version === null ? {} : { [MARKER.version]: settled.version }),
    ...(settled.preventDelete ? { [MARKER.preventDelete]: 'true' } : {}),
  };
}

/** What a staged image is created with: everything but what makes it visible, under a name of its own. */
export function stageAttributes(
  settled: Settled,
  given: {
    readonly stack: string;
    readonly features: Features;
    readonly id: string | null;
    readonly expect: Pick<ContentExpectation, 'digests' | 'size' | 'validators'> | null;
    /** How the bytes that are expected are made into others; null: they are stored themselves. */
    readonly recipe: string | null;
  },
): ImageAttributes {
  const markers = markerProperties(settled, { stack: given.stack, role: 'staged' });
  return {
    ...(given.id === null ? {} : { id: given.id }),
    name: stagingName(settled.name),
    visibility: 'private',
    ...(given.features.hidden ? { hidden: true } : {}),
    protected: false,
    ...(settled.owner === null ? {} : { owner: settled.owner }),
    ...(settled.diskFormat === null ? {} : { diskFormat: settled.diskFormat }),
    containerFormat: settled.containerFormat,
    minDisk: settled.minDisk,
    minRam: settled.minRam,
    ...(settled.description === null ? {} : { description: settled.description }),
    tags: settled.tags,
    properties: {
      ...settled.properties,
      ...markers,
      ...(settled.list ? { [MARKER.list]: formatList(settled.list) } : {}),
      ...(given.expect ? expectedProperties(given.expect, given.recipe) : { [MARKER.unchecked]: 'true' }),
    },
  };
}

/** Of bytes that are made into others, nothing is known beforehand but what they are made of. */
function expectedProperties(
  { digests, size, validators }: Pick<ContentExpectation, 'digests' | 'size' | 'validators'>,
  recipe: string | null,
): Readonly<Record<string, string>> {
  if (recipe === null) return contentProperties(digests, validators, null);
  return contentProperties({}, validators, { recipe, bytes: size, digests });
}

/**
 * Records what the stored bytes are, and what they were made of. Written at staging already, as an upload held to these
 * digests becomes active only if it has them: should the run die right after the upload, the next one knows what is
 * there.
 */
export function contentProperties(
  digests: Digests,
  validators: Validators | null,
  made: Made | null,
): Readonly<Record<string, string>> {
  const others = formatDigests(digests);
  const known = validators && Object.keys(validators).length > 0;
  return {
    ...(digests.md5 ? { [SDK_DIGEST.md5]: digests.md5 } : {}),
    ...(digests.sha256 ? { [SDK_DIGEST.sha256]: digests.sha256 } : {}),
    ...(others ? { [MARKER.digests]: others } : {}),
    ...(made ? { [MARKER.source]: formatMade(made) } : {}),
    ...(known ? { [MARKER.validators]: JSON.stringify(validators) } : {}),
  };
}

/** The one PATCH that publishes a staged image. */
export function publishPatch(settled: Settled, features: Features): readonly PatchOperation[] {
  return [
    setOperation('name', settled.name),
    setOperation('visibility', settled.visibility),
    ...(features.hidden ? [setOperation('os_hidden', settled.hidden)] : []),
    setOperation('protected', settled.protected),
    setOperation(MARKER.role, 'current'),
  ];
}

/** The fields of an image that is not there yet, for people: what differs from nothing. */
export function creationFields(image: DesiredImage, settled: Settled): readonly FieldChange[] {
  const rows: readonly (readonly [string, FieldValue])[] = [
    ['id', image.id ?? null],
    ['format', settled.diskFormat],
    ['container_format', settled.containerFormat],
    ['visibility', settled.visibility],
    ['protected', settled.protected || null],
    ['hidden', settled.hidden || null],
    ['status', settled.status === 'active' ? null : settled.status],
    ['min_disk', settled.minDisk || null],
    ['min_ram', settled.minRam || null],
    ['owner', settled.owner],
    ['description', settled.description],
    ['version', settled.version],
    ['tags', settled.tags.length > 0 ? settled.tags : null],
    ...Object.entries(settled.properties)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, value]) => [`properties.${key}`, value] as const),
  ];
  return rows.flatMap(([path, after]) => (after === null ? [] : [{ path, before: null, after }]));
}
