import { json, type Reply } from '../http.ts';
import type { Call } from './context.ts';
import { badRequest, forbidden, noImage } from './errors.ts';
import { filterOf } from './filters.ts';
import { canSee } from './policy.ts';
import { type ImageRecord, imageView } from './record.ts';
import { compareImages, isAfter, orderOf } from './sorting.ts';

const DEFAULT_LIMIT = 25;
const MAX_LIMIT = 1000;

/** `GET /v2/images`: one page. */
export function listImages(call: Call): Reply {
  const { query } = call.request;
  const limit = limitOf(query);
  const keep = filterOf(query, call.caller);
  const order = orderOf(query);
  const marker = markerOf(call, query.getAll('marker').at(-1));

  const found = [...call.glance.records.all()].filter(
    (image) => keep(image) && (marker === undefined || isAfter(order, image, marker)),
  );
  const page = found.sort((a, b) => compareImages(order, a, b)).slice(0, limit);
  const last = page.length === limit ? page.at(-1) : undefined;
  return json(200, {
    images: page.map((image) => imageView(image, call.caller.isAdmin)),
    ...links('/v2/images', query, last?.id),
    schema: '/v2/schemas/images',
  });
}

function limitOf(query: URLSearchParams): number {
  const text = query.getAll('limit').at(-1);
  if (text === undefined) return DEFAULT_LIMIT;
  if (!/^\s*[+-]?\d+\s*$/.test(text)) throw badRequest('limit param must be an integer');
  const limit = Number(text);
  if (limit < 0) throw badRequest('limit param must be positive');
  return Math.min(limit, MAX_LIMIT);
}

function markerOf(call: Call, id: string | undefined): ImageRecord | undefined {
  if (id === undefined) return undefined;
  // An admin's marker may be an image that was deleted since.
  const marker =
    call.glance.records.get(id) ?? (call.caller.isAdmin ? call.glance.records.deleted(id) : undefined);
  if (marker === undefined) throw badRequest(noImage(id).message);
  if (!canSee(call.caller, marker)) throw forbidden(`Forbidding request, image ${id} not visible`);
  return marker;
}

/**
 * The links `first` and `next` of a page: the path without the endpoint's prefix, and the query as Glance repeats it,
 * with the last value of a repeated parameter.
 */
export function links(
  path: string,
  query: URLSearchParams,
  last: string | undefined,
): Record<string, string> {
  const parameters = new Map(query);
  parameters.delete('marker');
  const withQuery = (): string => {
    const text = [...parameters].map(([name, value]) => `${formEncode(name)}=${formEncode(value)}`).join('&');
    return text === '' ? path : `${path}?${text}`;
  };
  const first = withQuery();
  if (last === undefined) return { first };
  parameters.set('marker', last);
  return { first, next: withQuery() };
}

/** Encodes like Python's `quote_plus`. */
function formEncode(text: string): string {
  return encodeURIComponent(text)
    .replace(/[!'()*]/g, (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`)
    .replaceAll('%20', '+');
}
