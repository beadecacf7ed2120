import { type Hold, holdOf } from '../../image/hold.ts';
import { readMarkers } from '../../image/markers.ts';
import type { DesiredImage } from '../../model/desired.ts';
import { namesOf, strongestDigest } from '../../model/digest.ts';
import type { Image } from '../../model/image.ts';
import type { SourceFacts } from '../../model/observed.ts';
import type { Held } from '../../model/plan.ts';
import { matchesGlob } from '../../model/text.ts';
import type { PlanInput } from '../input.ts';
import { compareContent, knownDigests } from './compare.ts';
import { otherVersion } from './version.ts';
import { formatDifference } from './wanted.ts';

/** What decides whether a recorded hold counts, beside the entry and its images. */
export type HoldContext = Pick<PlanInput, 'allowed'> & {
  readonly desired: Pick<PlanInput['desired'], 'stack'>;
};

/**
 * The hold of a live image that its entry is under: a rollback published it, and the file still wants the content that the
 * rollback turned down. Null when the image has none, when this run ends it, and when the file wants the live content or
 * other content than both.
 */
export function holdOn(
  image: DesiredImage,
  live: Image,
  facts: SourceFacts | undefined,
  { desired, allowed }: HoldContext,
): Hold | null {
  const hold = readMarkers(live)?.stack === desired.stack ? holdOf(live) : null;
  if (hold === null || image.state === 'absent' || !managesContent(image)) return null;
  if ((allowed?.unholds ?? []).some((pattern) => matchesGlob(image.name, pattern))) return null;
  return !holdsWanted(image, live, facts) && mayBeTurnedDown(image, hold, facts) ? hold : null;
}

/** Whether an image is held without a look at its source: the digests of the file are those that were turned down. */
export function isSurelyHeld(image: DesiredImage, live: Image, context: HoldContext): boolean {
  const hold = holdOn(image, live, undefined, context);
  return hold !== null && compareContent(image, hold.content, undefined).verdict === 'same';
}

/** Whether the file says anything that identifies its content. */
export function managesContent({ source, digests }: DesiredImage): boolean {
  return source !== undefined || namesOf(digests).length > 0;
}

/** Whether a live image surely holds the content and the formats that the file wants. */
export function holdsWanted(image: DesiredImage, live: Image, facts: SourceFacts | undefined): boolean {
  return compareContent(image, live, facts).verdict === 'same' && formatDifference(image, live) === null;
}

/**
 * Whether the file wants the content that a rollback turned down, as far as anything can tell: digests and size, the answer
 * of the source's server, the formats and the preparation, else the version. Where nothing can tell, it counts as that
 * content: to undo a rollback does more harm than to hold an image a day too long.
 */
function mayBeTurnedDown(
  image: DesiredImage,
  { imageId, content }: Hold,
  facts: SourceFacts | undefined,
): boolean {
  if (image.id !== undefined && image.id !== imageId) return false;
  if (formatDifference(image, content) !== null) return false;
  const { verdict } = compareContent(image, content, facts);
  return verdict === 'same' || (verdict === 'unknown' && otherVersion(image, content) === null);
}

/** The hold as a plan shows it. */
export function shownHold({ since, imageId, content }: Hold): Held {
  const { preparedFrom = null, version = null } = readMarkers(content) ?? {};
  const digest = strongestDigest(preparedFrom?.digests ?? knownDigests(content)) ?? null;
  return { since, turnedDown: { imageId, digest, version } };
}
