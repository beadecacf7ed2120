import { setTimeout as delay } from 'node:timers/promises';
import { SourceError } from '../model/errors.ts';

export interface RetrySettings {
  /** Tries in a row that may fail without a single byte arriving. */
  readonly tries: number;
  /** Wait before the second try; doubled each time. */
  readonly firstDelayMs: number;
  readonly maxDelayMs: number;
  /** Longest wait that a server may ask for (`Retry-After`). */
  readonly maxRetryAfterMs: number;
}

export const DEFAULT_RETRY: RetrySettings = {
  tries: 5,
  firstDelayMs: 500,
  maxDelayMs: 30_000,
  maxRetryAfterMs: 300_000,
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
  readonly retry?: Partial<RetrySettings>;
  readonly signal?: AbortSignal;
  readonly log?: (line: string) => void;
}

export function createTries({ retry, signal, log }: TryOptions): Tries {
  const { tries, firstDelayMs, maxDelayMs, maxRetryAfterMs } = { ...DEFAULT_RETRY, ...retry };
  let failures = 0;
  return {
    progressed() {
      failures = 0;
    },
    async failed({ failure, retryAfterMs }) {
      failures += 1;
      if (failures >= tries) throw givenUp(failure, failures);
      const backOff = Math.min(firstDelayMs * 2 ** (failures - 1), maxDelayMs);
      const wait = Math.max(backOff, Math.min(retryAfterMs, maxRetryAfterMs));
      log?.(`${failure.message}; trying again in ${wait / 1000} s`);
      await pause(wait, signal);
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

async function pause(milliseconds: number, signal: AbortSignal | undefined): Promise<void> {
  try {
    await delay(milliseconds, undefined, signal ? { signal } : {});
  } catch (error) {
    signal?.throwIfAborted();
    throw error;
  }
}
