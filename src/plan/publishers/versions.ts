import type { DesiredImage } from '../../model/desired.ts';
import type { Image } from '../../model/image.ts';
import { compareVersions } from '../../model/version-order.ts';
import { versionOf } from '../content/version.ts';
import { type Match, matchedById } from '../match/match.ts';

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

/** The images of an entry whose records tell what was published already: the live one first, then backups. */
export function recordsOf({ live, superseded, backups }: Match): readonly Image[] {
  return [...(live ? [live] : []), ...superseded, ...backups];
}

/** Whether an entry that has no live image gets one. */
export function isCreated({ state, expiry }: Pick<DesiredImage, 'state' | 'expiry'>): boolean {
  return state === 'present' && expiry === undefined;
}
