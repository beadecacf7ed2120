import { ConnectionError, HttpError, UsageError } from '../model/errors.ts';
import { isPassingAnswer } from '../openstack/http/repeat.ts';

/** What every call takes besides its own arguments. An abort is thrown as the signal's reason. */
export interface CallOptions {
  readonly signal?: AbortSignal;
}

export function hasStatus(error: unknown, ...statuses: readonly number[]): error is HttpError {
  return error instanceof HttpError && statuses.includes(error.status);
}

/**
 * Whether the same request may succeed another time, with nothing changed. The service may have carried it out
 * already.
 */
export function mayPass(error: unknown): boolean {
  return error instanceof ConnectionError || isPassingAnswer(error);
}

/** Awaits `answer`, or gives `fallback` when the service answers 404. */
export async function unlessMissing<T, F>(answer: Promise<T>, fallback: F): Promise<T | F> {
  try {
    return await answer;
  } catch (error) {
    if (hasStatus(error, 404)) return fallback;
    throw error;
  }
}

/**
 * One part of a request path, percent-encoded. Throws {@link UsageError} for what no path can carry: `.` and `..`
 * would be resolved away and so change which resource is meant.
 */
export function pathPart(value: string): string {
  if (!fitsPath(value)) throw new UsageError(`${JSON.stringify(value)} cannot be part of an Images API path`);
  return encodeURIComponent(value);
}

/** Measured on Glance 25.1: a part with a slash finds no route, one beyond ASCII is read as Latin-1. */
export function fitsPath(value: string): boolean {
  return !/^\.{0,2}$|\/|[^ -~]/.test(value);
}

export function imagePath(id: string): string {
  return `/v2/images/${pathPart(id)}`;
}
