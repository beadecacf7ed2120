import { readMarkers } from '../../image/markers.ts';
import { holdsData, isOurs, isOwn } from '../../image/ownership.ts';
import type { DesiredImage } from '../../model/desired.ts';
import { type Digests, namesOf } from '../../model/digest.ts';
import type { Image } from '../../model/image.ts';
import { MARKER } from '../../model/marker.ts';
import { outdatedInspection } from '../change/inspection.ts';
import { heldDigests, holdsWantedBytes } from '../change/restore.ts';
import { compareContent } from '../content/compare.ts';
import { comparableDigests, formatDifference, wantedFormat } from '../content/wanted.ts';
import { blockStranger } from '../guards/origin.ts';
import { hasOtherOrigin, type Move, ownersOf } from '../input.ts';
import { groupBy } from '../match/indexes.ts';
import type { Match } from '../match/match.ts';
import { type MatchedImage, type MatchedInput, selectedMatches } from '../match/match-all.ts';
import { findUnlisted } from '../prune/unlisted.ts';

/** An image that its entry gives up, or that the file no longer lists. */
interface Donor extends Omit<Move, 'to'> {
  /** The entry that has the image; null: none has. */
  readonly owner: DesiredImage | null;
}

/**
 * Finds the entries whose wanted bytes the stack holds under another name, in an image that its entry gives up: it gets
 * other content, has it as a backup, or is absent; or no entry has the image, and `prune` would take it away. Every
 * given digest must be known of the image and agree.
 */
export function findMoves(input: MatchedInput): readonly Move[] {
  const given = selectedMatches(input).flatMap(([image, match]) => donorsOf(image, match, input));
  return movesFrom([...given, ...unlistedDonors(input).filter((donor) => isTakenAway(donor, input))], input);
}

/** Finds the moves of unlisted images that would be made if `prune` did not leave the images as they are. */
export function findMissedMoves(input: MatchedInput): readonly Move[] {
  return movesFrom(
    unlistedDonors(input).filter((donor) => !isTakenAway(donor, input)),
    input,
  );
}

function movesFrom(donors: readonly Donor[], input: MatchedInput): readonly Move[] {
  const byDigest = groupBy(donors, ({ image }) => namedDigests(heldDigests(image)));
  const moves = new Map<Image, Move>();
  if (donors.length === 0) return [];
  const byName = [...selectedMatches(input)].sort(([a], [b]) => (a.name < b.name ? -1 : 1));
  for (const [image, match] of byName) {
    if (!seeks({ image, match, input })) continue;
    const [wanted = ''] = namedDigests(comparableDigests(image, input.facts.get(image.name)));
    const donor = byDigest
      .get(wanted)
      ?.find((one) => !moves.has(one.image) && fits(one, { image, match, input }, [...moves.values()]));
    if (donor) moves.set(donor.image, { image: donor.image, to: image.name, freedBy: donor.freedBy });
  }
  return [...moves.values()];
}

function namedDigests(digests: Digests): readonly string[] {
  return namesOf(digests).map((name) => `${name}:${digests[name]}`);
}

/** The images that an entry gives up, in the order of preference. */
function donorsOf(owner: DesiredImage, match: Match, input: MatchedInput): readonly Donor[] {
  const { live, superseded, backups } = match;
  const isAbsent = owner.state === 'absent';
  const facts = input.facts.get(owner.name);
  const isGivenUp =
    live !== null &&
    (isAbsent
      ? !owner.preventDelete
      : compareContent(owner, live, facts).verdict === 'different' || formatDifference(owner, live));
  const current =
    match.by === 'marker' && isGivenUp && owner.id === undefined && (isAbsent || owner.source)
      ? [{ owner, image: live, freedBy: isAbsent ? null : owner.name }]
      : [];
  // The entry itself may publish such a backup again.
  const others = backups.filter((backup) => compareContent(owner, backup, facts).verdict === 'different');
  return [
    ...current,
    ...[...(match.by === 'marker' ? superseded : []), ...others].map((image) => ({
      owner,
      image,
      freedBy: null,
    })),
  ].filter(({ image }) => isUsable(image, owner, input));
}

/**
 * Unlisted images of this file. Where the stack never had an entry of the file, they are probably those of another file
 * whose stack has the same name: only an image that records this file's origin counts then.
 */
function unlistedDonors(input: MatchedInput): readonly Donor[] {
  const { origin } = input.desired;
  const isStranger = blockStranger(input).length > 0;
  const isOfThisFile = (image: Image) =>
    !isStranger || (origin !== undefined && readMarkers(image)?.origin === origin);
  return findUnlisted(input)
    .flatMap(({ published, backups }) => [...published, ...backups])
    .filter((image) => isUsable(image, {}, input) && isOfThisFile(image))
    .map((image) => ({ owner: null, image, freedBy: null }));
}

/** Whether `prune` would hide, deactivate or delete an unlisted image. */
function isTakenAway({ image }: Donor, { desired, observed }: MatchedInput): boolean {
  const { settings, bareFiles = [] } = desired;
  const can = { never: false, hide: observed.features.hidden, deactivate: true, delete: !image.protected };
  return can[settings.prune] && bareFiles.length === 0 && !readMarkers(image)?.preventDelete;
}

/** Whether this file published the image, and no user put it away. */
function isUsable(
  image: Image,
  owner: Pick<DesiredImage, 'owner'> & Partial<DesiredImage>,
  input: MatchedInput,
) {
  const markers = readMarkers(image);
  const isPutAway = image.status === 'deactivated' && markers?.pruned !== 'deactivate';
  const isRetired = markers?.role === 'backup' && (owner.backup?.deactivate ?? false);
  return (
    holdsData(image) &&
    (!isPutAway || isRetired) &&
    image.properties[MARKER.id] === image.id &&
    isOurs(image, input.desired.stack, ownersOf(owner, input)) &&
    !hasOtherOrigin(image, input)
  );
}

/** Whether the entry would be uploaded. */
function seeks({ image, match, input }: MatchedImage): boolean {
  if (image.state === 'absent' || image.id !== undefined || !image.source) return false;
  // No donor has passed the checks of this entry.
  if (image.checks !== undefined || image.expiry) return false;
  const isOpen = match.ambiguous.length + match.busy.length + match.inOtherProject.length > 0;
  if (isOpen || match.superseded.length > 0) return false;
  const facts = input.facts.get(image.name);
  const has = (other: Image) => compareContent(image, other, facts).verdict === 'same';
  if ([...match.staged, ...match.backups].some(has)) return false;
  if (match.live === null) return match.by === null;
  return match.by === 'marker' && compareContent(image, match.live, facts).verdict === 'different';
}

function fits(donor: Donor, { image, match, input }: MatchedImage, moves: readonly Move[]): boolean {
  const found = donor.image;
  if (donor.owner?.name === image.name || !isOwn(found, ownersOf(image, input))) return false;
  const facts = input.facts.get(image.name);
  const diskFormat = wantedFormat(image);
  const containerFormat = image.containerFormat ?? match.live?.containerFormat ?? 'bare';
  const minDisk = image.minDisk ?? (match.live ?? found).minDisk;
  return (
    (diskFormat === undefined || diskFormat === found.diskFormat) &&
    containerFormat === found.containerFormat &&
    holdsWantedBytes({ image, facts }, found) &&
    outdatedInspection(image, { minDisk }, found) === null &&
    readMarkers(found)?.list?.identifier === image.list?.identifier &&
    !exposes(donor, image, match) &&
    !waitsForItself(donor, image, moves)
  );
}

/** Whether projects would see the image under its new name that the file does not let see it. */
function exposes({ image }: Donor, { visibility, members }: DesiredImage, { live }: Match): boolean {
  if ((visibility ?? live?.visibility) !== 'shared' || members !== undefined) return false;
  return live !== null || readMarkers(image)?.role === 'backup';
}

/** Whether two entries would wait for each other to publish. */
function waitsForItself({ owner, freedBy }: Donor, { name }: DesiredImage, moves: readonly Move[]): boolean {
  if (freedBy === null) return false;
  if (Object.keys(owner?.references ?? {}).length > 0) return true;
  for (let next: string | null = freedBy; next !== null; ) {
    if (next === name) return true;
    const before: string | null = next;
    next = moves.find(({ to }) => to === before)?.freedBy ?? null;
  }
  return false;
}
