import { readMarkers } from '../../image/markers.ts';
import { type DesiredImage, publishersOf, reservesOf } from '../../model/desired.ts';
import type { SkippedEntry } from '../../model/unresolved.ts';
import { compareVersions } from '../../model/version-order.ts';
import { compareContent } from '../content/compare.ts';
import { formatDifference } from '../content/wanted.ts';
import type { PlanInput } from '../input.ts';
import type { Match } from '../match/match.ts';
import { type MatchedInput, matchRest, selectedMatches } from '../match/match-all.ts';
import { skipEntries } from './left-out.ts';
import { versionOf } from './versions.ts';

/**
 * Leaves out the images of which a publisher, whose versions only go up, offers other content of a lower one than the
 * live image's, or calls a lower one expired: an old statement that is served again would undo the fixes made since.
 */
export function skipOlderImages(input: MatchedInput): MatchedInput {
  const { images } = input.desired;
  const { lapsed, skipped } = publishersOf(input.desired);
  if (![...images, ...lapsed].some(({ monotonicVersion }) => monotonicVersion)) return input;
  const older = new Map(
    [...selectedMatches(input), ...lapsedMatches(input)].flatMap(([image, match]) => {
      const entry = entryOfOlder(image, match, input);
      return entry === null ? [] : [[image, entry] as const];
    }),
  );
  if (older.size === 0) return input;
  return skipEntries(input, {
    images: images.filter((image) => !older.has(image)),
    lapsed: lapsed.filter((image) => !older.has(image)),
    skipped: [...skipped, ...older.values()],
  });
}

/** The matches of entries that count as not listed any more. */
function lapsedMatches(input: PlanInput): ReturnType<typeof selectedMatches> {
  const { lapsed } = publishersOf(input.desired);
  if (lapsed.length === 0) return [];
  return selectedMatches(matchRest({ ...input, desired: { ...input.desired, images: lapsed } }));
}

function entryOfOlder(image: DesiredImage, match: Match, input: PlanInput): SkippedEntry | null {
  const { live } = match;
  const version = image.version ?? image.expiry?.version;
  if (!live || version === undefined || !isHeldTo(image, match, input)) return null;
  const before = versionOf(live, image);
  if (before === null || compareVersions(version, before) >= 0) return null;
  const isSame = compareContent(image, live, input.facts.get(image.name)).verdict === 'same';
  if (isSame && formatDifference(image, live) === null) return null;
  const { name, at, pinHint } = image;
  const back = pinHint === undefined ? '' : `Say \`${pinHint}\` in its source if the older one is meant. `;
  return {
    name,
    list: null,
    at,
    message: `the publisher offers version ${version}, and the live image ${live.id} has the higher version ${before}: it is left as it is`,
    hint: `${back}Use \`reconcile rollback\` to go back to a backup, or remove the live image to start anew.`,
    reserves: reservesOf(image),
  };
}

/** What another stack has marked, or merely bears the identifier, is dealt with when the image is planned. */
function isHeldTo(
  { monotonicVersion, expiry, state }: DesiredImage,
  { live, by }: Match,
  { desired }: PlanInput,
): boolean {
  const isLeftAsItIs = expiry?.unchanged === true && state === 'present';
  if (!monotonicVersion || isLeftAsItIs || by === 'identifier') return false;
  const stack = (live && readMarkers(live)?.stack) ?? desired.stack;
  return stack === desired.stack;
}
