import type { DesiredImage } from '../model/desired.ts';
import type { Image } from '../model/image.ts';
import { MARKER } from '../model/marker.ts';
import type { Blocker } from '../model/plan.ts';
import { compareVersions } from '../model/version-order.ts';
import type { Decision, ImageCase } from './decision.ts';
import { readMarkers } from './markers.ts';

/** An image whose publisher says that it has expired is never created, and left as it is where the file wants that. */
export function suspension({ image, match }: ImageCase): Decision | null {
  const { suspended } = image;
  if (!suspended || (match.live && !suspended.frozen)) return null;
  return {
    action: 'unchanged',
    reason: suspended.reason,
    fields: [],
    content: null,
    steps: [],
    warnings: [`${suspended.reason}; ${match.live ? 'it is left as it is' : 'it is not created'}`],
  };
}

/**
 * A list that goes back in time: an old one, replayed, would bring back what was withdrawn since, and drop what is new.
 * Any image of the stack tells, for the version is noted with new content only: also one that is not in the old list.
 */
export function olderList({ image, match, input }: ImageCase): Blocker | null {
  const { list } = image;
  if (!list) return null;
  const later = input.observed.images.filter((live) => isFromLater(live, list, input.desired.stack));
  const told = later.find(({ id }) => id === match.live?.id) ?? later[0];
  if (!told) return null;
  const which = told.id === match.live?.id ? 'the live image' : 'an image of this stack';
  return {
    code: 'downgrade',
    message: `the list ${list.identifier} has version ${list.version}, and ${which} came from version ${readMarkers(told)?.list?.version} of it: lists do not go back. Find out why an old list is served.`,
    candidates: later.map(({ id }) => id).sort(),
  };
}

/** What was staged and never published does not count. */
function isFromLater(live: Image, list: NonNullable<DesiredImage['list']>, stack: string): boolean {
  // Cheap, and false for most: markers take longer to read.
  if (!live.properties[MARKER.list]?.startsWith(`${encodeURI(list.identifier)} `)) return false;
  const markers = readMarkers(live);
  if (markers?.stack !== stack || markers.role === 'staged') return false;
  const { list: noted } = markers;
  return noted?.identifier === list.identifier && compareVersions(list.version, noted.version) < 0;
}

/** Where those who keep a publisher's identifier in a property keep its version, if not in `version`. */
const VERSION_BESIDE: Readonly<Record<string, string>> = {
  vmcatcher_event_dc_identifier: 'vmcatcher_event_hv_version',
  APPLIANCE_ID: 'APPLIANCE_VERSION',
};

function versionOf(live: Image, { handle }: DesiredImage): string | null {
  const { version } = live.properties;
  const beside = handle && VERSION_BESIDE[handle.property];
  return readMarkers(live)?.version ?? (beside && live.properties[beside]) ?? version ?? null;
}

/** Other content of a lower version than the live one, from a publisher whose versions only go up. */
export function olderVersion({ image, match }: ImageCase): Blocker | null {
  const { live, by } = match;
  if (!live) return null;
  const before = versionOf(live, image);
  if (by === 'identifier') return notNewer(image, live, before);
  if (!image.onlyUpwards || image.version === undefined) return null;
  if (before === null || compareVersions(image.version, before) >= 0) return null;
  return {
    code: 'downgrade',
    message: `the publisher offers version ${image.version}, and the live image has the higher version ${before}. Use \`reconcile rollback\` to go back to a backup, or remove the image to start anew.`,
    candidates: [live.id],
  };
}

/** Under another name, with other content and no lower version, it may be anybody's copy that was worked on. */
function notNewer(
  { name, handle, version }: DesiredImage,
  live: Image,
  before: string | null,
): Blocker | null {
  if (version !== undefined && before !== null && compareVersions(version, before) > 0) return null;
  return {
    code: 'downgrade',
    message: `image ${live.id} ("${live.name}") has the same ${handle?.property} and is not what the publisher offers: its version is ${before ?? 'not known'}, and the publisher's ${version ?? 'not known'} is not newer. Remove that property from it to have another image made, or give it the name "${name}" if it is meant.`,
    candidates: [live.id],
  };
}
