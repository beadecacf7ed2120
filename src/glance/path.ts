import { UsageError } from '../model/errors.ts';

/**
 * One part of a request path, percent-encoded. Throws {@link UsageError} for what no path can carry: `.` and `..`
 * would be resolved away and so change which resource is meant, and Glance finds no route for a part with a slash.
 */
export function pathPart(value: string): string {
  if (!fitsPath(value)) throw new UsageError(`${JSON.stringify(value)} cannot be part of an Images API path`);
  return encodeURIComponent(value);
}

/** A lone surrogate has no encoding. */
const UNFIT = /^\.{0,2}$|\/|\p{Surrogate}/u;

export function fitsPath(value: string): boolean {
  return !UNFIT.test(value);
}

export function imagePath(id: string): string {
  return `/v2/images/${pathPart(id)}`;
}
