import { type Markers, readMarkers } from '../../image/markers.ts';
import type { DesiredImage } from '../../model/desired.ts';
import { publishersOf, reservesOf } from '../../model/desired.ts';
import { type Image, ownValue } from '../../model/image.ts';
import { memoize } from '../../model/memoize.ts';
import type { Blocker } from '../../model/plan.ts';
import type { Step } from '../../model/step.ts';
import {
  nameOfEntry,
  PUBLISHER_ID_PROPERTIES,
  type PublisherId,
  type Reserves,
  type SkippedEntry,
} from '../../model/unresolved.ts';
import type { Match } from '../match/match.ts';
import { type MatchedImage, type MatchedInput, selectedMatches } from '../match/match-all.ts';
import { skipEntries } from './left-out.ts';

/** What is not among the images of the state, and may have live ones all the same. */
interface Reserving {
  readonly reserves: Reserves;
}

export interface Reservation<Other extends Reserving> {
  readonly live: Image;
  /** Whose it may be. */
  readonly of: Other;
}

/**
 * The first live image that an image of the state would take, rename, retire or tidy up, and that may be that of one
 * of the others; null: there is none.
 */
export function findReservation<Other extends Reserving>(
  image: DesiredImage,
  match: Match,
  stack: string,
  others: readonly Other[],
): Reservation<Other> | null {
  const touched = [match.live, ...match.superseded, ...match.staged, ...match.backups, ...match.ambiguous];
  for (const live of touched) {
    if (live === null) continue;
    const markers = readMarkers(live);
    const byIdentifier = live === match.live && match.by === 'identifier';
    const seen = { live, own: markers?.stack === stack ? markers : null, byIdentifier };
    const other = others[firstReserving(reserveIndexOf(others), image, seen)];
    if (other) return { live, of: other };
  }
  return null;
}

interface Seen {
  readonly live: Image;
  /** null: no image of this stack. */
  readonly own: Markers | null;
  /** Another list may have it too, and then it is nobody's to take over. */
  readonly byIdentifier: boolean;
}

/** Who is the first to claim, by position: there may be as many who claim as there are images. */
interface ReserveIndex {
  readonly ids: ReadonlyMap<string, number>;
  readonly names: ReadonlyMap<string, number>;
  /** By property, then by identifier. */
  readonly publisherIds: ReadonlyMap<string, ReadonlyMap<string, number>>;
  /** Of whom nothing is known. */
  readonly unknown: number;
}

const NONE = Number.POSITIVE_INFINITY;

const reserveIndexOf = memoize(indexReserves);

function indexReserves(others: readonly Reserving[]): ReserveIndex {
  const ids = new Map<string, number>();
  const names = new Map<string, number>();
  const publisherIds = new Map<string, Map<string, number>>();
  for (const [position, { reserves }] of others.entries()) {
    for (const id of reserves.ids) keepFirst(ids, id, position);
    for (const name of reserves.names) keepFirst(names, name, position);
    for (const { property, value } of reserves.publisherIds) {
      const values = publisherIds.get(property) ?? new Map<string, number>();
      publisherIds.set(property, values);
      keepFirst(values, value, position);
    }
  }
  const unknown = others.findIndex(({ reserves }) => reserves.unknown);
  return { ids, names, publisherIds, unknown: unknown < 0 ? NONE : unknown };
}

function keepFirst(positions: Map<string, number>, key: string, position: number): void {
  if (!positions.has(key)) positions.set(key, position);
}

function firstReserving(reserves: ReserveIndex, image: DesiredImage, seen: Seen): number {
  const { live, own } = seen;
  // Its exact name, and its own identifier: nobody else's.
  const isItsOwn = own?.image === image.name;
  const name = own?.image ?? live.name;
  const isUnsure = seen.byIdentifier || (own !== null && !isItsOwn) || isMadeByAnother(image, seen);
  return Math.min(
    reserves.ids.get(live.id) ?? NONE,
    isItsOwn || name === null || name === image.name ? NONE : (reserves.names.get(name) ?? NONE),
    ...[...reserves.publisherIds].map(([property, values]) => {
      const value = ownValue(live.properties, property);
      if (value === undefined || (isItsOwn && hasPublisherId(image, { property, value }))) return NONE;
      return values.get(value) ?? NONE;
    }),
    isUnsure ? reserves.unknown : NONE,
  );
}

function hasPublisherId(
  { publisherId, properties = {} }: DesiredImage,
  { property, value }: PublisherId,
): boolean {
  return (
    (publisherId?.property === property && publisherId.value === value) || properties[property] === value
  );
}

/** Whether a live image bears the mark of a publisher that is not this image's. */
function isMadeByAnother(image: DesiredImage, { live, own }: Seen): boolean {
  if (own?.list && own.list.identifier !== image.list?.identifier) return true;
  return PUBLISHER_ID_PROPERTIES.some((property) => {
    const value = live.properties[property];
    if (value === undefined || hasPublisherId(image, { property, value })) return false;
    // New content has a new identifier in a marketplace.
    return property !== 'mpid' || image.publisherId?.property !== property;
  });
}

/**
 * What is unresolved is missing from the state and has not left it. An image that would take, rename, retire or tidy up
 * a live image that may be of an unresolved entry is left out as well, until there is nothing left to doubt.
 */
export function skipReserved(input: MatchedInput): MatchedInput {
  const { images } = input.desired;
  const { skipped } = publishersOf(input.desired);
  if (skipped.length === 0) return input;
  const reserved = new Map(
    selectedMatches(input).flatMap(([image, match]) => {
      const reservation = findReservation(image, match, input.desired.stack, skipped);
      return reservation === null ? [] : [[image, entryFor(image, reservation)] as const];
    }),
  );
  if (reserved.size === 0) return input;
  const rest = skipEntries(input, {
    images: images.filter((image) => !reserved.has(image)),
    skipped: [...skipped, ...reserved.values()],
  });
  return skipReserved(rest);
}

export function entryFor(image: DesiredImage, { live, of: other }: Reservation<SkippedEntry>): SkippedEntry {
  const { name, at } = image;
  return {
    name,
    list: null,
    at,
    message: `the live image ${live.id} may be that of ${JSON.stringify(nameOfEntry(other))}, which cannot be resolved: it is left as it is`,
    hint: `It is planned again once ${JSON.stringify(nameOfEntry(other))} (${other.at.file}:${other.at.line}) can be resolved, or has left the file.`,
    reserves: reservesOf(image),
  };
}

/** Of a list that is not asked as little is known as of one that cannot be read. */
const UNKNOWN: Reserves = { names: [], ids: [], publisherIds: [], unknown: true };

/** A live image that may be of a list which a run about other images does not ask: nothing is done with it then. */
export function unaskedReservations(
  { image, match, input }: MatchedImage,
  steps: readonly Step[],
): readonly Blocker[] {
  const { stack } = input.desired;
  if (steps.length === 0) return [];
  const lists = publishersOf(input.desired).unasked.map((list) => ({ ...list, reserves: UNKNOWN }));
  const reservation = findReservation(image, match, stack, lists);
  if (!reservation) return [];
  const { place, at } = reservation.of;
  return [
    {
      code: 'ambiguous',
      message: `the live image ${reservation.live.id} may be that of ${JSON.stringify(place)} (${at.file}:${at.line}), which a run about other images does not ask: it is left as it is. Make a plan of all, without --target, or of the list's images as well.`,
      candidates: [reservation.live.id],
    },
  ];
}
