import type { Validators } from '../../model/marker.ts';

/** Header values by lower-case name, as undici gives them. */
export type Headers = Readonly<Record<string, string | string[] | undefined>>;

export function header(headers: Headers, name: string): string | undefined {
  const value = headers[name];
  return Array.isArray(value) ? value[0] : value;
}

/** What a complete (200) answer says of the file. */
export function validatorsOf(headers: Headers): Validators {
  return { ...marksOf(headers), ...lengthOf(header(headers, 'content-length')) };
}

/** ETag and Last-Modified, without a length. */
export function marksOf(headers: Headers): Validators {
  const etag = header(headers, 'etag');
  const lastModified = header(headers, 'last-modified');
  return { ...(etag ? { etag } : {}), ...(lastModified ? { lastModified } : {}) };
}

/** Null for what cannot be counted with. */
function count(value: string | undefined): number | null {
  const number = /^\d+$/.test(value ?? '') ? Number(value) : null;
  return Number.isSafeInteger(number) ? number : null;
}

function lengthOf(value: string | undefined): Pick<Validators, 'length'> {
  const length = count(value);
  return length === null ? {} : { length };
}

/** What `If-Range` may hold: a strong ETag, else the date (RFC 9110, 13.1.5); null when there is neither. */
export function rangeCondition({ etag, lastModified }: Validators): string | null {
  if (etag?.startsWith('"')) return etag;
  return lastModified ?? null;
}

/** Whether two answers speak of different files, by any mark that both bear. */
export function contradict(a: Validators, b: Validators): boolean {
  return (['etag', 'lastModified', 'length'] as const).some(
    (mark) => a[mark] !== undefined && b[mark] !== undefined && a[mark] !== b[mark],
  );
}

export interface ContentRange {
  readonly start: number;
  /** Bytes of the whole file; null when the server does not say. */
  readonly total: number | null;
}

/** Reads `bytes 5-9/10` (RFC 9110, 14.4); null when it is no such thing. */
export function contentRange(headers: Headers): ContentRange | null {
  const match = /^bytes (\d+)-(\d+)\/(\d+|\*)$/i.exec(header(headers, 'content-range') ?? '');
  const [start, end, total] = [count(match?.[1]), count(match?.[2]), count(match?.[3])];
  if (start === null || end === null || end < start) return null;
  if (match?.[3] === '*') return { start, total: null };
  return total === null || end >= total ? null : { start, total };
}

/** `Retry-After` in milliseconds from now: seconds or a date (RFC 9110, 10.2.3); 0 when there is none. */
export function retryAfterMs(headers: Headers, now: number): number {
  const value = header(headers, 'retry-after');
  if (value === undefined) return 0;
  if (/^\d+$/.test(value)) return Number(value) * 1000;
  const date = Date.parse(value);
  return Number.isNaN(date) ? 0 : Math.max(0, date - now);
}
