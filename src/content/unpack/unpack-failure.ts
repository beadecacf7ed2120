import { VerificationError } from '../../model/errors.ts';
import type { Spool } from '../spool.ts';

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

/** What unpacking needs besides the bytes. */
export interface UnpackOptions {
  /** How messages name the source. */
  readonly label: string;
  /** The file's name, or its address: tells what first bytes cannot. */
  readonly name?: string | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Opens the temporary directory, for what cannot be streamed. */
  readonly spool: () => Promise<Spool>;
  /** Bytes that what comes out may have at most, whatever goes in. */
  readonly largest: number;
}

/** Undoes one packing. Reads its source to the end, and ends only when all of it was as it must be. */
export type Unpack = (source: AsyncIterable<Uint8Array>, options: UnpackOptions) => AsyncIterable<Uint8Array>;
