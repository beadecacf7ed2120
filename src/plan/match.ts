import type { Desired, DesiredImage } from '../model/desired.ts';
import type { Image } from '../model/image.ts';
import { readMarkers } from './markers.ts';

/** The live images that one image of the file is about. */
export interface Match {
  /** The one that is meant; null when there is none, or when nobody can tell (`ambiguous`). */
  readonly live: Image | null;
  /** How it was found; null when nothing was. */
  readonly by: 'id' | 'marker' | 'name' | 'former name' | null;
  /** Images that could all be meant. Empty unless nobody can tell. */
  readonly ambiguous: readonly Image[];
  /** Other images of ours marked as current for it: an earlier run stopped between publishing and retiring. */
  readonly superseded: readonly Image[];
  /** Our stack's leftovers that were never published. */
  readonly staged: readonly Image[];
  /** Our stack's backups of it, the last retired first. */
  readonly backups: readonly Image[];
  /** Images of our project that bear the name but are not meant (also those still without data). */
  readonly namesakes: readonly Image[];
  /** Public images of other projects that bear the name: what an administrator sees beyond is nobody else's business. */
  readonly foreign: readonly Image[];
}

export interface MatchContext {
  /** Names of all images of the file: one that is in use is nobody's former name. */
  readonly names: ReadonlySet<string>;
  readonly stack: string;
  /** Projects whose images count as our own: the one we are in, and the owner that the file names. */
  readonly owners: (image: DesiredImage) => ReadonlySet<string> | 'all';
  /** In any order. */
  readonly images: readonly Image[];
  /** Whether a live image holds the content that is wanted; decides between two that are marked as current. */
  readonly holdsWanted: (image: DesiredImage, live: Image) => boolean;
}

/** Finds for each image of the file the live one it is about: by id, else by marker, else by name. */
export function matchImages(
  desired: Pick<Desired, 'images'>,
  context: MatchContext,
): ReadonlyMap<DesiredImage, Match> {
  const ordered = { ...context, images: newestFirst(context.images) };
  const claimed = new Set<string>();
  for (const image of desired.images) {
    const { currents } = roles(image, ordered);
    for (const current of currents) claimed.add(current.id);
    if (image.id !== undefined) claimed.add(image.id);
  }
  return new Map(desired.images.map((image) => [image, matchImage(image, ordered, claimed)]));
}

function matchImage(image: DesiredImage, context: MatchContext, claimed: ReadonlySet<string>): Match {
  const { currents, staged, backups } = roles(image, context);
  const own = ownImages(image, context);
  const named = own.filter((live) => live.name === image.name && !isSetAside(live));
  const foreign = context.images.filter(
    (live) => live.name === image.name && live.visibility === 'public' && !own.includes(live),
  );
  const rest = { staged, backups, foreign };

  const found = findMeant(image, context, own, named, currents, claimed);
  const superseded = currents.filter((live) => live !== found.live);
  const namesakes = named.filter(
    (live) => live !== found.live && !superseded.includes(live) && !found.ambiguous.includes(live),
  );
  return { ...rest, ...found, superseded, namesakes };
}

function findMeant(
  image: DesiredImage,
  context: MatchContext,
  own: readonly Image[],
  named: readonly Image[],
  currents: readonly Image[],
  claimed: ReadonlySet<string>,
): Pick<Match, 'live' | 'by' | 'ambiguous'> {
  if (image.id !== undefined) {
    const live = context.images.find((candidate) => candidate.id === image.id) ?? null;
    return { live, by: live && 'id', ambiguous: [] };
  }
  if (currents.length > 0) {
    const wanted = currents.filter((live) => context.holdsWanted(image, live));
    return {
      live: (wanted.length > 0 ? wanted : currents)[0] ?? null,
      by: 'marker',
      ambiguous: [],
    };
  }
  const free = (live: Image) => holdsData(live) && !claimed.has(live.id);
  const byName = named.filter(free);
  if (byName.length > 0) return oneOf(byName, 'name');
  const former = own.filter(
    (live) => free(live) && !isSetAside(live) && live.name !== null && image.previously.includes(live.name),
  );
  return oneOf(former, 'former name');
}

function oneOf(
  candidates: readonly Image[],
  by: 'name' | 'former name',
): Pick<Match, 'live' | 'by' | 'ambiguous'> {
  const [only, ...others] = candidates;
  if (only === undefined) return { live: null, by: null, ambiguous: [] };
  if (others.length > 0) return { live: null, by, ambiguous: candidates };
  return { live: only, by, ambiguous: [] };
}

/** Our stack's images of this name (or a former one), by the role that their markers give them. */
function roles(image: DesiredImage, context: MatchContext) {
  const former = formerNames(image, context);
  const marked = ownImages(image, context).flatMap((live) => {
    const markers = readMarkers(live);
    if (markers?.stack !== context.stack) return [];
    const exact = markers.image === image.name;
    return exact || former.has(markers.image) ? [{ live, role: markers.role, exact }] : [];
  });
  const withRole = (role: string) => marked.filter((entry) => entry.role === role).map((entry) => entry.live);
  const published = marked.filter((entry) => entry.role === 'current' && holdsData(entry.live));
  const exact = published.filter((entry) => entry.exact);
  return {
    currents: (exact.length > 0 ? exact : published).map((entry) => entry.live),
    staged: withRole('staged'),
    backups: lastRetiredFirst(withRole('backup')),
  };
}

function formerNames(image: DesiredImage, context: MatchContext): ReadonlySet<string> {
  return new Set(image.previously.filter((name) => !context.names.has(name)));
}

function ownImages(image: DesiredImage, context: MatchContext): readonly Image[] {
  const owners = context.owners(image);
  return owners === 'all'
    ? context.images
    : context.images.filter((live) => live.owner !== null && owners.has(live.owner));
}

/** Backups and staged images, whoever's stack they belong to, are not the published image of any name. */
function isSetAside(live: Image): boolean {
  const role = readMarkers(live)?.role;
  return role === 'backup' || role === 'staged';
}

/** Only an image with data can be the published one; one that is queued or on its way is somebody's work. */
export function holdsData(live: Image): boolean {
  return live.status === 'active' || live.status === 'deactivated';
}

/** By time of creation, then by id, so that the order never depends on how they were listed. */
export function newestFirst(images: readonly Image[]): readonly Image[] {
  return [...images].sort(
    (a, b) => b.createdAt.localeCompare(a.createdAt) || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0),
  );
}

/** In the order in which they stopped being the published image; `images` is sorted newest first already. */
function lastRetiredFirst(images: readonly Image[]): readonly Image[] {
  const turn = (image: Image) => readMarkers(image)?.retired ?? 0;
  return [...images].sort((a, b) => turn(b) - turn(a));
}
