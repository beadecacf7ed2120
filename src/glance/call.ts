import { ConnectionError, HttpError, UsageError } from '../model/errors.ts';
import { isPassingAnswer } from '../openstack/http/repeat.ts';

/** Options of every call. An abort is thrown as the signal's reason. */
export interface CallOptions {
  readonly signal?: AbortSignal;
}

/** Statuses by which servers and proxies refuse a list in a request as too long. */
export const TOO_LONG = [400, 414, 431] as const;

/** Whether an error is an answer with one of these statuses. */
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

/**
 * Whether an error is Glance's own failure: the request has ended there, and goes on nowhere. Glance names the request in
 * every answer, a proxy does not. Glance itself never answers 502 or 504.
 */
export function isOwnFault(error: unknown): error is HttpError {
  if (!(error instanceof HttpError) || error.requestId === null) return false;
  return error.status >= 500 && error.status !== 502 && error.status !== 504;
}

/** Awaits `answer`; returns `fallback` when the service answers 404. */
export async function unlessMissing<T, F>(answer: Promise<T>, fallback: F): Promise<T | F> {
  try {
    return await answer;
  } catch (error) {
    if (hasStatus(error, 404)) return fallback;
    throw error;
  }
}

/**
 * One part of a request path, percent-encoded. Throws {@link UsageError} for a value that no path can carry: `.` and
 * `..` would be resolved away, and the request would be for another resource.
 */
export function pathPart(value: string): string {
  if (!fitsPath(value)) throw new UsageError(`${JSON.stringify(value)} cannot be part of an Images API path`);
  return encodeURIComponent(value);
}

/** Whether a path can carry a value. Glance 25.1 finds no route for a slash, and reads non-ASCII text as Latin-1. */
export function fitsPath(value: string): boolean {
  return !/^\.{0,2}$|\/|[^ -~]/.test(value);
}

/** The path of one image. Throws {@link UsageError} for an id that no path can carry. */
export function imagePath(id: string): string {
  return `/v2/images/${pathPart(id)}`;
}
