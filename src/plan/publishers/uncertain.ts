import { type DesiredImage, publishersOf } from '../../model/desired.ts';
import type { Image } from '../../model/image.ts';
import type { SkippedEntry } from '../../model/unresolved.ts';
import { compareVersions } from '../../model/version-order.ts';
import { compareContent } from '../content/compare.ts';
import { formatDifference } from '../content/wanted.ts';
import type { PlanInput } from '../input.ts';
import { type Match, matchedById } from '../match/match.ts';
import { type MatchedInput, selectedMatches } from '../match/match-all.ts';
import { type Refusal, skipEntries } from './left-out.ts';
import { versionOf } from './versions.ts';

/**
 * Leaves out the entries whose live image is known by its identifier alone and is not surely the publisher's. To make
 * another beside it might make two of the same; to take it might take somebody's own. Others go on meanwhile.
 */
export function skipUncertain(input: MatchedInput): MatchedInput {
  const { images } = input.desired;
  if (images.every(({ publisherId }) => publisherId === undefined)) return input;
  const unsure = new Map(
    selectedMatches(input).flatMap(([image, match]) => {
      const entry = unsureEntry(image, match, input);
      return entry === null ? [] : [[image, entry] as const];
    }),
  );
  if (unsure.size === 0) return input;
  return skipEntries(input, {
    images: images.filter((image) => !unsure.has(image)),
    skipped: [...publishersOf(input.desired).skipped, ...unsure.values()],
  });
}

function unsureEntry(image: DesiredImage, match: Match, input: PlanInput): SkippedEntry | null {
  const candidates = match.by === 'identifier' && match.live === null ? match.ambiguous : [];
  const matched = matchedById(match);
  const doubt =
    candidates.length > 0 ? ofSeveral(image, candidates) : matched && uncertaintyOf(image, matched, input);
  if (doubt === null) return null;
  const { name, previously, at } = image;
  return {
    name,
    list: null,
    at,
    ...doubt,
    reserves: {
      names: [name, ...previously],
      ids: [...candidates, ...(matched ? [matched] : [])].map(({ id }) => id),
      publisherIds: [],
      unknown: false,
    },
  };
}

function uncertaintyOf(image: DesiredImage, matched: Image, { facts }: PlanInput): Refusal | null {
  const { verdict } = compareContent(image, matched, facts.get(image.name));
  const before = versionOf(matched, image);
  const isKnown = before !== null && image.version !== undefined;
  const isNewer = isKnown && compareVersions(image.version, before) > 0;
  const isReplaced =
    verdict === 'different' ||
    (verdict === 'unknown' && isNewer) ||
    formatDifference(image, matched) !== null;
  if (matched.protected && (isReplaced || image.protected === false)) return ofProtected(image, matched);
  if (isReplaced) return isNewer ? null : ofAnotherVersion(image, matched, before);
  const isOfVersion = isKnown && compareVersions(image.version, before) === 0;
  return verdict === 'same' || isOfVersion ? null : ofUnknown(image, matched);
}

function ofSeveral({ name, publisherId }: DesiredImage, candidates: readonly Image[]): Refusal {
  const ids = candidates.map(({ id }) => id).sort();
  const more = ids.length > SHOWN ? ` and ${ids.length - SHOWN} more` : '';
  return {
    message: `no image bears the name, and ${ids.length} bear the same ${publisherId?.property} under other names (${ids.slice(0, SHOWN).join(', ')}${more}): nothing is guessed, and no other is made`,
    hint: `Give the right one the name ${JSON.stringify(name)}, or remove that property from those that are somebody's copies: openstack image unset --property ${publisherId?.property} ID`,
  };
}

/** Ids in a message. */
const SHOWN = 10;

/** Somebody meant it to stay as it is. */
function ofProtected(image: DesiredImage, matched: Image): Refusal {
  return {
    message: `${known(image, matched)}, and is protected: what is known by its identifier alone is not unprotected, nor replaced while it is`,
    hint: `Lift the protection if it may be taken over: openstack image set --unprotected ${matched.id}. ${wayOut(image, matched)}`,
  };
}

/** With other content and no lower version, it may be anybody's copy that was worked on. */
function ofAnotherVersion(image: DesiredImage, matched: Image, before: string | null): Refusal {
  const { version } = image;
  return {
    message: `${known(image, matched)}, and is not what the publisher offers: its version is ${shown(before)}, and the publisher's ${shown(version)} is not newer`,
    hint: wayOut(image, matched),
  };
}

/** Neither digests nor versions tell, as of what another tool has converted. */
function ofUnknown(image: DesiredImage, matched: Image): Refusal {
  return {
    message: `${known(image, matched)}, and nobody can tell whether it holds what the publisher offers: no digest does, and the versions do not agree`,
    hint: wayOut(image, matched),
  };
}

function shown(version: string | null | undefined): string {
  if (version == null) return 'not known';
  return version.length > 80 ? `${version.slice(0, 80)}…` : version;
}

function known({ publisherId }: DesiredImage, matched: Image): string {
  return `image ${matched.id} (${JSON.stringify(matched.name)}) has the same ${publisherId?.property} under another name`;
}

function wayOut({ name, publisherId }: DesiredImage, { id }: Image): string {
  return `If it is meant, give it the name ${JSON.stringify(name)}; if it is somebody's copy, have another made by removing that property from it: openstack image unset --property ${publisherId?.property} ${id}`;
}
