import { readMarkers } from '../../image/markers.ts';
import { holdsData, isOwn, isSetAside, type Owners } from '../../image/ownership.ts';
import type { Desired, DesiredImage } from '../../model/desired.ts';
import type { Image } from '../../model/image.ts';
import { MARKER } from '../../model/marker.ts';
import { ownersOf, type PlanInput } from '../input.ts';
import { type EntryIndex, groupBy, type ImageIndex, indexOf } from './indexes.ts';
import { namesInUse } from './names-in-use.ts';

/** Published images that bear an entry's identifier under another name, in the order given. */
export interface IdMatches {
  /** Of our project; nobody has marked them, and no other entry has a claim to them. */
  readonly matchedById: readonly Image[];
  /** Another stack's, asked for by several entries, or another project's public ones. */
  readonly others: readonly Image[];
}

const NO_KIN: IdMatches = { matchedById: [], others: [] };

/**
 * What other tools have published for the same publisher, as they recorded its identifier: for an entry whose name
 * nothing bears. `entries` are all of the file.
 */
export function findIdMatches(
  image: DesiredImage,
  entries: EntryIndex,
  { stack, index, owners }: IdMatchContext,
): IdMatches {
  const { publisherId } = image;
  if (publisherId === undefined || !seeksIdMatch(image)) return NO_KIN;
  const bearers = index
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
  if (bearers.length === 0) return NO_KIN;
  const hasRival = (claimants: readonly DesiredImage[]) => claimants.some((entry) => entry !== image);
  const free = bearers.filter(
    ({ id, name }) => !hasRival(entries.named(name)) && !hasRival(entries.pinnedTo(id)),
  );
  const isDisputed = hasRival(entries.withPublisherId(publisherId));
  const isMatchedById = (live: Image) =>
    !isDisputed && live.properties[MARKER.stack] === undefined && isOwn(live, owners);
  return { matchedById: free.filter(isMatchedById), others: free.filter((live) => !isMatchedById(live)) };
}

/** Whether an entry would take over what others have published for it. */
export function seeksIdMatch({ id, state, expiry }: Pick<DesiredImage, 'id' | 'state' | 'expiry'>): boolean {
  return id === undefined && state === 'present' && expiry === undefined;
}

interface IdMatchContext {
  readonly stack: string;
  readonly index: ImageIndex;
  readonly owners: Owners;
}

/** cloudkeeper marks what it has replaced, and removes it later. */
function isRetired({ properties }: Image): boolean {
  return properties.APPLIANCE_STATUS === 'EOL';
}

/** What Nova writes on snapshots and backups of servers, which inherit the properties of the server's image. */
const OF_SERVERS = ['base_image_ref', 'instance_uuid', 'block_device_mapping'] as const;

function isMadeOfServer({ properties }: Image): boolean {
  return OF_SERVERS.some((key) => properties[key] !== undefined);
}

/**
 * Published images keep their publisher's identifier when they get another title: a live image of this stack that
 * bears it, under a name that the state does not list any more, is the same image, to be renamed. Any project can write
 * our markers on its own images: those of others lead to no name. Nor does an image that several entries would take.
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
