import { readMarkers } from '../../image/markers.ts';
import type { DesiredImage } from '../../model/desired.ts';
import type { Image } from '../../model/image.ts';
import { compareVersions } from '../../model/version-order.ts';
import { compareContent } from '../content/compare.ts';
import { formatDifference } from '../content/wanted.ts';
import type { PlanInput } from '../input.ts';
import type { Match } from '../match/match.ts';
import type { MatchedInput } from '../match/match-all.ts';
import { type Refusal, skipRefused } from './skip-entries.ts';
import { versionOf } from './versions.ts';

/**
 * Skips an entry with other content, a lower version or another expiry, named by a document whose signature is older
 * than that of the live image's document. The old signature stays valid, so a server that serves the old document again
 * would bring the old image back. Another document counts as the user's choice.
 */
export function skipOlderSignatures(input: MatchedInput): MatchedInput {
  return skipRefused(
    input,
    ({ signed }) => signed !== undefined,
    (image, match) => olderSignature(image, match, input),
  );
}

function olderSignature(image: DesiredImage, { live }: Match, input: PlanInput): Refusal | null {
  const { name, signed } = image;
  const markers = live && readMarkers(live);
  const before = markers?.stack === input.desired.stack ? markers.signed : null;
  if (!live || !signed || !before || before.document !== signed.document) return null;
  if (signed.at >= before.at) return null;
  const isSame = compareContent(image, live, input.facts.get(name)).verdict === 'same';
  if (isSame && formatDifference(image, live) === null && !bringsBack(image, live)) return null;
  return {
    message: `${signed.document} was signed at ${signed.at}, and the live image ${live.id} comes from its later signature of ${before.at}: the server offers an old file again, so the live image stays as it is`,
    hint: "Ask the publisher's own server, or another mirror. To go back on purpose, use `reconcile rollback`, or name another document.",
  };
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
