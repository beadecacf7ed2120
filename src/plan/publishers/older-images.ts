import { readMarkers } from '../../image/markers.ts';
import type { DesiredImage } from '../../model/desired.ts';
import { compareVersions } from '../../model/version-order.ts';
import { compareContent } from '../content/compare.ts';
import { formatDifference } from '../content/wanted.ts';
import type { PlanInput } from '../input.ts';
import type { Match } from '../match/match.ts';
import type { MatchedInput } from '../match/match-all.ts';
import { type Refusal, skipRefused } from './skip-entries.ts';
import { versionOf } from './versions.ts';

/**
 * Skips an entry whose publisher offers other content with a lower version than the live image's, or says that a lower
 * version has expired. The publisher's versions only go up, and an old answer served again would undo later fixes.
 */
export function skipOlderImages(input: MatchedInput): MatchedInput {
  return skipRefused(
    input,
    ({ monotonicVersion }) => monotonicVersion === true,
    (image, match) => olderImage(image, match, input),
  );
}

function olderImage(image: DesiredImage, match: Match, input: PlanInput): Refusal | null {
  const { live } = match;
  const version = image.version ?? image.expiry?.version;
  if (!live || version === undefined || !mayOnlyGoUp(image, match, input)) return null;
  const before = versionOf(live, image);
  if (before === null || compareVersions(version, before) >= 0) return null;
  const isSame = compareContent(image, live, input.facts.get(image.name)).verdict === 'same';
  if (isSame && formatDifference(image, live) === null) return null;
  const { pinHint } = image;
  const pinAdvice =
    pinHint === undefined ? '' : `To use the older version, say \`${pinHint}\` in its source. `;
  return {
    message: `the publisher offers version ${version}, and the live image ${live.id} has the higher version ${before}: versions must not go down, so the live image stays as it is`,
    hint: `${pinAdvice}Use \`reconcile rollback\` to go back to a backup, or delete the live image to create it again.`,
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
