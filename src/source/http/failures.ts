import { STATUS_CODES } from 'node:http';
import { faultOf } from '../../http/faults.ts';
import {
  createTries,
  isPassingStatus,
  PassingFailure,
  type RetrySettings,
  type Tries,
} from '../../http/retry.ts';
import { SourceError } from '../../model/errors.ts';
import { describeSource } from '../../model/source/describe-source.ts';
import type { SourceOptions } from '../source.ts';
import { type Headers, header } from './validators.ts';

/** For sources: waits up to five minutes when a server asks for it. */
const SOURCE_RETRY: RetrySettings = {
  tries: 5,
  firstDelay: 500,
  maxDelay: 30_000,
  maxRetryAfter: 300_000,
  backsOffAnyway: true,
};

/** The tries of one source; at most `mostTries` where that is fewer than the settings say. */
export function sourceTries(
  { retry, signal, log }: Pick<SourceOptions, 'retry' | 'signal' | 'log'>,
  mostTries = Number.POSITIVE_INFINITY,
): Tries {
  const settings = { ...SOURCE_RETRY, ...retry };
  return createTries({
    settings: { ...settings, tries: Math.min(settings.tries, mostTries) },
    signal,
    onRetry: ({ message }, delay) => log?.(`${message}; trying again in ${Math.round(delay) / 1000} s`),
    givenUp,
  });
}

function givenUp(failure: Error, tries: number): Error {
  if (!(failure instanceof SourceError)) return failure;
  return new SourceError(tries === 1 ? failure.message : `${failure.message} (${tries} tries)`, {
    ...(failure.hint === null ? {} : { hint: failure.hint }),
    ...(failure.status === null ? {} : { status: failure.status }),
    passing: true,
    cause: tries === 1 ? failure.cause : failure,
  });
}

/** The error for a status other than the wanted one; a `PassingFailure` when the server may answer otherwise later. */
export function statusFailure(url: URL, status: number, headers: Headers): SourceError | PassingFailure {
  const name = STATUS_CODES[status];
  const hint = statusHint(status);
  const failure = new SourceError(`${publicUrl(url)} answered ${status}${name ? ` ${name}` : ''}`, {
    status,
    ...(hint === null ? {} : { hint }),
    ...(isGone(status) ? { hintsAtSource: true } : {}),
  });
  if (!isPassingStatus(status)) return failure;
  return new PassingFailure(failure, { retryAfter: header(headers, 'retry-after') });
}

function statusHint(status: number): string | null {
  if (status === 401 || status === 403) return 'Check the credentials given under `auth`.';
  if (isGone(status)) return 'Check the `source` of the image.';
  if (status === 407) return 'Put the credentials for the proxy into its URL.';
  return null;
}

function isGone(status: number): boolean {
  return status === 404 || status === 410;
}

/** Node reads this variable when it starts; no option of a source turns the verification off. */
const TRUST_IT =
  "Name a file with the CA's certificate, or with the self-signed one, in NODE_EXTRA_CA_CERTS: NODE_EXTRA_CA_CERTS=ca.pem reconcile plan";

/** The error for a request without an answer; a `PassingFailure` when another try may go better. */
export function connectionFailure(url: URL, error: unknown): SourceError | PassingFailure {
  const { text, hint: known, transient, kind } = faultOf(error);
  const hint = kind === 'untrusted' ? TRUST_IT : known;
  const failure = new SourceError(`${publicUrl(url)} cannot be reached: ${text}`, {
    ...(hint === undefined ? {} : { hint }),
    cause: error,
  });
  return transient ? new PassingFailure(failure) : failure;
}

/** A URL for messages: no credentials, no query string. */
export function publicUrl(url: URL): string {
  return describeSource({ kind: 'http', url: url.href });
}
