import { readMarkers } from '../../image/markers.ts';
import type { DesiredImage } from '../../model/desired.ts';
import type { Image } from '../../model/image.ts';
import { compareVersions } from '../../model/version-order.ts';
import { compareContent } from '../content/compare.ts';
import { versionOf } from '../content/version.ts';
import { formatDifference } from '../content/wanted.ts';
import type { PlanInput } from '../input.ts';
import type { Match } from '../match/match.ts';
import type { MatchedInput } from '../match/match-all.ts';
import { type Refusal, skipRefused } from './skip-entries.ts';
import { isCreated, recordsOf } from './versions.ts';

/**
 * Skips an entry whose publisher offers other content with a lower version than an image of the entry records, or says
 * that a lower version has expired. The live image counts, and backups do: a user may have deleted the live image. The
 * publisher's versions only go up, and an old answer served again would undo later fixes.
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
  if (version === undefined || !mayOnlyGoUp(image, match, input)) return null;
  if (!live && !isCreated(image)) return null;
  const highest = highestOf(recordsOf(match), image);
  if (!highest || compareVersions(version, highest.version) >= 0) return null;
  const compared = live ?? highest.image;
  const isSame = compareContent(image, compared, input.facts.get(image.name)).verdict === 'same';
  if (isSame && formatDifference(image, compared) === null) return null;
  const { pinHint } = image;
  const pinAdvice =
    pinHint === undefined ? '' : `To use the older version, say \`${pinHint}\` in its source. `;
  const which = highest.image === live ? 'the live image' : 'the backup';
  const { id } = highest.image;
  return {
    message: `the publisher offers version ${version}, and ${which} ${id} has the higher version ${highest.version}: versions must not go down, so ${live ? 'the live image stays as it is' : 'no image is created'}`,
    hint: `${pinAdvice}Use \`reconcile rollback\` to go back to a backup, or delete ${which} to create it again.`,
  };
}

/** The image that records the highest version, and that version; null: none records one. */
function highestOf(
  images: readonly Image[],
  entry: DesiredImage,
): { readonly image: Image; readonly version: string } | null {
  return images.reduce<ReturnType<typeof highestOf>>((best, image) => {
    const version = versionOf(image, entry);
    if (version === null) return best;
    return best && compareVersions(version, best.version) <= 0 ? best : { image, version };
  }, null);
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
