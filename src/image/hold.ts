import { ALGORITHMS, type Digests } from '../model/digest.ts';
import { type Image, ownValue, type PatchOperation, removeOperation, storedDigests } from '../model/image.ts';
import { MARKER } from '../model/marker.ts';
import { memoize } from '../model/memoize.ts';
import { contentProperties, namedDigests, readMarkers, recordedDigests } from './markers.ts';

/**
 * What a rollback turned down, as the image that it published records it. The image is held while the file still wants
 * that content (see docs/decisions/0042-a-rollback-lasts.md).
 */
export interface Hold {
  /** When the rollback was planned, on Glance's clock: ISO 8601, UTC, whole seconds. */
  readonly since: string;
  /** Its number in the order of an entry's holds. Times have whole seconds and cannot tell the order. */
  readonly turn: number;
  /** Id of the image that was turned down; null: there was none, and the rollback turned down what the file wants. */
  readonly imageId: string | null;
  /** The content that was turned down, in the form of an image, so that it is compared as live images are. */
  readonly content: Image;
}

/** The properties that record a hold. */
export const HOLD_MARKERS = [
  MARKER.held,
  MARKER.turnedDown,
  MARKER.turnedDownDigests,
  MARKER.turnedDownMoreDigests,
  MARKER.turnedDownSource,
  MARKER.turnedDownValidators,
  MARKER.turnedDownVersion,
] as const;

/** Glance's limit of a property's value, in characters. */
const MOST_CHARACTERS = 255;

/** The hold that an image records; null: none. Users can edit properties, so an invalid hold counts as none. */
export function holdOf(image: Image): Hold | null {
  return parsed(image);
}

const parsed = memoize(parseHold);

function parseHold(image: Image): Hold | null {
  const { properties } = image;
  const since = properties[MARKER.held];
  const markers = readMarkers(image);
  if (markers === null || since === undefined || !/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/.test(since))
    return null;
  const facts = new Map(
    (properties[MARKER.turnedDown] ?? '').split(' ').flatMap((item) => {
      const [, key, value] = /^([a-z]+):(\S+)$/.exec(item) ?? [];
      return key === undefined || value === undefined ? [] : [[key, decoded(value)] as const];
    }),
  );
  const turn = numberOf(facts.get('turn')) ?? 0;
  const imageId = facts.get('image') ?? null;
  const id = imageId ?? '';
  const digests = [properties[MARKER.turnedDownDigests], properties[MARKER.turnedDownMoreDigests]].join(' ');
  const upload = facts.get('upload');
  const copied = COPIES.flatMap(([key, copy]) => {
    const value = ownValue(properties, copy);
    return value === undefined ? [] : [[key, value] as const];
  });
  const content: Image = {
    ...image,
    id,
    name: markers.image,
    status: 'active',
    diskFormat: facts.get('format') ?? null,
    containerFormat: facts.get('container') ?? null,
    size: numberOf(facts.get('bytes')),
    virtualSize: null,
    checksum: null,
    hashAlgorithm: null,
    hashValue: null,
    properties: {
      [MARKER.id]: id,
      [MARKER.stack]: markers.stack,
      [MARKER.image]: markers.image,
      [MARKER.role]: 'backup',
      ...contentProperties(namedDigests(digests), null, null),
      ...Object.fromEntries(copied),
      ...(upload === undefined ? {} : { [MARKER.exceptions]: upload === 'disk' ? 'none' : PACKED }),
    },
  };
  return { since, turn, imageId, content };
}

/** Properties that are recorded as they are on the image that was turned down. */
const COPIES = [
  [MARKER.source, MARKER.turnedDownSource],
  [MARKER.validators, MARKER.turnedDownValidators],
  [MARKER.version, MARKER.turnedDownVersion],
] as const;

/** The exception of an upload that was not inspected as a disk: it may hold packed bytes. */
const PACKED = 'format-mismatch';

function numberOf(text: string | undefined): number | null {
  return text !== undefined && /^\d{1,15}$/.test(text) ? Number(text) : null;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

interface HoldFacts {
  readonly since: string;
  readonly turn: number;
  /** The publisher's version of the content; null: it is not known. */
  readonly version: string | null;
  /** Digests of the stored bytes that the file gives and the image does not record. */
  readonly given?: Digests;
}

/** The properties by which a published image records that a rollback turned this content down. */
export function holdProperties(
  turnedDown: Image,
  { since, turn, version, given = {} }: HoldFacts,
): Readonly<Record<string, string>> {
  const { id, size, diskFormat, containerFormat, properties } = turnedDown;
  const exceptions = properties[MARKER.exceptions]?.split(' ');
  const facts: readonly (readonly [string, string | number | null])[] = [
    ['image', id || null],
    ['turn', turn],
    ['bytes', size],
    ['format', diskFormat],
    ['container', containerFormat],
    ['upload', exceptions ? (exceptions.includes(PACKED) ? 'packed' : 'disk') : null],
  ];
  const [digests = '', more = ''] = packed({
    ...given,
    ...recordedDigests(turnedDown),
    ...storedDigests(turnedDown),
  });
  const texts: readonly (readonly [string, string | undefined])[] = [
    [MARKER.held, since],
    [
      MARKER.turnedDown,
      facts
        .flatMap(([key, value]) => (value === null ? [] : [`${key}:${encodeURIComponent(value)}`]))
        .join(' '),
    ],
    [MARKER.turnedDownDigests, digests],
    [MARKER.turnedDownMoreDigests, more],
    ...COPIES.map(([key, copy]) => [copy, ownValue(properties, key)] as const),
    [MARKER.turnedDownVersion, version ?? undefined],
  ];
  return Object.fromEntries(texts.filter((text): text is [string, string] => Boolean(text[1])));
}

/** The digests as `ALGO:HEX …`, in as few texts as a property's length allows: all six algorithms need two. */
function packed(digests: Digests): readonly string[] {
  const texts: string[] = [];
  for (const name of ALGORITHMS) {
    const value = digests[name];
    if (value === undefined) continue;
    const item = `${name}:${value}`;
    const last = texts.at(-1);
    if (last !== undefined && last.length + 1 + item.length <= MOST_CHARACTERS) {
      texts[texts.length - 1] = `${last} ${item}`;
    } else texts.push(item);
  }
  return texts;
}

/** The operations that remove a hold from an image. Glance refuses to remove a property that is not there. */
export function holdRemovals(
  { properties }: Image,
  kept: Readonly<Record<string, string>> = {},
): readonly PatchOperation[] {
  return HOLD_MARKERS.filter((key) => properties[key] !== undefined && kept[key] === undefined).map(
    removeOperation,
  );
}
