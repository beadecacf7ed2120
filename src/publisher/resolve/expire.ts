import type { DesiredImage } from '../../model/desired.ts';

/**
 * What becomes of an image at a time when its publisher may have called it expired; null: it counts as not listed.
 * A policy that hides or deactivates also brings back what it has put away, as soon as the image is valid again.
 */
export function afterExpiry(image: DesiredImage, expires: string | null, now: Date): DesiredImage | null {
  const policy = image.expired ?? 'keep';
  if (expires === null || Date.parse(expires) > now.getTime()) {
    if (policy === 'hide') return { ...image, hidden: image.hidden ?? false };
    if (policy === 'deactivate') return { ...image, status: image.status ?? 'active' };
    return image;
  }
  const reason = expiredOn(expires);
  const said = {
    reason,
    unchanged: false,
    ...(image.version === undefined ? {} : { version: image.version }),
  };
  switch (policy) {
    case 'prune':
      return null;
    case 'keep':
      return { ...image, expiry: { reason, unchanged: true } };
    case 'delete':
      return { ...image, state: 'absent', expiry: { reason, unchanged: false } };
    case 'hide':
      return { ...withoutContent(image), hidden: true, expiry: said };
    case 'deactivate':
      return { ...withoutContent(image), status: 'deactivated', expiry: said };
  }
}

/** As plans tell it. */
export function expiredOn(date: string): string {
  return `expired on ${date}`;
}

/** The content stays as it is: what has expired is not fetched any more. */
function withoutContent(image: DesiredImage): DesiredImage {
  const {
    source: _source,
    size: _size,
    diskFormat: _diskFormat,
    containerFormat: _containerFormat,
    preparation: _preparation,
    version: _version,
    ...rest
  } = image;
  return { ...rest, digests: {} };
}
