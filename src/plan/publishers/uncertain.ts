import { type DesiredImage, publishersOf } from '../../model/desired.ts';
import type { Image } from '../../model/image.ts';
import type { SkippedEntry } from '../../model/unresolved.ts';
import { compareVersions } from '../../model/version-order.ts';
import { compareContent } from '../content/compare.ts';
import { versionOf } from '../content/version.ts';
import { formatDifference } from '../content/wanted.ts';
import { mayAdopt } from '../guards/adoption.ts';
import type { PlanInput } from '../input.ts';
import { type Match, matchedById } from '../match/match.ts';
import { type MatchedInput, selectedMatches } from '../match/match-all.ts';
import { type Refusal, skipEntries } from './skip-entries.ts';

/**
 * Skips an entry whose live image was matched by publisher id only, when we cannot tell that the publisher made it. A
 * second image could duplicate it; adopting it could take a user's copy. The other entries are planned as usual.
 */
export function skipUncertain(input: MatchedInput): MatchedInput {
  const { images } = input.desired;
  if (images.every(({ publisherId }) => publisherId === undefined)) return input;
  const uncertain = new Map(
    selectedMatches(input).flatMap(([image, match]) => {
      const entry = skippedUncertain(image, match, input);
      return entry === null ? [] : [[image, entry] as const];
    }),
  );
  if (uncertain.size === 0) return input;
  return skipEntries(input, {
    images: images.filter((image) => !uncertain.has(image)),
    skipped: [...publishersOf(input.desired).skipped, ...uncertain.values()],
  });
}

function skippedUncertain(image: DesiredImage, match: Match, input: PlanInput): SkippedEntry | null {
  const candidates = match.by === 'identifier' ? match.ambiguous : [];
  const matched = matchedById(match);
  const refusal =
    candidates.length > 0
      ? refuseSeveral(image, candidates)
      : matched && uncertaintyOf(image, matched, input);
  if (refusal === null) return null;
  const { name, previously, at } = image;
  return {
    name,
    list: null,
    at,
    ...refusal,
    reserves: {
      names: [name, ...previously],
      ids: [...candidates, ...(matched ? [matched] : [])].map(({ id }) => id),
      publisherIds: [],
      unknown: false,
    },
  };
}

function uncertaintyOf(image: DesiredImage, matched: Image, { facts, allowed }: PlanInput): Refusal | null {
  const { verdict } = compareContent(image, matched, facts.get(image.name));
  const before = versionOf(matched, image);
  const isKnown = before !== null && image.version !== undefined;
  const isNewer = isKnown && compareVersions(image.version, before) > 0;
  const isReplaced =
    verdict === 'different' ||
    (verdict === 'unknown' && isNewer) ||
    formatDifference(image, matched) !== null;
  const isShielded = matched.protected && !mayAdopt(image, allowed);
  if (isShielded && (isReplaced || image.protected === false)) return refuseProtected(image, matched);
  if (isReplaced) return isNewer ? null : refuseOtherVersion(image, matched, before);
  const isOfVersion = isKnown && compareVersions(image.version, before) === 0;
  return verdict === 'same' || isOfVersion ? null : refuseUnknownContent(image, matched);
}

function refuseSeveral({ name, publisherId }: DesiredImage, candidates: readonly Image[]): Refusal {
  const ids = candidates.map(({ id }) => id).sort();
  const more = ids.length > SHOWN ? ` and ${ids.length - SHOWN} more` : '';
  return {
    message: `no image has this name, and ${ids.length} images with other names have its ${publisherId?.property} (${ids.slice(0, SHOWN).join(', ')}${more}): reconcile does not guess which is meant, and creates no other image`,
    hint: `Rename the right image to ${JSON.stringify(name)}, or remove the property from images that are users' copies: openstack image unset --property ${publisherId?.property} ID`,
  };
}

/** Most ids that a message names. */
const SHOWN = 10;

/** A user protected the image so that it stays as it is. */
function refuseProtected(image: DesiredImage, matched: Image): Refusal {
  return {
    message: `${matchedBy(image, matched)}, and it is protected: reconcile neither unprotects nor replaces a protected image that it matched by publisher id only`,
    hint: `To let reconcile replace it, lift its protection: openstack image set --unprotected ${matched.id}. ${renameOrUnset(image, matched)}`,
  };
}

/** Other content without a lower version: the image may be a user's modified copy. */
function refuseOtherVersion(image: DesiredImage, matched: Image, before: string | null): Refusal {
  const { version } = image;
  return {
    message: `${matchedBy(image, matched)}, but other content than the publisher offers, and the publisher's version is not known to be newer (live image: ${shown(before)}, publisher: ${shown(version)})`,
    hint: renameOrUnset(image, matched),
  };
}

/** Neither digests nor versions can tell, for example because another tool converted the image. */
function refuseUnknownContent(image: DesiredImage, matched: Image): Refusal {
  return {
    message: `${matchedBy(image, matched)}, but reconcile cannot tell whether it holds the publisher's content: there is no digest to compare, and the versions do not agree`,
    hint: renameOrUnset(image, matched),
  };
}

function shown(version: string | null | undefined): string {
  if (version == null) return 'unknown';
  return version.length > 80 ? `${version.slice(0, 80)}…` : version;
}

function matchedBy({ publisherId }: DesiredImage, matched: Image): string {
  return `image ${matched.id} (${JSON.stringify(matched.name)}) has the same ${publisherId?.property} under another name`;
}

function renameOrUnset({ name, publisherId }: DesiredImage, { id }: Image): string {
  return `If it is the publisher's image, rename it to ${JSON.stringify(name)}. If it is a user's copy, remove the property from it, and reconcile creates another image: openstack image unset --property ${publisherId?.property} ${id}`;
}
