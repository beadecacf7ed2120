import type { Reply } from '../http.ts';

// Most of Glance's empty answers name a content type all the same.
const HEADERS = { 'content-type': 'text/html; charset=UTF-8' };

export function noContent(): Reply {
  return { status: 204, headers: HEADERS };
}

/** Work that goes on behind. */
export function accepted(): Reply {
  return { status: 202, headers: HEADERS };
}
