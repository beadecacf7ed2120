import pRetry from 'p-retry';
import { ConnectionError } from '../model/errors.ts';
import { type CallOptions, hasStatus } from './call.ts';

const REPEATS = 3;
const FIRST_PAUSE_MS = 500;

/**
 * Sends a request that must not be repeated blindly. After a failure that leaves open whether the service acted
 * (no answer, 429, 502, 503, 504), and after a refusal that a repetition of our own may have brought about (403,
 * 404, 409), `look` tells whether it did: its result stands for the answer; null means that it did not act.
 */
export async function lookBeforeRepeat<T>(
  send: () => Promise<T>,
  look: () => Promise<T | null>,
  options: CallOptions = {},
): Promise<T> {
  const attempt = async (number: number): Promise<T> => {
    try {
      return await send();
    } catch (error) {
      const repeated = number > 1 && hasStatus(error, 403, 404, 409);
      const found = repeated || isUncertain(error) ? await look() : null;
      if (found !== null) return found;
      throw error;
    }
  };
  return pRetry(attempt, {
    retries: REPEATS,
    minTimeout: FIRST_PAUSE_MS,
    shouldRetry: ({ error }) => isUncertain(error),
    ...options,
  });
}

function isUncertain(error: unknown): boolean {
  return error instanceof ConnectionError || hasStatus(error, 429, 502, 503, 504);
}
