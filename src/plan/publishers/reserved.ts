import { type Markers, readMarkers } from '../../image/markers.ts';
import type { DesiredImage } from '../../model/desired.ts';
import type { Image } from '../../model/image.ts';
import { remembering } from '../../model/memoize.ts';
import { type Claims, HANDLES, type Handle } from '../../model/unresolved.ts';
import type { Match } from '../match/match.ts';
import { ownValue } from '../own-value.ts';

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
    const other = others[firstClaim(claimsOf(others), image, seen)];
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

const claimsOf = remembering(indexClaims);

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
