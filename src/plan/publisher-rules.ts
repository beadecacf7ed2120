import type { DesiredImage } from '../model/desired.ts';
import type { Image } from '../model/image.ts';
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

/** Where those who keep a publisher's identifier in a property keep its version, if not in `version`. */
const VERSION_BESIDE: Readonly<Record<string, string>> = {
  vmcatcher_event_dc_identifier: 'vmcatcher_event_hv_version',
  APPLIANCE_ID: 'APPLIANCE_VERSION',
};

/** The publisher's version of a live image, as we or another tool have noted it; null: nobody has. */
export function versionOf(live: Image, { handle }: DesiredImage): string | null {
  const { version } = live.properties;
  const beside = handle && VERSION_BESIDE[handle.property];
  return readMarkers(live)?.version ?? (beside && live.properties[beside]) ?? version ?? null;
}

/** Under another name, with other content and no lower version, it may be anybody's copy that was worked on. */
export function notNewer({ image, match: { live, by } }: ImageCase): Blocker | null {
  const { name, handle, version } = image;
  if (!live || by !== 'identifier') return null;
  const before = versionOf(live, image);
  if (version !== undefined && before !== null && compareVersions(version, before) > 0) return null;
  return {
    code: 'downgrade',
    message: `image ${live.id} ("${live.name}") has the same ${handle?.property} and is not what the publisher offers: its version is ${before ?? 'not known'}, and the publisher's ${version ?? 'not known'} is not newer. Remove that property from it to have another image made, or give it the name "${name}" if it is meant.`,
    candidates: [live.id],
  };
}
