import { SourceError, VerificationError } from '../model/errors.ts';
import type { SourceOptions } from './source.ts';

/** Tries of a place while others are left, and the longest wait, in milliseconds, that its server may ask for. */
const WHILE_OTHERS_ARE_LEFT = { tries: 2, maxRetryAfter: 5_000 } as const;

/** The options for one of several places: while others are left, reconcile does not wait long for this one. */
export function optionsOfPlace(options: SourceOptions, isLast: boolean): SourceOptions {
  if (isLast) return options;
  const { tries, maxRetryAfter } = WHILE_OTHERS_ARE_LEFT;
  const { retry = {} } = options;
  return {
    ...options,
    retry: {
      ...retry,
      tries: Math.min(tries, retry.tries ?? tries),
      maxRetryAfter: Math.min(maxRetryAfter, retry.maxRetryAfter ?? maxRetryAfter),
    },
  };
}

/** The error when every place has failed: names each with its cause. */
export function noPlaceLeft(failures: readonly Error[]): SourceError | VerificationError {
  const message = `none of the ${failures.length} mirrors has the wanted bytes: ${failures.map((failure) => failure.message).join('; ')}`;
  if (failures.every((failure) => failure instanceof VerificationError))
    return new VerificationError(message, {
      hint: 'Correct the `checksum`, or the list of mirrors in `source`.',
    });
  // A mirror that does not answer now may have them later.
  const passing = failures.some((failure) => failure instanceof SourceError && failure.passing);
  return new SourceError(message, {
    ...(passing ? { passing } : {}),
    hint: 'Correct the list of mirrors in `source`, or run again once one of them answers.',
  });
}
