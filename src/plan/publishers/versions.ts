import { readMarkers } from '../../image/markers.ts';
import type { DesiredImage } from '../../model/desired.ts';
import type { Image } from '../../model/image.ts';
import { compareVersions } from '../../model/version-order.ts';
import { type Match, matchedById } from '../match/match.ts';

/** Where those who keep a publisher's identifier in a property keep its version, if not in `version`. */
const VERSION_BESIDE: Readonly<Record<string, string>> = {
  vmcatcher_event_dc_identifier: 'vmcatcher_event_hv_version',
  APPLIANCE_ID: 'APPLIANCE_VERSION',
};

/**
 * The version of what is known by its publisher's identifier alone, where the publisher offers a higher one: that
 * tells of content where digests cannot. Null where it does not.
 */
export function olderMatchById(image: DesiredImage, match: Match): string | null {
  const matched = matchedById(match);
  const before = matched && versionOf(matched, image);
  if (before === null || image.version === undefined) return null;
  return compareVersions(image.version, before) > 0 ? before : null;
}

/** The publisher's version of a live image, as we or another tool have noted it; null: nobody has. */
export function versionOf(live: Image, { publisherId }: DesiredImage): string | null {
  const { version } = live.properties;
  const beside = publisherId && VERSION_BESIDE[publisherId.property];
  return readMarkers(live)?.version ?? (beside && live.properties[beside]) ?? version ?? null;
}
