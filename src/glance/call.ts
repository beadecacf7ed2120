import { isPassingStatus } from '../http/retry.ts';
import { ConnectionError, HttpError } from '../model/errors.ts';

/** What every call takes besides its own arguments. An abort is thrown as the signal's reason. */
export interface CallOptions {
  readonly signal?: AbortSignal;
}

export function hasStatus(error: unknown, ...statuses: readonly number[]): error is HttpError {
  return error instanceof HttpError && statuses.includes(error.status);
}

/** Whether the same request may succeed another time, with nothing changed. It may have been carried out already. */
export function mayPass(error: unknown): boolean {
  return error instanceof ConnectionError || (error instanceof HttpError && isPassingStatus(error.status));
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
