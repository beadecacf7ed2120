import type { DesiredImage } from '../../model/desired.ts';

/**
 * Applies an image's `expired` policy at the time `now`; null: the image counts as not listed. The policies `hide` and
 * `deactivate` also bring an image back as soon as it is valid again. `expires` is ISO 8601; null: it never expires.
 */
export function afterExpiry(image: DesiredImage, expires: string | null, now: Date): DesiredImage | null {
  const policy = image.expired ?? 'keep';
  if (expires === null || Date.parse(expires) > now.getTime()) {
    if (policy === 'hide') return { ...image, hidden: image.hidden ?? false };
    if (policy === 'deactivate') return { ...image, status: image.status ?? 'active' };
    return image;
  }
  const reason = expiredOn(expires);
  const expiry = {
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
      return { ...withoutContent(image), hidden: true, expiry };
    case 'deactivate':
      return { ...withoutContent(image), status: 'deactivated', expiry };
  }
}

/** The reason that plans give for an expired image. */
export function expiredOn(date: string): string {
  return `expired on ${date}`;
}

/** The content stays as it is: reconcile does not fetch an expired image. */
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
