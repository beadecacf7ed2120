import { readMarkers } from '../../image/markers.ts';
import { type DesiredImage, publishersOf, reservesOf } from '../../model/desired.ts';
import type { Image } from '../../model/image.ts';
import type { SkippedEntry } from '../../model/unresolved.ts';
import { compareVersions } from '../../model/version-order.ts';
import { compareContent } from '../content/compare.ts';
import { formatDifference } from '../content/wanted.ts';
import type { PlanInput } from '../input.ts';
import type { Match } from '../match/match.ts';
import { type MatchedInput, selectedMatches } from '../match/match-all.ts';
import { expiredMatches } from './older-images.ts';
import { skipEntries } from './skip-entries.ts';
import { versionOf } from './versions.ts';

/**
 * Skips an entry with other content, a lower version or another expiry, named by a document whose signature is older
 * than that of the live image's document. The old signature stays valid, so a server that serves the old document again
 * would bring the old image back. Another document counts as the user's choice.
 */
export function skipOlderSignatures(input: MatchedInput): MatchedInput {
  const { images } = input.desired;
  const { expired, skipped } = publishersOf(input.desired);
  if (![...images, ...expired].some(({ signed }) => signed)) return input;
  const older = new Map(
    [...selectedMatches(input), ...expiredMatches(input)].flatMap(([image, match]) => {
      const entry = skippedOlderSignature(image, match, input);
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

function skippedOlderSignature(image: DesiredImage, { live }: Match, input: PlanInput): SkippedEntry | null {
  const { name, at, signed } = image;
  const markers = live && readMarkers(live);
  const before = markers?.stack === input.desired.stack ? markers.signed : null;
  if (!live || !signed || !before || before.document !== signed.document) return null;
  if (signed.at >= before.at) return null;
  const isSame = compareContent(image, live, input.facts.get(name)).verdict === 'same';
  if (isSame && formatDifference(image, live) === null && !bringsBack(image, live)) return null;
  return {
    name,
    list: null,
    at,
    message: `${signed.document} was signed at ${signed.at}, and the live image ${live.id} comes from its later signature of ${before.at}: the server offers an old file again, so the live image stays as it is`,
    hint: "Ask the publisher's own server, or another mirror. To go back on purpose, use `reconcile rollback`, or name another document.",
    reserves: reservesOf(image),
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
