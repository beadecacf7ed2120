import type { Validators } from '../../model/marker.ts';

/** Header values by lower-case name, as undici gives them. */
export type Headers = Readonly<Record<string, string | string[] | undefined>>;

/** The first value of a header. */
export function header(headers: Headers, name: string): string | undefined {
  const value = headers[name];
  return Array.isArray(value) ? value[0] : value;
}

/** The marks and the length of the file, from a complete (200) answer. */
export function validatorsOf(headers: Headers): Validators {
  return { ...marksOf(headers), ...lengthOf(header(headers, 'content-length')) };
}

/** ETag and Last-Modified of an answer. */
export function marksOf(headers: Headers): Validators {
  const etag = header(headers, 'etag');
  const lastModified = header(headers, 'last-modified');
  return { ...(etag ? { etag } : {}), ...(lastModified ? { lastModified } : {}) };
}

/** Null for text that is not a number of bytes, or too large to count with. */
function count(value: string | undefined): number | null {
  const number = /^\d+$/.test(value ?? '') ? Number(value) : null;
  return Number.isSafeInteger(number) ? number : null;
}

function lengthOf(value: string | undefined): Pick<Validators, 'length'> {
  const length = count(value);
  return length === null ? {} : { length };
}

/** The value for `If-Range`: a strong ETag, else the date (RFC 9110, 13.1.5); null when there is neither. */
export function rangeCondition({ etag, lastModified }: Validators): string | null {
  if (etag?.startsWith('"')) return etag;
  return lastModified ?? null;
}

/** Whether two answers are about different files: they differ in a mark that both have. */
export function contradict(a: Validators, b: Validators): boolean {
  return (['etag', 'lastModified', 'length'] as const).some(
    (mark) => a[mark] !== undefined && b[mark] !== undefined && a[mark] !== b[mark],
  );
}

/**
 * Whether two answers surely are about the same file: they have the same strong ETag, or the same date and length, and
 * differ in nothing. A weak ETag allows other bytes (RFC 9110, 8.8.1).
 */
export function showSameFile(a: Validators, b: Validators): boolean {
  if (contradict(a, b)) return false;
  const sameTag = a.etag?.startsWith('"') && a.etag === b.etag;
  const [date, length] = [a.lastModified ?? b.lastModified, a.length ?? b.length];
  const sameDate = date !== undefined && a.lastModified === b.lastModified;
  return sameTag || (sameDate && length !== undefined && a.length === b.length);
}

interface ContentRange {
  readonly start: number;
  /** Bytes of the whole file; null when the server does not say. */
  readonly total: number | null;
}

/** Reads `bytes 5-9/10` (RFC 9110, 14.4); null for a header in another form. */
export function contentRange(headers: Headers): ContentRange | null {
  const match = /^bytes (\d+)-(\d+)\/(\d+|\*)$/i.exec(header(headers, 'content-range') ?? '');
  const [start, end, total] = [count(match?.[1]), count(match?.[2]), count(match?.[3])];
  if (start === null || end === null || end < start) return null;
  if (match?.[3] === '*') return { start, total: null };
  return total === null || end >= total ? null : { start, total };
}
