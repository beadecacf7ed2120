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
import { skipEntries } from './skip-entries.ts';

/** A skipped entry, or a list that this run does not ask: its live images are not known, but reserved. */
interface Reserving {
  readonly reserves: Reserves;
}

interface Reservation<Other extends Reserving> {
  readonly live: Image;
  /** The entry or list that may own it. */
  readonly holder: Other;
}

/**
 * The first live image that an entry would adopt, rename, retire or delete and that one of the others reserves; null:
 * there is none.
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
    const seen = {
      live,
      own: markers?.stack === stack ? markers : null,
      byPublisherId: match.by === 'identifier',
    };
    const other = others[firstReserving(reserveIndexOf(others), image, seen)];
    if (other) return { live, holder: other };
  }
  return null;
}

interface Seen {
  readonly live: Image;
  /** null: not an image of this stack. */
  readonly own: Markers | null;
  /** Matched by publisher id only. A list that could not be read may contain it as well. */
  readonly byPublisherId: boolean;
}

/** The position of the first reservation for each key: there may be as many reservations as images. */
interface ReserveIndex {
  readonly ids: ReadonlyMap<string, number>;
  readonly names: ReadonlyMap<string, number>;
  /** By property, then by its value. */
  readonly publisherIds: ReadonlyMap<string, ReadonlyMap<string, number>>;
  /** The first whose live images are unknown. */
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
  // Markers with the entry's exact name: its name and publisher id cannot be another entry's.
  const isItsOwn = own?.image === image.name;
  const name = own?.image ?? live.name;
  const isUncertain = seen.byPublisherId || (own !== null && !isItsOwn) || isMadeByAnother(image, seen);
  return Math.min(
    reserves.ids.get(live.id) ?? NONE,
    name === null || name === image.name ? NONE : (reserves.names.get(name) ?? NONE),
    ...[...reserves.publisherIds].map(([property, values]) => {
      const value = ownValue(live.properties, property);
      if (value === undefined || (isItsOwn && hasPublisherId(image, { property, value }))) return NONE;
      return values.get(value) ?? NONE;
    }),
    isUncertain ? reserves.unknown : NONE,
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

/** Whether a live image has the list or publisher id of another publisher's image. */
function isMadeByAnother(image: DesiredImage, { live, own }: Seen): boolean {
  if (own?.list && own.list.identifier !== image.list?.identifier) return true;
  return PUBLISHER_ID_PROPERTIES.some((property) => {
    const value = live.properties[property];
    if (value === undefined || hasPublisherId(image, { property, value })) return false;
    // In a marketplace, new content gets a new identifier.
    return property !== 'mpid' || image.publisherId?.property !== property;
  });
}

/**
 * Skips an entry that would adopt, rename, retire or delete a live image that a skipped entry reserves. Repeats until
 * no reservation is left: each skipped entry reserves live images in turn.
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

function entryFor(image: DesiredImage, { live, holder: other }: Reservation<SkippedEntry>): SkippedEntry {
  const { name, at } = image;
  return {
    name,
    list: null,
    at,
    message: `the live image ${live.id} may belong to ${JSON.stringify(nameOfEntry(other))}, which cannot be resolved: it stays as it is`,
    hint: `Make sure that ${JSON.stringify(nameOfEntry(other))} (${other.at.file}:${other.at.line}) can be resolved, or remove it from the file.`,
    reserves: reservesOf(image),
  };
}

/** A list that this run does not ask reserves like an unreadable list. */
const UNKNOWN: Reserves = { names: [], ids: [], publisherIds: [], unknown: true };

/** Blocks a change of a live image that may belong to a list that this run does not ask. */
export function unaskedReservations(
  { image, match, input }: MatchedImage,
  steps: readonly Step[],
): readonly Blocker[] {
  const { stack } = input.desired;
  if (steps.length === 0) return [];
  const lists = publishersOf(input.desired).unasked.map((list) => ({ ...list, reserves: UNKNOWN }));
  const reservation = findReservation(image, match, stack, lists);
  if (!reservation) return [];
  const { place, at } = reservation.holder;
  const why = input.isRollback
    ? 'a rollback does not ask: it stays as it is. Run `reconcile apply` first, which asks the list.'
    : "this run does not ask because of --target: it stays as it is. Run without --target, or select the list's images as well.";
  return [
    {
      code: 'ambiguous',
      message: `the live image ${reservation.live.id} may belong to the list ${JSON.stringify(place)} (${at.file}:${at.line}), which ${why}`,
      candidates: [reservation.live.id],
    },
  ];
}
