import { header, type SandboxRequest } from '../http.ts';
import { badRequest, standard } from './errors.ts';

/** The bytes from `start` to before `end`. */
interface ByteRange {
  readonly start: number;
  readonly end: number;
}

/** The bytes that Range (or Content-Range, an older form) asks for; undefined for the whole data. */
export function rangeOf(request: SandboxRequest, size: number): ByteRange | undefined {
  const range = header(request.headers, 'range');
  if (range !== undefined) return parseRange(range, size);
  const contentRange = header(request.headers, 'content-range');
  return contentRange === undefined ? undefined : parseContentRange(contentRange, size);
}

function parseRange(text: string, size: number): ByteRange {
  if (text.includes(',')) {
    throw badRequest(
      'Requests with multiple ranges are not supported in Glance. You may make multiple single-range requests ' +
        'instead.',
    );
  }
  const [, first = '', last = ''] = /^bytes\s*=\s*(\d*)\s*-\s*(\d*)$/.exec(text) ?? [];
  if (first === '' && last === '') throw standard(416, 'Invalid Range header.');
  if (first === '') return { start: Math.max(size - Number(last), 0), end: size };
  const start = Number(first);
  if (last !== '' && Number(last) < start) throw standard(416, 'Invalid Range header.');
  if (start >= size) throw outside('Range', size);
  return { start, end: last === '' ? size : Math.min(Number(last) + 1, size) };
}

function parseContentRange(text: string, size: number): ByteRange {
  const [, first, last] = /^bytes (\d+)-(\d+)\/(?:\d+|\*)$/.exec(text) ?? [];
  if (first === undefined || last === undefined || Number(last) < Number(first)) {
    throw standard(416, 'Invalid Content-Range header.');
  }
  if (Number(first) >= size) throw outside('Content-Range', size);
  return { start: Number(first), end: Math.min(Number(last) + 1, size) };
}

function outside(name: string, size: number): Error {
  return standard(
    416,
    `Invalid start position in ${name} header. Start position MUST be in the inclusive range [0, ${size - 1}].`,
  );
}
