import { readMarkers } from '../../image/markers.ts';
import { holdsData, isOwn, isSetAside, type Owners } from '../../image/ownership.ts';
import type { Desired, DesiredImage } from '../../model/desired.ts';
import type { Image } from '../../model/image.ts';
import { MARKER } from '../../model/marker.ts';
import { type EntryIndex, type ImageIndex, indexOf } from './indexes.ts';
import { namesInUse } from './names-in-use.ts';

/** Published images that bear an entry's identifier under another name, in the order given. */
export interface Kin {
  /** Of our project; nobody has marked them, and no other entry has a claim to them. */
  readonly heirs: readonly Image[];
  /** Another stack's, asked for by several entries, or another project's public ones. */
  readonly others: readonly Image[];
}

const NO_KIN: Kin = { heirs: [], others: [] };

/**
 * What other tools have published for the same publisher, as they recorded its identifier: for an entry whose name
 * nothing bears. `entries` are all of the file.
 */
export function findKin(image: DesiredImage, entries: EntryIndex, { stack, index, owners }: KinContext): Kin {
  const { handle } = image;
  if (handle === undefined || !seeksKin(image)) return NO_KIN;
  const bearers = index
    .withHandle(handle)
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
  const isDisputed = hasRival(entries.withHandle(handle));
  const isHeir = (live: Image) =>
    !isDisputed && live.properties[MARKER.stack] === undefined && isOwn(live, owners);
  return { heirs: free.filter(isHeir), others: free.filter((live) => !isHeir(live)) };
}

/** Whether an entry would take over what others have published for it. */
export function seeksKin({
  id,
  state,
  suspended,
}: Pick<DesiredImage, 'id' | 'state' | 'suspended'>): boolean {
  return id === undefined && state === 'present' && suspended === undefined;
}

interface KinContext {
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
 * bears it, under a name that the state does not list any more, is the same image, to be renamed.
 */
export function withFormerNames(desired: Desired, images: readonly Image[]): Desired {
  const listed = namesInUse(desired);
  const { withHandle } = indexOf(images);
  const formerNames = ({ handle }: DesiredImage) =>
    (handle === undefined ? [] : withHandle(handle)).flatMap((live) => {
      const markers = readMarkers(live);
      if (markers?.stack !== desired.stack || markers.role !== 'current') return [];
      return listed.has(markers.image) ? [] : [markers.image];
    });
  return {
    ...desired,
    images: desired.images.map((image) => {
      const former = formerNames(image).filter((name) => !image.previously.includes(name));
      return former.length === 0
        ? image
        : { ...image, previously: [...image.previously, ...new Set(former)] };
    }),
  };
}
