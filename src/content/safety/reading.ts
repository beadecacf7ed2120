import type { SafetyRule } from '../../model/safety.ts';

/** Longest run of bytes that a reading may ask for; it bounds the memory of an inspection. */
export const LONGEST_READ = 128 * 1024;

/** Bytes that are kept of the end of the stream: the last three sectors of a VMDK, and one more. */
export const TAIL_BYTES = 2048;

/** Bytes that a reading asks for. */
export type Wanted =
  | { readonly from: 'start'; readonly offset: number; readonly length: number }
  | { readonly from: 'end' };

/** The end of a stream. */
export interface Tail {
  /** The last bytes, at most {@link TAIL_BYTES}. */
  readonly bytes: Buffer;
  /** Bytes of the whole stream. */
  readonly total: number;
}

/** Where a reading notes its findings, each at once. */
export interface Sheet {
  /** `insteadAs`: the disk format that the content can be published as instead. */
  find(rule: SafetyRule, message: string, insteadAs?: string | null): void;
  /** Bytes of the virtual disk. */
  size(bytes: number): void;
}

/**
 * Reads the headers of one format from a stream that cannot be wound back: a generator that yields the place it wants
 * to see and gets its bytes once they have passed; null when they are missing.
 */
export type Reading<Result = void> = Generator<Wanted, Result, Buffer | Tail | null>;

/**
 * Exactly `length` bytes from `offset` on. Null when the stream ends before them, when they have passed already
 * (only the stream's head is kept), or when they are more than {@link LONGEST_READ}.
 */
export function* bytesAt(offset: number | bigint, length: number): Reading<Buffer | null> {
  const at = Number(offset);
  if (!Number.isSafeInteger(at + length) || length > LONGEST_READ) return null;
  return (yield { from: 'start', offset: at, length }) as Buffer | null;
}

/** The end of the stream, once the stream has ended. */
export function* tail(): Reading<Tail> {
  return (yield { from: 'end' }) as Tail;
}
