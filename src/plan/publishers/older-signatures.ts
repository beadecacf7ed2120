import { readMarkers } from '../../image/markers.ts';
import { type DesiredImage, publishersOf, reservesOf } from '../../model/desired.ts';
import type { SkippedEntry } from '../../model/unresolved.ts';
import { compareContent } from '../content/compare.ts';
import { formatDifference } from '../content/wanted.ts';
import type { PlanInput } from '../input.ts';
import type { Match } from '../match/match.ts';
import { type MatchedInput, selectedMatches } from '../match/match-all.ts';
import { skipEntries } from './skip-entries.ts';

/**
 * Skips an entry with other content, named by a document whose signature is older than that of the live image's
 * document. The old signature stays valid, so a server that serves the old document again would bring old content back.
 * Another document counts as the user's choice.
 */
export function skipOlderSignatures(input: MatchedInput): MatchedInput {
  const { images } = input.desired;
  if (!images.some(({ signed }) => signed)) return input;
  const older = new Map(
    selectedMatches(input).flatMap(([image, match]) => {
      const entry = skippedOlderSignature(image, match, input);
      return entry === null ? [] : [[image, entry] as const];
    }),
  );
  if (older.size === 0) return input;
  const { expired, skipped } = publishersOf(input.desired);
  return skipEntries(input, {
    images: images.filter((image) => !older.has(image)),
    expired,
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
  if (isSame && formatDifference(image, live) === null) return null;
  return {
    name,
    list: null,
    at,
    message: `${signed.document} was signed at ${signed.at}, and the live image ${live.id} comes from its later signature of ${before.at}: the server offers an old file again, so the live image stays as it is`,
    hint: "Ask the publisher's own server, or another mirror. To go back on purpose, use `reconcile rollback`, or name another document.",
    reserves: reservesOf(image),
  };
}
