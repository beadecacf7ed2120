import { type Markers, readMarkers } from '../../image/markers.ts';
import type { DesiredImage } from '../../model/desired.ts';
import { claimsOf } from '../../model/desired.ts';
import { type Image, ownValue } from '../../model/image.ts';
import { remembering } from '../../model/memoize.ts';
import type { Blocker } from '../../model/plan.ts';
import {
  type Claims,
  HANDLES,
  type Handle,
  nameOfEntry,
  type UnresolvedEntry,
} from '../../model/unresolved.ts';
import type { Decision, ImageCase } from '../change/decision.ts';
import type { PlanInput } from '../input.ts';
import type { Match } from '../match/match.ts';
import { matchAll } from '../match/match-all.ts';
import { withUnresolved } from './left-out.ts';

/** What is not among the images of the state, and may have live ones all the same. */
interface Claimant {
  readonly claims: Claims;
}

export interface Doubt<Other extends Claimant> {
  readonly live: Image;
  /** Whose it may be. */
  readonly of: Other;
}

/**
 * The first live image that an image of the state would take, rename, retire or tidy up, and that may be that of one
 * of the others; null: there is none.
 */
export function findDoubt<Other extends Claimant>(
  image: DesiredImage,
  match: Match,
  stack: string,
  others: readonly Other[],
): Doubt<Other> | null {
  const touched = [match.live, ...match.superseded, ...match.staged, ...match.backups, ...match.ambiguous];
  for (const live of touched) {
    if (live === null) continue;
    const markers = readMarkers(live);
    const byIdentifier = live === match.live && match.by === 'identifier';
    const seen = { live, own: markers?.stack === stack ? markers : null, byIdentifier };
    const other = others[firstClaim(claimIndexOf(others), image, seen)];
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
interface ClaimIndex {
  readonly ids: ReadonlyMap<string, number>;
  readonly names: ReadonlyMap<string, number>;
  /** By property, then by identifier. */
  readonly handles: ReadonlyMap<string, ReadonlyMap<string, number>>;
  /** Of whom nothing is known. */
  readonly unknown: number;
}

const NOBODY = Number.POSITIVE_INFINITY;

const claimIndexOf = remembering(indexClaims);

function indexClaims(others: readonly Claimant[]): ClaimIndex {
  const ids = new Map<string, number>();
  const names = new Map<string, number>();
  const handles = new Map<string, Map<string, number>>();
  for (const [position, { claims }] of others.entries()) {
    for (const id of claims.ids) keepFirst(ids, id, position);
    for (const name of claims.names) keepFirst(names, name, position);
    for (const { property, value } of claims.handles) {
      const values = handles.get(property) ?? new Map<string, number>();
      handles.set(property, values);
      keepFirst(values, value, position);
    }
  }
  const unknown = others.findIndex(({ claims }) => claims.unknown);
  return { ids, names, handles, unknown: unknown < 0 ? NOBODY : unknown };
}

function keepFirst(positions: Map<string, number>, key: string, position: number): void {
  if (!positions.has(key)) positions.set(key, position);
}

function firstClaim(claims: ClaimIndex, image: DesiredImage, seen: Seen): number {
  const { live, own } = seen;
  // Its exact name, and its own identifier: nobody else's.
  const isItsOwn = own?.image === image.name;
  const name = own?.image ?? live.name;
  const isUnsure = seen.byIdentifier || (own !== null && !isItsOwn) || isMadeByAnother(image, seen);
  return Math.min(
    claims.ids.get(live.id) ?? NOBODY,
    isItsOwn || name === null || name === image.name ? NOBODY : (claims.names.get(name) ?? NOBODY),
    ...[...claims.handles].map(([property, values]) => {
      const value = ownValue(live.properties, property);
      if (value === undefined || (isItsOwn && hasHandle(image, { property, value }))) return NOBODY;
      return values.get(value) ?? NOBODY;
    }),
    isUnsure ? claims.unknown : NOBODY,
  );
}

function hasHandle({ handle, properties = {} }: DesiredImage, { property, value }: Handle): boolean {
  return (handle?.property === property && handle.value === value) || properties[property] === value;
}

/** Whether a live image bears the mark of a publisher that is not this image's. */
function isMadeByAnother(image: DesiredImage, { live, own }: Seen): boolean {
  if (own?.list && own.list.identifier !== image.list?.identifier) return true;
  return HANDLES.some((property) => {
    const value = live.properties[property];
    if (value === undefined || hasHandle(image, { property, value })) return false;
    // New content has a new identifier in a marketplace.
    return property !== 'mpid' || image.handle?.property !== property;
  });
}

/**
 * What is unresolved is missing from the state and has not left it. An image that would take, rename, retire or tidy up
 * a live image that may be of an unresolved entry is left out as well, until there is nothing left to doubt.
 */
export function leaveOutDoubtful(input: PlanInput): PlanInput {
  const { unresolved = [], images } = input.desired;
  if (unresolved.length === 0) return input;
  const doubtful = new Map(
    [...matchAll(input)].flatMap(([image, match]) => {
      const doubt = findDoubt(image, match, input.desired.stack, unresolved);
      return doubt === null ? [] : [[image, entryFor(image, doubt)] as const];
    }),
  );
  if (doubtful.size === 0) return input;
  const others = images.filter((image) => !doubtful.has(image));
  return leaveOutDoubtful(withUnresolved(input, others, [...unresolved, ...doubtful.values()]));
}

export function entryFor(image: DesiredImage, { live, of: other }: Doubt<UnresolvedEntry>): UnresolvedEntry {
  const { name, at } = image;
  return {
    name,
    list: null,
    at,
    message: `the live image ${live.id} may be that of ${JSON.stringify(nameOfEntry(other))}, which cannot be resolved: it is left as it is`,
    hint: `It is planned again once ${JSON.stringify(nameOfEntry(other))} (${other.at.file}:${other.at.line}) can be resolved, or has left the file.`,
    claims: claimsOf(image),
  };
}

/** Of a list that is not asked as little is known as of one that cannot be read. */
const UNKNOWN: Claims = { names: [], ids: [], handles: [], unknown: true };

/** A live image that may be of a list which a run about other images does not ask: nothing is done with it then. */
export function unaskedClaims({ image, match, input }: ImageCase, { steps }: Decision): readonly Blocker[] {
  const { stack, unaskedLists = [] } = input.desired;
  if (steps.length === 0) return [];
  const lists = unaskedLists.map((list) => ({ ...list, claims: UNKNOWN }));
  const doubt = findDoubt(image, match, stack, lists);
  if (!doubt) return [];
  const { place, at } = doubt.of;
  return [
    {
      code: 'ambiguous',
      message: `the live image ${doubt.live.id} may be that of ${JSON.stringify(place)} (${at.file}:${at.line}), which a run about other images does not ask: it is left as it is. Make a plan of all, without --target, or of the list's images as well.`,
      candidates: [doubt.live.id],
    },
  ];
}
