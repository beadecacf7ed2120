import { repeat } from '../openstack/http/repeat.ts';
import type { ServiceClient } from '../openstack/service.ts';
import { type CallOptions, hasStatus, mayPass } from './call.ts';

export interface LookOptions extends CallOptions {
  /** The session's, as a rule. */
  readonly retry?: ServiceClient['retry'] | undefined;
  /** Fewer tries than the session's, for a request that is costly to repeat. */
  readonly mostTries?: number;
  /**
   * Whether a failure leaves open what the service did, or may not occur next time; `tried` counts from 1.
   * Default: {@link mayPass}.
   */
  readonly isUnclear?: (error: unknown, tried: number) => boolean;
}

/**
 * Sends a request that must not be repeated blindly. After a failure, `look` asks whether the service
 * acted: its result replaces the answer, and null means that the service did not act. reconcile looks after a failure that leaves this open (no answer,
 * 429, 500, 502, 503, 504), and after a refusal that reconcile's own repetition may have caused (400, 403, 404, 409).
 * An error of `look` is final unless it may pass too. Waits between tries, as long as Retry-After says.
 */
export async function lookBeforeRepeat<T>(
  send: () => Promise<T>,
  look: (failure: unknown) => Promise<T | null>,
  options: LookOptions = {},
): Promise<T> {
  const { isUnclear = mayPass, ...repeating } = options;
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
  return repeat(attempt, { ...repeating, isPassing: isUnclear });
}
