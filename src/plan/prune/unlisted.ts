import { type Markers, readMarkers } from '../../image/markers.ts';
import { isOurs, isOwn, ownersIn } from '../../image/ownership.ts';
import { publishersOf } from '../../model/desired.ts';
import type { Image } from '../../model/image.ts';
import { MARKER } from '../../model/marker.ts';
import { mayAdopt } from '../guards/adoption.ts';
import type { PlanInput } from '../input.ts';
import { isPartial } from '../selection.ts';

/** The images of our stack under one name that the file does not list. Each list is in order of id. */
export interface Unlisted {
  readonly name: string;
  readonly published: readonly Image[];
  readonly backups: readonly Image[];
  readonly staged: readonly Image[];
  /** Images of any role that belong to another project: reconcile never changes them. */
  readonly inOtherProject: readonly Image[];
  /** Our images that this stack did not publish, but replaced: they stay unless this run may take them. */
  readonly found: readonly Image[];
}

type Group = Markers['role'] | 'inOtherProject' | 'found';

/**
 * The unlisted images of a stack that the file names, in order of name. Empty for a partial run, while entries are
 * skipped or a section is disabled, and for a file without a stack's name: all such files share one stack.
 */
export function findUnlisted(input: PlanInput): readonly Unlisted[] {
  return input.desired.stackNamed ? groupUnlisted(input) : [];
}

/** The unlisted images of the one stack that all files without a stack's name share; they may be another file's. */
export function findNameless(input: PlanInput): readonly Unlisted[] {
  return input.desired.stackNamed ? [] : groupUnlisted(input);
}

function groupUnlisted({
  desired,
  observed,
  selection,
  allowed,
  moves = [],
}: PlanInput): readonly Unlisted[] {
  // A skipped entry is listed, but its name may not be known.
  if (isPartial(selection) || publishersOf(desired).skipped.length > 0 || desired.disabled) return [];
  const known = new Set(desired.images.flatMap((image) => [image.name, ...image.previously]));
  const taken = new Set([...desired.images.map(({ id }) => id), ...moves.map(({ image }) => image.id)]);
  const ours = ownersIn(observed.target);
  const byName = new Map<string, { readonly live: Image; readonly role: Group }[]>();
  for (const live of observed.images) {
    const markers = readMarkers(live);
    if (markers?.stack !== desired.stack || known.has(markers.image) || taken.has(live.id)) continue;
    const isInOtherProject = !isOwn(live, ours);
    if (isInOtherProject && !isBelieved(live)) continue;
    const isFound = !isOurs(live, desired.stack, ours) && !mayAdopt({ name: markers.image }, allowed);
    const role = isInOtherProject ? 'inOtherProject' : isFound ? 'found' : markers.role;
    const others = byName.get(markers.image) ?? [];
    others.push({ live, role });
    byName.set(markers.image, others);
  }
  return [...byName]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, images]) => {
      const withRole = (role: Group) =>
        images
          .filter((image) => image.role === role)
          .map(({ live }) => live)
          .sort((a, b) => (a.id < b.id ? -1 : 1));
      return {
        name,
        published: withRole('current'),
        backups: withRole('backup'),
        staged: withRole('staged'),
        inOtherProject: withRole('inOtherProject'),
        found: withRole('found'),
      };
    });
}

/** Any project may write our markers on its own images and share them with a whole cloud. */
function isBelieved(live: Image): boolean {
  return live.properties[MARKER.id] === live.id && live.visibility !== 'community';
}
