import {
  createTries,
  DEFAULT_RETRY,
  isPassingStatus,
  PassingFailure,
  type RetrySettings,
  type Tries,
  type TriesOptions,
  withTries,
} from '../../http/retry.ts';
import { ConnectionError, HttpError } from '../../model/errors.ts';
import { isStaleConnection } from './connection-error.ts';

/** How one session repeats. */
interface SessionTries {
  /** Default: {@link DEFAULT_RETRY}. */
  readonly retry?: RetrySettings | undefined;
  readonly signal?: AbortSignal | undefined;
  readonly onRetry?: TriesOptions['onRetry'];
}

/** Counts the failures of a session's calls that make progress in between, such as a long download. */
export function sessionTries({ retry = DEFAULT_RETRY, signal, onRetry }: SessionTries): Tries {
  return createTries({ settings: retry, signal, onRetry });
}

interface RepeatOptions extends SessionTries {
  /** Fewer tries than the session's, for a call that is costly to repeat. */
  readonly mostTries?: number;
  /** Whether another try may go better after this error; `tried` counts from 1. */
  readonly isPassing: (error: unknown, tried: number) => boolean;
}

/**
 * Repeats `attempt` after errors that may pass, and throws the last one when no try is left. Waits as long as the
 * Retry-After of an HttpError asks; after a connection that may have been stale, the second try follows at once.
 */
export function repeat<T>(attempt: (tried: number) => Promise<T>, options: RepeatOptions): Promise<T> {
  const { retry = DEFAULT_RETRY, mostTries = retry.tries, isPassing } = options;
  const settings = { ...retry, tries: Math.min(retry.tries, mostTries) };
  return withTries(sessionTries({ ...options, retry: settings }), async (tried) => {
    try {
      return await attempt(tried);
    } catch (error) {
      if (!(error instanceof Error) || !isPassing(error, tried)) throw error;
      throw new PassingFailure(error, {
        retryAfter: error instanceof HttpError ? error.retryAfter : null,
        atOnce: error instanceof ConnectionError && isStaleConnection(error),
      });
    }
  });
}

/** Whether an error is an answer with a status after which the same request may go better, with nothing changed. */
export function isPassingAnswer(error: unknown): error is HttpError {
  return error instanceof HttpError && isPassingStatus(error.status);
}
