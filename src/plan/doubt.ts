import type { DesiredImage } from '../model/desired.ts';
import type { Image } from '../model/image.ts';
import { type Claims, HANDLES, type Handle } from '../model/unresolved.ts';
import { type Markers, readMarkers } from './markers.ts';
import type { Match } from './match.ts';

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
    const other = others.find(({ claims }) => mayBeOf(claims, image, seen));
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

function mayBeOf(claims: Claims, image: DesiredImage, seen: Seen): boolean {
  const { live, own } = seen;
  // Its exact name, and its own identifier: nobody else's.
  const isItsOwn = own?.image === image.name;
  const name = own?.image ?? live.name;
  return (
    claims.ids.includes(live.id) ||
    (!isItsOwn && name !== null && name !== image.name && claims.names.includes(name)) ||
    claims.handles.some(
      (handle) =>
        live.properties[handle.property] === handle.value && !(isItsOwn && hasHandle(image, handle)),
    ) ||
    (claims.unknown && (seen.byIdentifier || (own !== null && !isItsOwn) || isMadeByAnother(image, seen)))
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
