import { setTimeout as wait } from 'node:timers/promises';

export interface RetrySettings {
  /** Tries in all, the first included. */
  readonly tries: number;
  /** Milliseconds before the second try; doubles from try to try. */
  readonly firstDelay: number;
  /** Milliseconds; also caps what a service asks for with Retry-After. */
  readonly maxDelay: number;
}

export const DEFAULT_RETRY: RetrySettings = { tries: 5, firstDelay: 500, maxDelay: 60_000 };

const PASSING: readonly number[] = [408, 425, 429, 500, 502, 503, 504];

/** Whether the same request may be answered otherwise another time, with nothing changed. */
export function isPassingStatus(status: number): boolean {
  return PASSING.includes(status);
}

/** One try: its result, or a failure after which another may be made. Final failures are thrown. */
export type Try<T> = { readonly done: T } | { readonly failed: Error; readonly again: Again };

export interface Again {
  /** The answer's Retry-After header, where there is one. */
  readonly retryAfter?: string | undefined;
  /** Try again at once, the first time. */
  readonly atOnce?: boolean;
}

export interface RetryOptions {
  readonly settings: RetrySettings;
  readonly signal?: AbortSignal | undefined;
  /** Told before each wait. Milliseconds. */
  readonly onRetry?: (failed: Error, delay: number, triesLeft: number) => void;
}

/** Tries until done or out of tries, and then throws the last failure. An abort ends a wait with the signal's reason. */
export async function retrying<T>(options: RetryOptions, attempt: () => Promise<Try<T>>): Promise<T> {
  const { settings, signal } = options;
  for (let tried = 1; ; tried += 1) {
    const outcome = await attempt();
    if ('done' in outcome) return outcome.done;
    if (tried >= settings.tries) throw outcome.failed;
    const atOnce = outcome.again.atOnce === true && tried === 1;
    const delay = atOnce ? 0 : retryDelay(tried, outcome.again.retryAfter, settings);
    options.onRetry?.(outcome.failed, delay, settings.tries - tried);
    await pause(delay, signal);
  }
}

/**
 * Milliseconds to wait after `tried` tries: what Retry-After says (seconds, or an HTTP date: RFC 9110, 10.2.3),
 * capped; else doubling from the first delay, the upper half of it random so that clients spread.
 */
export function retryDelay(
  tried: number,
  retryAfter: string | undefined,
  settings: RetrySettings,
  now: number = Date.now(),
  random: () => number = Math.random,
): number {
  const asked = askedDelay(retryAfter, settings, now);
  if (asked !== null) return asked;
  const full = Math.min(settings.firstDelay * 2 ** (tried - 1), settings.maxDelay);
  return full / 2 + (full / 2) * random();
}

/** Milliseconds that Retry-After asks for, capped; null when it is missing or says nothing that can be read. */
export function askedDelay(
  value: string | null | undefined,
  { maxDelay }: RetrySettings,
  now: number = Date.now(),
): number | null {
  if (value === undefined || value === null) return null;
  if (/^\s*\d+\s*$/.test(value)) return Math.min(Number(value) * 1000, maxDelay);
  // An HTTP date begins with the day's name; much else is a date to Date.parse.
  const date = /^\s*[a-z]{3}/i.test(value) ? Date.parse(value) : Number.NaN;
  return Number.isNaN(date) ? null : Math.min(Math.max(0, date - now), maxDelay);
}

/** Waits `delay` milliseconds, or throws the signal's reason. */
export async function pause(delay: number, signal: AbortSignal | undefined): Promise<void> {
  signal?.throwIfAborted();
  if (delay === 0) return;
  try {
    await wait(delay, undefined, signal === undefined ? {} : { signal });
  } catch (error) {
    signal?.throwIfAborted();
    throw error;
  }
}
