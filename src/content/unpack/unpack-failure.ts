import { VerificationError } from '../../model/errors.ts';

const LONGEST_NAME = 80;

/** A packed file that is damaged, or holds what it must not. */
export function unpackFailure(
  label: string,
  why: string,
  details: { readonly hint?: string; readonly cause?: unknown } = {},
): VerificationError {
  return new VerificationError(`${label} cannot be unpacked: ${why}`, details);
}

/** The name of an archive's member in a message: in double quotes, control characters escaped, cut. */
export function memberName(name: string): string {
  return JSON.stringify(name.length > LONGEST_NAME ? `${name.slice(0, LONGEST_NAME)}…` : name);
}
