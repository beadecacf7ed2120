import { isMarkedAsFound, readMarkers } from '../../image/markers.ts';
import { lastRetiredFirst, newestFirst } from '../../image/order.ts';
import { bearsName, holdsData, isOwn, isSetAside, type Owners } from '../../image/ownership.ts';
import type { Desired, DesiredImage } from '../../model/desired.ts';
import type { Image } from '../../model/image.ts';
import { MARKER } from '../../model/marker.ts';
import { memoize } from '../../model/memoize.ts';
import { type EntryIndex, type ImageIndex, indexEntries, indexOf } from './indexes.ts';
import { findIdMatches } from './publisher-id.ts';

/** The live images that one image of the file is about. */
export interface Match {
  /** The one that is meant; null when there is none, or when nobody can tell (`ambiguous`). */
  readonly live: Image | null;
  /** How it was found; null when nothing was. */
  readonly by: 'id' | 'marker' | 'name' | 'former name' | 'identifier' | null;
  /** Images that could all be meant. Empty unless nobody can tell. */
  readonly ambiguous: readonly Image[];
  /** Other images of ours marked as current for it: an earlier run stopped between publishing and retiring. */
  readonly superseded: readonly Image[];
  /** Our stack's leftovers that were never published. */
  readonly staged: readonly Image[];
  /** Our stack's staged images that another run is at work on. */
  readonly busy: readonly Image[];
  /** Our stack's backups of it, the last retired first. */
  readonly backups: readonly Image[];
  /** Images of our project that bear the name but are not meant (also those still without data). */
  readonly namesakes: readonly Image[];
  /** Public images of other projects that bear the name: what an administrator sees beyond is nobody else's business. */
  readonly foreign: readonly Image[];
  /** Our stack's published image of the name in a project that is not ours (any more). */
  readonly inOtherProject: readonly Image[];
  /** Our published images of a former name, next to one of the name itself: nothing looks after them any more. */
  readonly forgotten: readonly Image[];
  /** Published images, ours or public, that bear the publisher's identifier under other names and are not meant. */
  readonly idMatches: readonly Image[];
}

export interface MatchContext {
  readonly stack: string;
  /** Projects whose images count as our own: the one we are in, and the owner that the file names. */
  readonly owners: (image: DesiredImage) => Owners;
  /** Names of all images of the file: one that is in use is nobody's former name. */
  readonly names: ReadonlySet<string>;
  /** In any order. */
  readonly images: readonly Image[];
  /** Ids of staged images that another run is at work on. */
  readonly busy: ReadonlySet<string>;
  /** Whether a live image holds the content that is wanted; decides between two that are marked as current. */
  readonly holdsWanted: (image: DesiredImage, live: Image) => boolean;
}

/**
 * Finds for each image of the file the live one it is about: by id, else by marker, else by name, else by the
 * identifier that its publisher gave it.
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
  return new Map(roles.map(([image, its]) => [image, matchImage(image, its, indexed, claimed)]));
}

/** What is asked of every image of the file is looked up; answers are the newest first. */
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
  const bearers = context.index.withNames(new Set([image.name]));
  const named = bearers.filter((live) => bearsName(live, image.name, owners));
  const inOtherProject = context.index
    .markedAs(context.stack, knownNames(image, context))
    .filter((other) => isInOtherProject(other, owners));
  const known = findMeant(image, context, named, roles.currents, claimed);
  const { matchedById: matches, others: foreignIdMatches } =
    known.by === null
      ? findIdMatches(image, context.entries, { ...context, owners })
      : { matchedById: [], others: [] };
  // Our own that is elsewhere would be a second one. What bears the name without data, or for another entry, is none.
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
    namesakes: others(named).filter(
      (other) => !superseded.includes(other) && !found.ambiguous.includes(other),
    ),
    foreign: bearers.filter((other) => other.visibility === 'public' && !isOwn(other, owners)),
    inOtherProject: others(inOtherProject),
    forgotten: others(roles.forgotten),
    idMatches: [...others(matches).filter((other) => !found.ambiguous.includes(other)), ...foreignIdMatches],
  };
}

function findMeant(
  image: DesiredImage,
  context: Indexed,
  named: readonly Image[],
  currents: readonly Image[],
  claimed: ReadonlySet<string>,
): Pick<Match, 'live' | 'by' | 'ambiguous'> {
  if (image.id !== undefined) return findPinned(image.id, context);
  if (currents.length > 0) {
    const wanted = currents.filter((live) => context.holdsWanted(image, live));
    return { live: (wanted.length > 0 ? wanted : currents)[0] ?? null, by: 'marker', ambiguous: [] };
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

/** A staged image is not meant yet, and one without data never is: it may be taken up as the one to upload into. */
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

type Roles = Pick<Match, 'forgotten' | 'staged' | 'backups'> & { readonly currents: readonly Image[] };

/** Our stack's images of this name (or a former one), by the role that their markers give them. */
function rolesOf(image: DesiredImage, context: Indexed): Roles {
  const owners = context.owners(image);
  const marked = context.index.markedAs(context.stack, knownNames(image, context)).flatMap((live) => {
    const markers = isOwn(live, owners) ? readMarkers(live) : null;
    return markers ? [{ live, role: markers.role, exact: markers.image === image.name }] : [];
  });
  const withRole = (role: string) => marked.filter((entry) => entry.role === role).map((entry) => entry.live);
  const published = marked.filter((entry) => entry.role === 'current' && holdsData(entry.live));
  const exact = published.filter((entry) => entry.exact);
  return {
    currents: (exact.length > 0 ? exact : published).map((entry) => entry.live),
    forgotten: exact.length > 0 ? published.filter((entry) => !entry.exact).map((entry) => entry.live) : [],
    staged: withRole('staged'),
    backups: lastRetiredFirst(withRole('backup')),
  };
}

/**
 * Anybody may write our markers onto an image of their own; what they share with a whole cloud is not believed, and
 * what is believed only ever stops us, it is never worked on.
 */
function isInOtherProject(live: Image, owners: Owners): boolean {
  return (
    readMarkers(live)?.role === 'current' &&
    live.properties[MARKER.id] === live.id &&
    live.visibility !== 'community' &&
    !isOwn(live, owners)
  );
}

/** The names that its live images may be marked with. */
function knownNames(image: DesiredImage, context: MatchContext): ReadonlySet<string> {
  return new Set([image.name, ...formerNames(image, context)]);
}

function formerNames(image: DesiredImage, context: MatchContext): ReadonlySet<string> {
  return new Set(image.previously.filter((name) => !context.names.has(name)));
}

/**
 * The live image that is known by its publisher's identifier alone: it bears another name, and nobody has marked it
 * but a run that then did not replace it. Snapshots and images of volumes inherit the identifier, so that it may be
 * somebody's own copy. Null where another sign tells.
 */
export function matchedById({ live, by }: Pick<Match, 'live' | 'by'>): Image | null {
  return live && (by === 'identifier' || isMarkedAsFound(live)) ? live : null;
}
