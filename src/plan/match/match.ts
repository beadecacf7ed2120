import { isMarkedIdMatch, readMarkers } from '../../image/markers.ts';
import { lastRetiredFirst, newestFirst } from '../../image/order.ts';
import { hasName, holdsData, isOwn, isSetAside, type Owners } from '../../image/ownership.ts';
import type { Desired, DesiredImage } from '../../model/desired.ts';
import type { Image } from '../../model/image.ts';
import { MARKER } from '../../model/marker.ts';
import { memoize } from '../../model/memoize.ts';
import type { Move } from '../input.ts';
import { type EntryIndex, type ImageIndex, indexEntries, indexOf } from './indexes.ts';
import { findIdMatches } from './publisher-id.ts';

/** The live images that belong to one entry of the file, by what they are to it. */
export interface Match {
  /** The image that the entry manages; null when there is none, or when several could be meant (`ambiguous`). */
  readonly live: Image | null;
  /**
   * How it was found; `identifier` means by publisher id, `content` that another entry gives it up. Null when none was
   * found.
   */
  readonly by: 'id' | 'marker' | 'name' | 'former name' | 'identifier' | 'content' | null;
  /** Images that could all be meant; empty when the match is certain. */
  readonly ambiguous: readonly Image[];
  /** Our other images marked as current for the entry: an earlier run stopped between publishing and retiring. */
  readonly superseded: readonly Image[];
  /** Our stack's staged images that were never published: leftovers of interrupted runs. */
  readonly staged: readonly Image[];
  /** Our stack's staged images that another run works on. */
  readonly busy: readonly Image[];
  /** Our stack's backups of the image, the last retired first. */
  readonly backups: readonly Image[];
  /** Staged images and backups that another state file of the same stack made: they are not the entry's. */
  readonly elsewhere: readonly Image[];
  /** Images of our project with the entry's name that are not meant (also those still without data). */
  readonly namesakes: readonly Image[];
  /** Public images of other projects with the entry's name. Others that an administrator sees are not reported. */
  readonly foreign: readonly Image[];
  /** Our stack's published images of the entry in a project that is not ours (any more). */
  readonly inOtherProject: readonly Image[];
  /** Our published images with a former name, beside one with the name itself: reconcile no longer manages them. */
  readonly forgotten: readonly Image[];
  /** Published images, ours or public, that have the entry's publisher id under other names and are not meant. */
  readonly idMatches: readonly Image[];
  /** The image that the entry gets because it holds the wanted bytes: `live` itself, or its successor. Absent: none. */
  readonly gets?: Move;
  /** The move of the entry's live image to another entry. Absent: none. */
  readonly gives?: Move;
}

interface MatchContext {
  readonly stack: string;
  /** Projects whose images count as our own: the one we are in, and the owner that the file names. */
  readonly owners: (image: DesiredImage) => Owners;
  /** Names of all entries of the file. A name in use does not count as a former name. */
  readonly names: ReadonlySet<string>;
  /** In any order. */
  readonly images: readonly Image[];
  /** Ids of staged images that another run works on. */
  readonly busy: ReadonlySet<string>;
  /** Whether another state file of the same stack made an image. */
  readonly isElsewhere: (image: Image) => boolean;
}

/**
 * Finds the live image of each entry of the file: by pinned id, else by marker, else by name or former name, else by
 * publisher id.
 */
export function matchImages(
  desired: Pick<Desired, 'images'>,
  context: MatchContext,
): ReadonlyMap<DesiredImage, Match> {
  const { images } = desired;
  const indexed = { ...context, index: indexNewestFirst(context.images), entries: indexEntries(images) };
  const roles = images.map((image) => [image, rolesOf(image, indexed)] as const);
  const claimed = new Set<string>();
  for (const [image, { currents }] of roles) {
    for (const current of currents) claimed.add(current.id);
    if (image.id !== undefined) claimed.add(image.id);
  }
  return new Map(
    roles.map(([image, imageRoles]) => [image, matchImage(image, imageRoles, indexed, claimed)]),
  );
}

/** The context with its indexes. The image index returns the newest images first. */
interface Indexed extends MatchContext {
  readonly index: ImageIndex;
  readonly entries: EntryIndex;
}

const indexNewestFirst = memoize((images: readonly Image[]) => indexOf(newestFirst(images)));

function matchImage(
  image: DesiredImage,
  roles: Roles,
  context: Indexed,
  claimed: ReadonlySet<string>,
): Match {
  const owners = context.owners(image);
  const sameNamed = context.index.withNames(new Set([image.name]));
  const named = sameNamed.filter((live) => hasName(live, image.name, owners));
  const inOtherProject = context.index
    .markedAs(context.stack, knownNames(image, context))
    .filter((other) => isInOtherProject(other, owners));
  const known = findLive(image, context, named, roles.currents, claimed);
  const { matchedById: matches, others: foreignIdMatches } =
    known.by === null
      ? findIdMatches(image, context.entries, { ...context, owners })
      : { matchedById: [], others: [] };
  // Not if our own image is in another project: there would be two. An image of the name without data does not count,
  // nor does another entry's image.
  const found = matches.length > 0 && inOtherProject.length === 0 ? oneOf(matches, 'identifier') : known;
  const { live } = found;
  const superseded = roles.currents.filter((current) => current !== live);
  const others = (images: readonly Image[]) => images.filter((other) => other !== live);
  return {
    ...found,
    superseded,
    staged: others(roles.staged).filter((staged) => !context.busy.has(staged.id)),
    busy: roles.staged.filter((staged) => context.busy.has(staged.id)),
    backups: others(roles.backups),
    elsewhere: others(roles.elsewhere),
    namesakes: others(named).filter(
      (other) => !superseded.includes(other) && !found.ambiguous.includes(other),
    ),
    foreign: sameNamed.filter((other) => other.visibility === 'public' && !isOwn(other, owners)),
    inOtherProject: others(inOtherProject),
    forgotten: others(roles.forgotten),
    idMatches: [...others(matches).filter((other) => !found.ambiguous.includes(other)), ...foreignIdMatches],
  };
}

function findLive(
  image: DesiredImage,
  context: Indexed,
  named: readonly Image[],
  currents: readonly Image[],
  claimed: ReadonlySet<string>,
): Pick<Match, 'live' | 'by' | 'ambiguous'> {
  if (image.id !== undefined) return findPinned(image.id, context);
  if (currents.length > 0) {
    return { live: currents[0] ?? null, by: 'marker', ambiguous: [] };
  }
  const free = (live: Image) => holdsData(live) && !claimed.has(live.id);
  const byName = named.filter(free);
  if (byName.length > 0) return oneOf(byName, 'name');
  const owners = context.owners(image);
  const former = context.index
    .withNames(formerNames(image, context))
    .filter((live) => free(live) && isOwn(live, owners) && !isSetAside(live));
  return oneOf(former, 'former name');
}

/** The pinned image, if it holds data and is not staged. One without data may be resumed, to upload into it. */
function findPinned(id: string, { index }: Indexed): Pick<Match, 'live' | 'by' | 'ambiguous'> {
  const live = index
    .withIds(new Set([id]))
    .find((candidate) => holdsData(candidate) && readMarkers(candidate)?.role !== 'staged');
  return { live: live ?? null, by: live ? 'id' : null, ambiguous: [] };
}

function oneOf(
  candidates: readonly Image[],
  by: 'name' | 'former name' | 'identifier',
): Pick<Match, 'live' | 'by' | 'ambiguous'> {
  const [only, ...others] = candidates;
  if (only === undefined) return { live: null, by: null, ambiguous: [] };
  if (others.length > 0) return { live: null, by, ambiguous: candidates };
  return { live: only, by, ambiguous: [] };
}

type Roles = Pick<Match, 'forgotten' | 'staged' | 'backups' | 'elsewhere'> & {
  readonly currents: readonly Image[];
};

/** Our stack's images with this name (or a former one), by the role in their markers. */
function rolesOf(image: DesiredImage, context: Indexed): Roles {
  const owners = context.owners(image);
  const marked = context.index.markedAs(context.stack, knownNames(image, context)).flatMap((live) => {
    const markers = isOwn(live, owners) ? readMarkers(live) : null;
    return markers ? [{ live, role: markers.role, exact: markers.image === image.name }] : [];
  });
  const withRole = (role: string) => marked.filter((entry) => entry.role === role).map((entry) => entry.live);
  const elsewhere = [...withRole('staged'), ...withRole('backup')].filter(context.isElsewhere);
  const ownWith = (role: string) => withRole(role).filter((live) => !elsewhere.includes(live));
  const published = marked.filter((entry) => entry.role === 'current' && holdsData(entry.live));
  const exact = published.filter((entry) => entry.exact);
  return {
    currents: (exact.length > 0 ? exact : published).map((entry) => entry.live),
    forgotten: exact.length > 0 ? published.filter((entry) => !entry.exact).map((entry) => entry.live) : [],
    staged: ownWith('staged'),
    backups: lastRetiredFirst(ownWith('backup')),
    elsewhere,
  };
}

/**
 * Whether an image is marked as published by us but belongs to another project. Any project may write our markers on its
 * own images, so community images do not count, and an image that counts only blocks a change and is never changed.
 */
function isInOtherProject(live: Image, owners: Owners): boolean {
  return (
    readMarkers(live)?.role === 'current' &&
    live.properties[MARKER.id] === live.id &&
    live.visibility !== 'community' &&
    !isOwn(live, owners)
  );
}

/** The names that an entry's live images may be marked with. */
function knownNames(image: DesiredImage, context: MatchContext): ReadonlySet<string> {
  return new Set([image.name, ...formerNames(image, context)]);
}

function formerNames(image: DesiredImage, context: MatchContext): ReadonlySet<string> {
  return new Set(image.previously.filter((name) => !context.names.has(name)));
}

/**
 * The live image if it was matched by publisher id only: it has another name, and no markers but those of a run that
 * stopped before it replaced the image. It may be a user's copy, because snapshots and images of volumes inherit the
 * publisher id. Null if the match has another ground.
 */
export function matchedById({ live, by }: Pick<Match, 'live' | 'by'>): Image | null {
  return live && (by === 'identifier' || isMarkedIdMatch(live)) ? live : null;
}
