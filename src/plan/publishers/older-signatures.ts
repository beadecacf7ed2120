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
 * Skips an entry with other content, a lower version or another expiry, named by a document whose signature is older
 * than the newest that the live image or a backup records. The old signature stays valid, so a server
 * that serves the old document again would bring the old image back. Another document counts as the user's choice.
 */
export function skipOlderSignatures(input: MatchedInput): MatchedInput {
  return skipRefused(
    input,
    ({ signed }) => signed !== undefined,
    (image, match) => olderSignature(image, match, input),
  );
}

function olderSignature(image: DesiredImage, match: Match, input: PlanInput): Refusal | null {
  const { live } = match;
  const { name, signed } = image;
  if (!signed || (!live && !isCreated(image))) return null;
  const signedAt = (one: Image) => signatureOf(one, signed.document, input);
  const newest = recordsOf(match).reduce<Image | null>(
    (best, one) => (signedAt(one) > (best ? signedAt(best) : '') ? one : best),
    null,
  );
  if (!newest || signed.at >= signedAt(newest)) return null;
  // Without a live image, the newest record is the one to compare with: a user may have deleted the live image.
  const compared = live ?? newest;
  const isSame = compareContent(image, compared, input.facts.get(name)).verdict === 'same';
  const isBack = live !== null && signed.at < signedAt(live) && bringsBack(image, live);
  if (isSame && formatDifference(image, compared) === null && !isBack) return null;
  const which = newest === live ? 'the live image' : 'the backup';
  return {
    message: `${signed.document} was signed at ${signed.at}, and ${which} ${newest.id} comes from its later signature of ${signedAt(newest)}: the server offers an old file again, so ${live ? 'the live image stays as it is' : 'no image is created'}`,
    hint: "Ask the publisher's own server, or another mirror. To go back on purpose, use `reconcile rollback`, or name another document.",
  };
}

/** When the document of an image's content was signed; empty: it came from another document, or none is recorded. */
function signatureOf(image: Image, document: string, { desired }: PlanInput): string {
  const markers = readMarkers(image);
  const signed = markers?.stack === desired.stack ? markers.signed : null;
  return signed?.document === document ? signed.at : '';
}

/** Whether a publisher's answer about the same content undoes what a later one said: a version, or an expiry. */
function bringsBack(image: DesiredImage, live: Image): boolean {
  if (image.publisherId === undefined) return false;
  if (image.expiry && !image.expiry.unchanged) return true;
  if (live.hidden && image.hidden !== true) return true;
  if (live.status === 'deactivated' && image.status !== 'deactivated') return true;
  const before = versionOf(live, image);
  return image.version !== undefined && before !== null && compareVersions(image.version, before) < 0;
}
