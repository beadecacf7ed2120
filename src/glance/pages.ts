import type { ServiceClient } from '../openstack/service.ts';
import { AnswerError, asArray, asObject } from './answer.ts';
import type { CallOptions } from './call.ts';

/** More pages than any cloud has: a listing that goes on is faulty. */
const MAX_PAGES = 10_000;

/**
 * Every item of a paged listing, page after page. A page that fails or has another form is an error, so a listing never
 * ends early. Of `next`, only the marker is used, with the first page's path and query: the link lacks a proxy's prefix,
 * and of several `tag` parameters Glance keeps only the last.
 */
export async function* listPages(
  service: ServiceClient,
  listing: { readonly path: string; readonly key: string; readonly query: URLSearchParams },
  options: CallOptions = {},
): AsyncGenerator<unknown> {
  let query = listing.query;
  const seen = new Set<string>();
  for (let page = 1; page <= MAX_PAGES; page++) {
    const answer = await service.request({ method: 'GET', path: listing.path, query, ...options });
    const body = asObject(await answer.json(), `listing of ${listing.path}`);
    yield* asArray(body[listing.key], `${listing.key} in the listing of ${listing.path}`);
    if (body.next === undefined || body.next === null) return;
    query = nextQuery(listing, body.next);
    const asked = query.toString();
    if (seen.has(asked)) throw new AnswerError(`listing of ${listing.path}: its pages repeat`);
    seen.add(asked);
  }
  throw new AnswerError(`listing of ${listing.path}: more than ${MAX_PAGES} pages`);
}

function nextQuery(
  listing: { readonly path: string; readonly query: URLSearchParams },
  next: unknown,
): URLSearchParams {
  const search = typeof next === 'string' ? next.split('?')[1] : undefined;
  const marker = new URLSearchParams(search).get('marker');
  if (marker === null || marker === '') {
    throw new AnswerError(`listing of ${listing.path}: its link to the next page names no marker`);
  }
  const query = new URLSearchParams(listing.query);
  query.set('marker', marker);
  return query;
}
