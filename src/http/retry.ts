import { setTimeout as wait } from 'node:timers/promises';

export interface RetrySettings {
  /** Tries in all, the first one included; progress starts the count again. */
  readonly tries: number;
  /** Milliseconds before the second try; doubles from try to try. */
  readonly firstDelay: number;
  /** Milliseconds. */
  readonly maxDelay: number;
  /** Milliseconds: the longest wait that a server may ask for with Retry-After; default: `maxDelay`. */
  readonly maxRetryAfter?: number;
  /** True: wait at least the back-off, also when Retry-After asks for less; default: as long as it asks. */
  readonly backsOffAnyway?: boolean;
}

export const DEFAULT_RETRY: RetrySettings = { tries: 5, firstDelay: 500, maxDelay: 60_000 };

const PASSING_STATUSES: readonly number[] = [408, 425, 429, 500, 502, 503, 504];

/** Whether the same request may get another answer later, with nothing changed. */
export function isPassingStatus(status: number): boolean {
  return PASSING_STATUSES.includes(status);
}

/** How soon to try again. */
interface Again {
  /** The answer's Retry-After header, where it has one. */
  readonly retryAfter?: string | null | undefined;
  /** Try again at once after the first failure. */
  readonly atOnce?: boolean;
}

/** Thrown by an attempt after which another may go better. {@link withTries} never lets it out. */
export class PassingFailure extends Error {
  readonly failure: Error;
  readonly again: Again;

  constructor(failure: Error, again: Again = {}) {
    super(failure.message, { cause: failure });
    this.failure = failure;
    this.again = again;
  }
}

export interface TriesOptions {
  readonly settings: RetrySettings;
  readonly signal?: AbortSignal | undefined;
  /** Called before each wait; `delay` in milliseconds. */
  readonly onRetry?: ((failure: Error, delay: number, triesLeft: number) => void) | undefined;
  /** The error to throw after the last try; default: the failure itself. */
  readonly givenUp?: (failure: Error, tries: number) => Error;
}

/** Counts failures without progress, and waits after each. */
export interface Tries {
  /** Waits for the next try; throws when none is left, or the signal's reason as soon as it aborts. */
  failed(failure: Error, again?: Again): Promise<void>;
  /** Starts the count again. */
  progressed(): void;
}

/**
 * Counts tries of one kind of request as the settings say. Waits longer after each failure; the service's `Retry-After`
 * comes first.
 */
export function createTries({ settings, signal, onRetry, givenUp }: TriesOptions): Tries {
  let failures = 0;
  return {
    progressed() {
      failures = 0;
    },
    async failed(failure, { retryAfter, atOnce = false } = {}) {
      failures += 1;
      if (failures >= settings.tries) throw givenUp?.(failure, failures) ?? failure;
      const delay = atOnce && failures === 1 ? 0 : retryDelay(failures, retryAfter, settings);
      onRetry?.(failure, delay, settings.tries - failures);
      await pause(delay, signal);
    },
  };
}

/**
 * Attempts until done, until an attempt throws anything but a {@link PassingFailure}, or until no try is left.
 * `attempt` gets the number of the try, from 1.
 */
export async function withTries<T>(tries: Tries, attempt: (tried: number) => Promise<T>): Promise<T> {
  for (let tried = 1; ; tried += 1) {
    try {
      return await attempt(tried);
    } catch (error) {
      if (!(error instanceof PassingFailure)) throw error;
      await tries.failed(error.failure, error.again);
    }
  }
}

/**
 * Milliseconds to wait after so many failures: as long as Retry-After asks (seconds, or an HTTP date: RFC 9110,
 * 10.2.3), capped. Without it, the wait doubles from the first delay; its upper half is random, so that clients spread.
 */
export function retryDelay(
  failures: number,
  retryAfter: string | null | undefined,
  settings: RetrySettings,
  now: number = Date.now(),
  random: () => number = Math.random,
): number {
  const asked = askedDelay(retryAfter, now);
  const full = Math.min(settings.firstDelay * 2 ** (failures - 1), settings.maxDelay);
  const backOff = full / 2 + (full / 2) * random();
  if (asked === null) return backOff;
  const granted = Math.min(asked, settings.maxRetryAfter ?? settings.maxDelay);
  return settings.backsOffAnyway ? Math.max(backOff, granted) : granted;
}

/** Milliseconds that a Retry-After asks for; null when it is missing or unreadable. */
function askedDelay(value: string | null | undefined, now: number): number | null {
  if (value === undefined || value === null) return null;
  if (/^\s*\d+\s*$/.test(value)) return Number(value) * 1000;
  // An HTTP date begins with the name of its day. Date.parse takes much else for a date.
  const date = /^\s*[a-z]{3}/i.test(value) ? Date.parse(value) : Number.NaN;
  return Number.isNaN(date) ? null : Math.max(0, date - now);
}

async function pause(delay: number, signal: AbortSignal | undefined): Promise<void> {
  signal?.throwIfAborted();
  if (delay === 0) return;
  try {
    await wait(delay, undefined, signal === undefined ? {} : { signal });
  } catch (error) {
    signal?.throwIfAborted();
    throw error;
  }
}
