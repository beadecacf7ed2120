import { setTimeout as wait } from 'node:timers/promises';
import { SourceError } from '../model/errors.ts';

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

export interface TrySettings {
  /** Tries in a row that may fail without a single byte arriving. */
  readonly tries: number;
  /** Wait before the second try; doubled each time. */
  readonly firstDelayMs: number;
  readonly maxDelayMs: number;
  /** Longest wait that a server may ask for (`Retry-After`). */
  readonly maxRetryAfterMs: number;
}

export const DEFAULT_TRIES: TrySettings = {
  tries: 5,
  firstDelayMs: 500,
  maxDelayMs: 30000,
  maxRetryAfterMs: 300000,
};

/** A failure that another try may mend. Never leaves this room. */
export class PassingFailure extends Error {
  readonly failure: SourceError;
  readonly retryAfterMs: number;

  constructor(failure: SourceError, retryAfterMs = 0) {
    super(failure.message, { cause: failure });
    this.failure = failure;
    this.retryAfterMs = retryAfterMs;
  }
}

/** Counts tries without progress and waits between them. */
export interface Tries {
  /** Waits for the next try, or throws the failure when there is none left. */
  failed(failure: PassingFailure): Promise<void>;
  /** Bytes have arrived: the count begins anew. */
  progressed(): void;
}

interface TryOptions {
  readonly retry?: Partial<TrySettings>;
  readonly signal?: AbortSignal;
  readonly log?: (line: string) => void;
}

export function createTries({ retry, signal, log }: TryOptions): Tries {
  const { tries, firstDelayMs, maxDelayMs, maxRetryAfterMs } = { ...DEFAULT_TRIES, ...retry };
  let failures = 0;
  return {
    progressed() {
      failures = 0;
    },
    async failed({ failure, retryAfterMs }) {
      failures += 1;
      if (failures >= tries) throw givenUp(failure, failures);
      const backOff = Math.min(firstDelayMs * 2 ** (failures - 1), maxDelayMs);
      const ms = Math.max(backOff, Math.min(retryAfterMs, maxRetryAfterMs));
      log?.(`${failure.message}; trying again in ${ms / 1000} s`);
      await pause(ms, signal);
    },
  };
}

/** Does `work` until it succeeds, fails for good, or the tries are used up. */
export async function withTries<T>(tries: Tries, work: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof PassingFailure)) throw error;
      await tries.failed(error);
    }
  }
}

function givenUp(failure: SourceError, times: number): SourceError {
  if (times === 1) return failure;
  return new SourceError(`${failure.message} (${times} tries)`, {
    ...(failure.hint === null ? {} : { hint: failure.hint }),
    cause: failure,
  });
}
