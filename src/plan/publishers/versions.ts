import { readMarkers } from '../../image/markers.ts';
import type { DesiredImage } from '../../model/desired.ts';
import type { Image } from '../../model/image.ts';
import { compareVersions } from '../../model/version-order.ts';
import { type Match, matchedById } from '../match/match.ts';

/** The property that holds the publisher's version beside a publisher id, where a tool does not use `version`. */
const VERSION_BESIDE: Readonly<Record<string, string>> = {
  vmcatcher_event_dc_identifier: 'vmcatcher_event_hv_version',
  APPLIANCE_ID: 'APPLIANCE_VERSION',
};

/**
 * The version of a live image that was matched by publisher id only, if the publisher offers a higher one; otherwise
 * null. A higher version tells that the content differs where digests cannot.
 */
export function olderMatchById(image: DesiredImage, match: Match): string | null {
  const matched = matchedById(match);
  const before = matched && versionOf(matched, image);
  if (before === null || image.version === undefined) return null;
  return compareVersions(image.version, before) > 0 ? before : null;
}

/**
 * The version that a live image records, where the file gives another one and nothing compares the bytes; otherwise null.
 * Then the version tells: the new label on the old bytes could be a lie.
 */
export function otherVersion(image: DesiredImage, live: Image): string | null {
  const before = versionOf(live, image);
  if (before === null || image.version === undefined) return null;
  return compareVersions(image.version, before) === 0 ? null : before;
}

/** The publisher's version of a live image, as reconcile or another tool recorded it; null: not recorded. */
export function versionOf(live: Image, { publisherId }: DesiredImage): string | null {
  const { version } = live.properties;
  const beside = publisherId && VERSION_BESIDE[publisherId.property];
  return readMarkers(live)?.version ?? (beside && live.properties[beside]) ?? version ?? null;
}

/** The images of an entry whose records tell what was published already: the live one first, then backups. */
export function recordsOf({ live, superseded, backups }: Match): readonly Image[] {
  return [...(live ? [live] : []), ...superseded, ...backups];
}

/** Whether an entry that has no live image gets one. */
export function isCreated({ state, expiry }: Pick<DesiredImage, 'state' | 'expiry'>): boolean {
  return state === 'present' && expiry === undefined;
}
