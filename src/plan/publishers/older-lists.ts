import { type Markers, readMarkers } from '../../image/markers.ts';
import { isOwn, type Owners } from '../../image/ownership.ts';
import { type DesiredImage, publishersOf, reservesOf } from '../../model/desired.ts';
import type { Image } from '../../model/image.ts';
import { MARKER } from '../../model/marker.ts';
import type { Position } from '../../model/position.ts';
import { quoted } from '../../model/text.ts';
import type { AskedList, SkippedEntry } from '../../model/unresolved.ts';
import { compareVersions } from '../../model/version-order.ts';
import { type PlanInput, projectId } from '../input.ts';
import type { MatchedInput } from '../match/match-all.ts';
import { type Refusal, skipEntries } from './left-out.ts';

interface RefusedList extends Refusal {
  readonly list: AskedList;
}

/**
 * Leaves out the lists that must not be believed, for what the stack's images note: of a lower version, or another list
 * in the place of one. This is decided of the list, before anything is concluded from what it says: what it no longer
 * holds, or calls expired, nobody knows.
 */
export function skipOlderLists(input: MatchedInput): MatchedInput {
  const { asked } = publishersOf(input.desired);
  if (!asked.some(({ found }) => found)) return input;
  const noted = notedLists(input);
  const gone = displaced(asked, noted, input);
  const refused = asked.flatMap((list) => {
    const refusal = whyOlder(list, noted) ?? whyAnother(list, { asked, noted, gone });
    return refusal ? [{ list, ...refusal }] : [];
  });
  return refused.length === 0 ? input : without(refused, input);
}

/** An old list, served again, would bring back what was withdrawn since, and drop what is new. */
function whyOlder({ found }: AskedList, noted: readonly NotedList[]): Refusal | null {
  if (!found) return null;
  const { identifier, version } = found;
  const later = noted.filter(
    (one) => isSameList(one.identifier, identifier) && compareVersions(version, one.version) < 0,
  );
  const [highest] = [...later].sort((a, b) => compareVersions(b.version, a.version));
  if (!highest) return null;
  return {
    message: `the list ${quoted(identifier)} has version ${quoted(version)}, and image ${highest.live.id} of this stack came from version ${quoted(highest.version)} of it: lists do not go back`,
    hint: `Find out why an old list is served, and have one of version ${quoted(highest.version)} or higher served. If the endorser counts anew, remove the property owner_specified.reconcile.list from the images that note a higher version.`,
  };
}

interface Lists {
  readonly asked: readonly AskedList[];
  readonly noted: readonly NotedList[];
  /** Identifiers of lists that were there, and are served nowhere any more. */
  readonly gone: readonly string[];
}

/** Many lists may bear the signature of one endorser: which of them an entry means was seen when it was first used. */
function whyAnother(
  { found, pinned, place, image }: AskedList,
  { asked, noted, gone }: Lists,
): Refusal | null {
  const [first, ...more] = gone;
  if (!found || pinned !== null || first === undefined) return null;
  const isKnown = noted.some(({ identifier }) => isSameList(identifier, found.identifier));
  const isElsewhere = asked.some(
    (other) => other.place !== place && other.found && isSameList(other.found.identifier, found.identifier),
  );
  if (isKnown && !isElsewhere) return null;
  const others = more.length === 0 ? '' : ` (and ${more.length} more)`;
  return {
    message: `the list ${quoted(found.identifier)} is served here, and ${quoted(first)}${others}, which images of this stack came from, nowhere any more`,
    hint: `If it is meant, say \`${image === null ? 'identifier' : 'list'}: ${quoted(found.identifier)}\` in its entry: what the other has listed has left the file then.`,
  };
}

/**
 * A list that was not read may be one of those that are missing: there is nothing to conclude from their absence
 * unless more are missing than that.
 */
function displaced(
  asked: readonly AskedList[],
  noted: readonly NotedList[],
  { desired: { images } }: PlanInput,
): readonly string[] {
  const served = asked.flatMap(({ found, pinned }) => found?.identifier ?? pinned ?? []);
  // The file itself has these by now.
  const own = new Set(images.filter(({ list }) => list === undefined).map(({ name }) => name));
  const gone = noted.filter(
    ({ identifier, markers }) =>
      !served.some((other) => isSameList(other, identifier)) &&
      markers.role === 'current' &&
      markers.pruned === null &&
      !own.has(markers.image),
  );
  const identifiers = [...new Set(gone.map(({ identifier }) => identifier))].sort();
  const read = new Set(asked.flatMap(({ found, place }) => (found ? [place] : [])));
  const unread = new Set(
    asked.flatMap(({ found, pinned, place }) => (found || pinned !== null || read.has(place) ? [] : [place])),
  );
  return identifiers.length > unread.size ? identifiers : [];
}

/** Of a list that is left out as little is known as of one that cannot be read. */
function without(refused: readonly RefusedList[], input: PlanInput): MatchedInput {
  const { images } = input.desired;
  const { lapsed, skipped, asked } = publishersOf(input.desired);
  const isOf = (image: DesiredImage) => refused.some(({ list }) => isFrom(image, list));
  const entries = refused.flatMap((one) =>
    one.list.image === null
      ? [entryOfList(one, skipped)]
      : [...images, ...lapsed]
          .filter((image) => isFrom(image, one.list))
          .map((image) => ({
            ...publicParts(one),
            name: image.name,
            list: null,
            reserves: reservesOf(image),
          })),
  );
  const others = skipped.filter((entry) => !refused.some(({ list }) => isPartOf(entry, list)));
  return skipEntries(input, {
    images: images.filter((image) => !isOf(image)),
    skipped: [...others, ...entries],
    lapsed: lapsed.filter((image) => !isOf(image)),
    asked: asked.filter((list) => !refused.some((one) => one.list === list)),
  });
}

function publicParts({ list, message, hint }: RefusedList) {
  return { at: list.at, message, hint };
}

/** One entry for the whole list, which claims what those of its images did. */
function entryOfList(one: RefusedList, skipped: readonly SkippedEntry[]): SkippedEntry {
  const parts = skipped.filter((entry) => isPartOf(entry, one.list)).map(({ reserves }) => reserves);
  return {
    ...publicParts(one),
    name: null,
    list: one.list.place,
    reserves: {
      names: parts.flatMap(({ names }) => names),
      ids: parts.flatMap(({ ids }) => ids),
      publisherIds: parts.flatMap(({ publisherIds }) => publisherIds),
      unknown: true,
    },
  };
}

function isPartOf({ at, list }: SkippedEntry, { at: place, image }: AskedList): boolean {
  return image === null && list !== null && isAt(at, place);
}

function isFrom({ at, list }: DesiredImage, { at: place, found }: AskedList): boolean {
  return list !== undefined && list.identifier === found?.identifier && isAt(at, place);
}

function isAt(a: Position, b: Position): boolean {
  return a.file === b.file && a.line === b.line && a.column === b.column;
}

/** The list that an image of this stack came from, as it was noted there. */
export interface NotedList {
  readonly live: Image;
  readonly markers: Markers;
  readonly identifier: string;
  readonly version: string;
}

/**
 * What the live images of the stack note, backups among them; what was staged and never published does not count. Any
 * project may write such notes on its own images: those of others are not believed.
 */
export function notedLists(
  input: Pick<PlanInput, 'desired' | 'observed' | 'projects'>,
): readonly NotedList[] {
  const owners = ownersOfStack(input);
  return input.observed.images.flatMap((live) => {
    // Cheap, and false for most: markers take longer to read.
    if (live.properties[MARKER.list] === undefined || !isOwn(live, owners)) return [];
    const markers = readMarkers(live);
    if (markers?.stack !== input.desired.stack || markers.role === 'staged' || !markers.list) return [];
    return [{ live, markers, ...markers.list }];
  });
}

function ownersOfStack(input: Pick<PlanInput, 'desired' | 'observed' | 'projects'>): Owners {
  const ours = input.observed.target.projectId;
  if (ours === '') return [];
  return [ours, ...input.desired.images.flatMap(({ owner }) => (owner ? [projectId(input, owner)] : []))];
}

/** UUIDs are the same in either case (RFC 9562), and no two lists are told apart by that alone. */
export function isSameList(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}
