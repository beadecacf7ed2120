import { type Markers, readMarkers } from '../../image/markers.ts';
import { isOwn } from '../../image/ownership.ts';
import { type DesiredImage, publishersOf, reservesOf } from '../../model/desired.ts';
import type { Image } from '../../model/image.ts';
import { MARKER } from '../../model/marker.ts';
import type { Position } from '../../model/position.ts';
import { quoted } from '../../model/text.ts';
import type { AskedList, SkippedEntry } from '../../model/unresolved.ts';
import { compareVersions } from '../../model/version-order.ts';
import { ownersOfStack, type PlanInput } from '../input.ts';
import type { MatchedInput } from '../match/match-all.ts';
import { type Refusal, skipEntries } from './skip-entries.ts';

interface RefusedList extends Refusal {
  readonly list: AskedList;
}

/**
 * Skips a list that contradicts what the stack's images record: it has a lower version, or replaces another list. The
 * whole list is refused before any entry is planned, because its gaps and expiries cannot be trusted either.
 */
export function skipOlderLists(input: MatchedInput): MatchedInput {
  const { asked } = publishersOf(input.desired);
  if (!asked.some(({ found }) => found)) return input;
  const recorded = recordedLists(input);
  const missing = missingLists(asked, recorded, input);
  const refused = asked.flatMap((list) => {
    const refusal = refuseOlderList(list, recorded) ?? refuseOtherList(list, { asked, recorded, missing });
    return refusal ? [{ list, ...refusal }] : [];
  });
  return refused.length === 0 ? input : skipLists(refused, input);
}

/** An old list, served again, would recreate images that it dropped since, and drop newer ones. */
function refuseOlderList({ found }: AskedList, recorded: readonly RecordedList[]): Refusal | null {
  if (!found) return null;
  const { identifier, version } = found;
  const later = recorded.filter(
    (one) => isSameList(one.identifier, identifier) && compareVersions(version, one.version) < 0,
  );
  const [highest] = [...later].sort((a, b) => compareVersions(b.version, a.version));
  if (!highest) return null;
  return {
    message: `the list ${quoted(identifier)} has version ${quoted(version)}, but image ${highest.live.id} of this stack records its version ${quoted(highest.version)}: a list's version must not go down`,
    hint: `Find out why an old list is served, and serve version ${quoted(highest.version)} or higher. If the endorser started numbering again, remove the property owner_specified.reconcile.list from the images that record a higher version.`,
  };
}

interface Lists {
  readonly asked: readonly AskedList[];
  readonly recorded: readonly RecordedList[];
  /** Identifiers of lists that images record, and that no place serves now. */
  readonly missing: readonly string[];
}

/** One endorser may sign many lists. An entry means the list that was served when it was first applied. */
function refuseOtherList(
  { found, pinned, place, image }: AskedList,
  { asked, recorded, missing }: Lists,
): Refusal | null {
  const [first, ...more] = missing;
  if (!found || pinned !== null || first === undefined) return null;
  const isKnown = recorded.some(({ identifier }) => isSameList(identifier, found.identifier));
  const isElsewhere = asked.some(
    (other) => other.place !== place && other.found && isSameList(other.found.identifier, found.identifier),
  );
  if (isKnown && !isElsewhere) return null;
  const others = more.length === 0 ? '' : ` (and ${more.length} more)`;
  return {
    message: `the list ${quoted(found.identifier)} is served here, but images of this stack came from ${quoted(first)}${others}, which is not served any more`,
    hint: `To use the new list, say \`${image === null ? 'identifier' : 'list'}: ${quoted(found.identifier)}\` in its entry. Images that only the other list has then count as no longer listed.`,
  };
}

/**
 * Identifiers of recorded lists that no place serves. A list that could not be read may be one of them, so the result
 * is empty unless more lists are missing than could not be read.
 */
function missingLists(
  asked: readonly AskedList[],
  recorded: readonly RecordedList[],
  { desired: { images } }: PlanInput,
): readonly string[] {
  const served = asked.flatMap(({ found, pinned }) => found?.identifier ?? pinned ?? []);
  // The file lists these images itself now.
  const own = new Set(images.filter(({ list }) => list === undefined).map(({ name }) => name));
  const missing = recorded.filter(
    ({ identifier, markers }) =>
      !served.some((other) => isSameList(other, identifier)) &&
      markers.role === 'current' &&
      markers.pruned === null &&
      !own.has(markers.image),
  );
  const identifiers = [...new Set(missing.map(({ identifier }) => identifier))].sort();
  const read = new Set(asked.flatMap(({ found, place }) => (found ? [place] : [])));
  const unread = new Set(
    asked.flatMap(({ pinned, place }) => (pinned !== null || read.has(place) ? [] : [place])),
  );
  return identifiers.length > unread.size ? identifiers : [];
}

/** The input without the refused lists. A refused list counts as unreadable. */
function skipLists(refused: readonly RefusedList[], input: PlanInput): MatchedInput {
  const { images } = input.desired;
  const { expired, skipped, asked } = publishersOf(input.desired);
  const isOf = (image: DesiredImage) => refused.some(({ list }) => isFrom(image, list));
  const entries = refused.flatMap((one) =>
    one.list.image === null
      ? [entryOfList(one, skipped)]
      : [...images, ...expired]
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
    expired: expired.filter((image) => !isOf(image)),
    asked: asked.filter((list) => !refused.some((one) => one.list === list)),
  });
}

function publicParts({ list, message, hint }: RefusedList) {
  return { at: list.at, message, hint };
}

/** One entry for the whole list, which reserves what the entries of its images reserved. */
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

function isPartOf({ at }: SkippedEntry, { at: place, image }: AskedList): boolean {
  return image === null && isAt(at, place);
}

function isFrom({ at, list }: DesiredImage, { at: place }: AskedList): boolean {
  return list !== undefined && isAt(at, place);
}

function isAt(a: Position, b: Position): boolean {
  return a.file === b.file && a.line === b.line && a.column === b.column;
}

/** The list that an image of this stack records as its origin. */
interface RecordedList {
  readonly live: Image;
  readonly markers: Markers;
  readonly identifier: string;
  readonly version: string;
}

/**
 * The lists that the stack's published images and backups record; staged images do not count. Any project may write
 * such markers on its own images, so images of other projects do not count either.
 */
function recordedLists(input: Pick<PlanInput, 'desired' | 'observed' | 'projects'>): readonly RecordedList[] {
  const owners = ownersOfStack(input);
  return input.observed.images.flatMap((live) => {
    // Checked first: most images have no list, and reading markers takes longer.
    if (live.properties[MARKER.list] === undefined || !isOwn(live, owners)) return [];
    const markers = readMarkers(live);
    if (markers?.stack !== input.desired.stack || markers.role === 'staged' || !markers.list) return [];
    return [{ live, markers, ...markers.list }];
  });
}

/** Compares identifiers of lists without regard to case: UUIDs are the same in either case (RFC 9562). */
function isSameList(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}
