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

/** A list that goes back in time: an old one, replayed, would bring back what was withdrawn since. */
export function olderList({ image, match }: ImageCase): Blocker | null {
  const recorded = match.live && readMarkers(match.live)?.list;
  const { list } = image;
  if (!recorded || !list || recorded.identifier !== list.identifier) return null;
  if (compareVersions(list.version, recorded.version) >= 0) return null;
  return {
    code: 'downgrade',
    message: `the list ${list.identifier} has version ${list.version}, and the live image came from version ${recorded.version} of it: lists do not go back. Find out why an old list is served.`,
    candidates: match.live ? [match.live.id] : [],
  };
}

/** Other content of a lower version than the live one, from a publisher whose versions only go up. */
export function olderVersion({ image, match }: ImageCase): Blocker | null {
  const { live } = match;
  if (!live || !image.onlyUpwards || image.version === undefined) return null;
  const before = readMarkers(live)?.version ?? live.properties.version ?? null;
  if (before === null || compareVersions(image.version, before) >= 0) return null;
  return {
    code: 'downgrade',
    message: `the publisher offers version ${image.version}, and the live image has the higher version ${before}. Use \`reconcile rollback\` to go back to a backup, or remove the image to start anew.`,
    candidates: [live.id],
  };
}
