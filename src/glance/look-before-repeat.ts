import pRetry from 'p-retry';
import { askedDelay, DEFAULT_RETRY, pause, type RetrySettings } from '../http/retry.ts';
import { HttpError } from '../model/errors.ts';
import { type CallOptions, hasStatus, mayPass } from './call.ts';

export interface LookOptions extends CallOptions {
  /** The session's, as a rule. */
  readonly retry?: RetrySettings | undefined;
  /** A limit of its own beside the session's, for what is costly to repeat. */
  readonly mostTries?: number;
  /**
   * Whether a failure leaves open what the service did, or may be different next time; `tried` counts from 1.
   * Default: {@link mayPass}.
   */
  readonly isUnclear?: (error: unknown, tried: number) => boolean;
}

/**
 * Sends a request that must not be repeated blindly. After a failure that leaves open whether the service acted
 * (no answer, 429, 500, 502, 503, 504), and after a refusal that a repetition of our own may have brought about
 * (400, 403, 404, 409), `look` tells whether it did: its result stands for the answer; null means that it did not
 * act. What `look` throws is final unless it may pass as well. Waits between tries, as long as Retry-After says.
 */
export async function lookBeforeRepeat<T>(
  send: () => Promise<T>,
  look: (failure: unknown) => Promise<T | null>,
  options: LookOptions = {},
): Promise<T> {
  const { signal, retry = DEFAULT_RETRY, mostTries = retry.tries, isUnclear = mayPass } = options;
  const attempt = async (tried: number): Promise<T> => {
    try {
      return await send();
    } catch (error) {
      const repeated = tried > 1 && hasStatus(error, 400, 403, 404, 409);
      const found = repeated || isUnclear(error, tried) ? await look(error) : null;
      if (found !== null) return found;
      throw error;
    }
  };
  return pRetry(attempt, {
    retries: Math.min(retry.tries, mostTries) - 1,
    minTimeout: retry.firstDelay,
    maxTimeout: retry.maxDelay,
    async shouldRetry({ error, attemptNumber }) {
      if (!isUnclear(error, attemptNumber)) return false;
      const asked = error instanceof HttpError ? askedDelay(error.retryAfter, retry) : null;
      if (asked !== null) await pause(asked, signal);
      return true;
    },
    ...(signal && { signal }),
  });
}
