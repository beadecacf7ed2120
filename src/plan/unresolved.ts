import type { Desired, DesiredImage } from '../model/desired.ts';
import type { Image } from '../model/image.ts';
import {
  type Claims,
  HANDLES,
  type Handle,
  nameOfEntry,
  toldOf,
  type Unresolved,
  type UnresolvedEntry,
} from '../model/unresolved.ts';
import type { PlanInput } from './context.ts';
import { type Markers, readMarkers } from './markers.ts';
import type { Match } from './match.ts';
import { matchAll } from './questions.ts';
import { isSelected, type Selection } from './selection.ts';

/** What a plan has to say of what is left out: not of images that it is not about. */
export function unresolvedIn(
  { unresolved = [] }: Pick<Desired, 'unresolved'>,
  selection: Selection,
): readonly Unresolved[] {
  return unresolved.filter(({ name }) => name === null || isSelected(name, selection)).map(toldOf);
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
      const entry = doubt(image, match, input, unresolved);
      return entry === null ? [] : [[image, entry] as const];
    }),
  );
  if (doubtful.size === 0) return input;
  const others = images.filter((image) => !doubtful.has(image));
  return leaveOutDoubtful(withUnresolved(input, others, [...unresolved, ...doubtful.values()]));
}

function doubt(
  image: DesiredImage,
  match: Match,
  { desired: { stack } }: PlanInput,
  unresolved: readonly UnresolvedEntry[],
): UnresolvedEntry | null {
  const touched = [match.live, ...match.superseded, ...match.staged, ...match.backups, ...match.ambiguous];
  for (const live of touched) {
    if (live === null) continue;
    const markers = readMarkers(live);
    const byIdentifier = live === match.live && match.by === 'identifier';
    const seen = { live, own: markers?.stack === stack ? markers : null, byIdentifier };
    const other = unresolved.find(({ claims }) => mayBeOf(claims, image, seen));
    if (other) return entryFor(image, live, other);
  }
  return null;
}

function entryFor(image: DesiredImage, live: Image, other: UnresolvedEntry): UnresolvedEntry {
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

/** By what the live images of an image are known that is left out. */
export function claimsOf({ name, previously, id, handle }: DesiredImage): Claims {
  return {
    names: [name, ...previously],
    ids: id === undefined ? [] : [id],
    handles: handle === undefined ? [] : [handle],
    unknown: false,
  };
}

/** The input without what is left out. What is missing from the rest has not left the file. */
export function withUnresolved(
  input: PlanInput,
  images: readonly DesiredImage[],
  unresolved: readonly UnresolvedEntry[],
): PlanInput {
  const { settings, warnings } = input.desired;
  const isTold = settings.prune === 'never' || warnings.includes(NOTHING_PRUNED);
  return {
    ...input,
    desired: {
      ...input.desired,
      images,
      unresolved,
      settings: { ...settings, prune: 'never' },
      warnings: isTold ? warnings : [...warnings, NOTHING_PRUNED],
    },
  };
}

const NOTHING_PRUNED = 'nothing is pruned in this run, as not everything could be resolved';

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
