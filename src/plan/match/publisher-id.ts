import { readMarkers } from '../../image/markers.ts';
import { holdsData, isOwn, isSetAside, type Owners } from '../../image/ownership.ts';
import type { Desired, DesiredImage } from '../../model/desired.ts';
import type { Image } from '../../model/image.ts';
import { MARKER } from '../../model/marker.ts';
import { ownersOf, type PlanInput } from '../input.ts';
import { type EntryIndex, groupBy, type ImageIndex, indexOf } from './indexes.ts';
import { namesInUse } from './names-in-use.ts';

/** Published images that have an entry's publisher id under another name, in the order given. */
interface IdMatches {
  /** Images of our project without markers, to which no other entry has a claim. */
  readonly matchedById: readonly Image[];
  /** Images of another stack, public ones of another project, or images that several entries ask for. */
  readonly others: readonly Image[];
}

const NO_ID_MATCHES: IdMatches = { matchedById: [], others: [] };

/**
 * Finds images that other tools published and recorded the same publisher id on. For an entry that no image matches
 * otherwise. `entries` are all entries of the file.
 */
export function findIdMatches(
  image: DesiredImage,
  entries: EntryIndex,
  { stack, index, owners }: IdMatchContext,
): IdMatches {
  const { publisherId } = image;
  if (publisherId === undefined || !seeksIdMatch(image)) return NO_ID_MATCHES;
  const candidates = index
    .withPublisherId(publisherId)
    .filter(
      (live) =>
        live.name !== image.name &&
        (isOwn(live, owners) || live.visibility === 'public') &&
        holdsData(live) &&
        live.properties[MARKER.stack] !== stack &&
        !isSetAside(live) &&
        !isRetired(live) &&
        !isMadeOfServer(live),
    );
  if (candidates.length === 0) return NO_ID_MATCHES;
  const hasRival = (claimants: readonly DesiredImage[]) => claimants.some((entry) => entry !== image);
  const free = candidates.filter(
    ({ id, name }) => !hasRival(entries.named(name)) && !hasRival(entries.pinnedTo(id)),
  );
  const isDisputed = hasRival(entries.withPublisherId(publisherId));
  const isMatchedById = (live: Image) =>
    !isDisputed && live.properties[MARKER.stack] === undefined && isOwn(live, owners);
  return { matchedById: free.filter(isMatchedById), others: free.filter((live) => !isMatchedById(live)) };
}

/** Whether an entry would adopt an image that was matched by publisher id only. */
export function seeksIdMatch({ id, state, expiry }: Pick<DesiredImage, 'id' | 'state' | 'expiry'>): boolean {
  return id === undefined && state === 'present' && expiry === undefined;
}

interface IdMatchContext {
  readonly stack: string;
  readonly index: ImageIndex;
  readonly owners: Owners;
}

/** cloudkeeper marks an image that it replaced, and deletes it later. */
function isRetired({ properties }: Image): boolean {
  return properties.APPLIANCE_STATUS === 'EOL';
}

/** Properties that Nova writes on snapshots and backups of servers, which inherit the properties of the server's image. */
const OF_SERVERS = ['base_image_ref', 'instance_uuid', 'block_device_mapping'] as const;

function isMadeOfServer({ properties }: Image): boolean {
  return OF_SERVERS.some((key) => properties[key] !== undefined);
}

/**
 * Adds former names to entries whose publisher gave the image a new title. A published image keeps its publisher id, so
 * a live image of this stack with that id, under a name that the state no longer lists, is the same image. Images of
 * other projects add no name, because any project can write our markers. Nor does a name that several entries would take.
 */
export function withFormerNames(input: Pick<PlanInput, 'desired' | 'observed' | 'projects'>): Desired {
  const { desired, observed } = input;
  const listed = namesInUse(desired);
  const { withPublisherId } = indexOf(observed.images);
  const formerNames = (image: DesiredImage) =>
    (image.publisherId === undefined ? [] : withPublisherId(image.publisherId)).flatMap((live) => {
      const markers = readMarkers(live);
      if (!isOwn(live, ownersOf(image, input))) return [];
      if (markers?.stack !== desired.stack || markers.role !== 'current') return [];
      return listed.has(markers.image) ? [] : [markers.image];
    });
  const found = new Map(desired.images.map((image) => [image, formerNames(image)]));
  const claimants = groupBy([...found], ([{ previously }, names]) => [...new Set([...previously, ...names])]);
  return {
    ...desired,
    images: desired.images.map((image) => {
      const former = (found.get(image) ?? []).filter(
        (name) => !image.previously.includes(name) && claimants.get(name)?.length === 1,
      );
      return former.length === 0
        ? image
        : { ...image, previously: [...image.previously, ...new Set(former)] };
    }),
  };
}
