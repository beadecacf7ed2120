import { VerificationError } from '../../model/errors.ts';
import type { Spool } from '../spool.ts';

const LONGEST_NAME = 80;

/** The error for a packed file that is damaged or has forbidden content. */
export function unpackFailure(
  label: string,
  why: string,
  details: { readonly hint?: string; readonly cause?: unknown } = {},
): VerificationError {
  return new VerificationError(`${label} cannot be unpacked: ${why}`, details);
}

/** A member's name for a message: in double quotes, with control characters escaped, cut after 80 characters. */
export function memberName(name: string): string {
  return JSON.stringify(name.length > LONGEST_NAME ? `${name.slice(0, LONGEST_NAME)}…` : name);
}

/** Which file of an archive is meant. */
export interface MemberChoice {
  /** A name or a glob; absent: the only disk. */
  readonly member?: string;
  /** The disk format that the file declares; of several disks, the only one of this format is taken. */
  readonly format?: string;
}

/** Everything that unpacking needs besides the bytes. */
export interface UnpackOptions {
  /** How messages name the source. */
  readonly label: string;
  /** The file's name or address, for packings that the first bytes do not show. */
  readonly name?: string | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Opens the temporary directory, for packings that cannot be streamed. */
  readonly spool: () => Promise<Spool>;
  /** Which file of an archive is meant; absent: its only disk. */
  readonly choice?: MemberChoice | undefined;
  /** Most bytes that may come out. */
  readonly largest: number;
}

/** Undoes one packing. Reads its source to the end, and ends without an error only when all of the source was valid. */
export type Unpack = (source: AsyncIterable<Uint8Array>, options: UnpackOptions) => AsyncIterable<Uint8Array>;
