import { readMarkers } from '../../image/markers.ts';
import { type DesiredImage, publishersOf, reservesOf } from '../../model/desired.ts';
import type { SkippedEntry } from '../../model/unresolved.ts';
import { compareVersions } from '../../model/version-order.ts';
import { compareContent } from '../content/compare.ts';
import { formatDifference } from '../content/wanted.ts';
import type { PlanInput } from '../input.ts';
import type { Match } from '../match/match.ts';
import { type MatchedInput, matchRest, selectedMatches } from '../match/match-all.ts';
import { skipEntries } from './skip-entries.ts';
import { versionOf } from './versions.ts';

/**
 * Skips an entry whose publisher offers other content with a lower version than the live image's, or says that a lower
 * version has expired. The publisher's versions only go up, and an old answer served again would undo later fixes.
 */
export function skipOlderImages(input: MatchedInput): MatchedInput {
  const { images } = input.desired;
  const { expired, skipped } = publishersOf(input.desired);
  if (![...images, ...expired].some(({ monotonicVersion }) => monotonicVersion)) return input;
  const older = new Map(
    [...selectedMatches(input), ...expiredMatches(input)].flatMap(([image, match]) => {
      const entry = skippedOlderImage(image, match, input);
      return entry === null ? [] : [[image, entry] as const];
    }),
  );
  if (older.size === 0) return input;
  return skipEntries(input, {
    images: images.filter((image) => !older.has(image)),
    expired: expired.filter((image) => !older.has(image)),
    skipped: [...skipped, ...older.values()],
  });
}

/** The matches of expired entries that count as unlisted. */
export function expiredMatches(input: PlanInput): ReturnType<typeof selectedMatches> {
  const { expired } = publishersOf(input.desired);
  if (expired.length === 0) return [];
  return selectedMatches(matchRest({ ...input, desired: { ...input.desired, images: expired } }));
}

function skippedOlderImage(image: DesiredImage, match: Match, input: PlanInput): SkippedEntry | null {
  const { live } = match;
  const version = image.version ?? image.expiry?.version;
  if (!live || version === undefined || !mayOnlyGoUp(image, match, input)) return null;
  const before = versionOf(live, image);
  if (before === null || compareVersions(version, before) >= 0) return null;
  const isSame = compareContent(image, live, input.facts.get(image.name)).verdict === 'same';
  if (isSame && formatDifference(image, live) === null) return null;
  const { name, at, pinHint } = image;
  const pinAdvice =
    pinHint === undefined ? '' : `To use the older version, say \`${pinHint}\` in its source. `;
  return {
    name,
    list: null,
    at,
    message: `the publisher offers version ${version}, and the live image ${live.id} has the higher version ${before}: versions must not go down, so the live image stays as it is`,
    hint: `${pinAdvice}Use \`reconcile rollback\` to go back to a backup, or delete the live image to create it again.`,
    reserves: reservesOf(image),
  };
}

/**
 * Whether the entry's version may only go up from the live image's. Later rules decide about images of other stacks and
 * about images matched by publisher id only.
 */
function mayOnlyGoUp(
  { monotonicVersion, expiry, state }: DesiredImage,
  { live, by }: Match,
  { desired }: PlanInput,
): boolean {
  const isLeftAsItIs = expiry?.unchanged === true && state === 'present';
  if (!monotonicVersion || isLeftAsItIs || by === 'identifier') return false;
  const stack = (live && readMarkers(live)?.stack) ?? desired.stack;
  return stack === desired.stack;
}
