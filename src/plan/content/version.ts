import { readMarkers } from '../../image/markers.ts';
import type { DesiredImage } from '../../model/desired.ts';
import { type Image, ownValue } from '../../model/image.ts';
import { compareVersions } from '../../model/version-order.ts';

/** The property that holds the publisher's version beside a publisher id, where a tool does not use `version`. */
const VERSION_BESIDE: Readonly<Record<string, string>> = {
  vmcatcher_event_dc_identifier: 'vmcatcher_event_hv_version',
  APPLIANCE_ID: 'APPLIANCE_VERSION',
};

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
  const beside = publisherId && ownValue(VERSION_BESIDE, publisherId.property);
  return readMarkers(live)?.version ?? (beside && live.properties[beside]) ?? version ?? null;
}
