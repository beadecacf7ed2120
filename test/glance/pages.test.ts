import { afterEach, describe, expect, it } from 'vitest';
import { AnswerError } from '../../src/glance/answer.ts';
import { Glance } from '../../src/glance/client.ts';
import type { ImageFilter } from '../../src/glance/filter.ts';
import { type Answer, type Loopback, loopback, type Seen } from '../support/glance-server.ts';
import { wireImage } from './wire-image.ts';

let server: Loopback;
afterEach(() => server.close());

async function idsOf(answer: (request: Seen) => Answer, filter: ImageFilter = {}): Promise<string[]> {
  server = await loopback(answer);
  const ids: string[] = [];
  for await (const image of new Glance(server.service).images.list(filter)) ids.push(image.id);
  return ids;
}

function page(ids: readonly string[], next?: unknown): Answer {
  return { json: { images: ids.map((id) => wireImage({ id })), first: '/v2/images', next } };
}

describe('a listing of several pages', () => {
  it('a listing of several pages follows the marker of `next` with the path and the whole query of the first page', async () => {
    const ids = await idsOf(
      ({ query }) =>
        query.get('marker') === 'b'
          ? page(['c'])
          : page(['a', 'b'], 'https://elsewhere.example/v2/images?limit=2&tag=y&marker=b'),
      { tags: ['x', 'y'], pageSize: 2 },
    );

    expect(ids).toEqual(['a', 'b', 'c']);
    expect(server.lines()).toEqual([
      'GET /v2/images?tag=x&tag=y&limit=2',
      'GET /v2/images?tag=x&tag=y&limit=2&marker=b',
    ]);
  });

  it('a listing of several pages continues after an empty page', async () => {
    const ids = await idsOf(({ query }) =>
      query.has('marker') ? page(['a']) : page([], '/v2/images?marker=x'),
    );

    expect(ids).toEqual(['a']);
  });

  it('a listing of several pages stops with an error when the pages repeat', async () => {
    const listing = idsOf(() => page(['a'], '/v2/images?marker=a'));

    await expect(listing).rejects.toThrow('its pages repeat');
    expect(server.seen).toHaveLength(2);
  });

  it.each([
    ['a page that fails', { status: 500, body: 'out of order' } as Answer, 'answered 500'],
    ['a broken connection', 'lost' as Answer, 'other side closed'],
    ['half a page', { body: '{"images": [' } as Answer, 'not JSON'],
    ['a page without images', { json: { first: '/v2/images' } } as Answer, 'images in the listing'],
    ['a `next` that names no marker', page(['c'], '/v2/images?limit=2'), 'names no marker'],
    ['a `next` that is not a link', page(['c'], { href: 'x' }), 'names no marker'],
    ['an image that is not an object', { json: { images: [null] } } as Answer, 'image: expected an object'],
  ])('a listing of several pages never ends early: %s on page 3 is an error', async (_, third, message) => {
    const pages = [page(['a'], '/v2/images?marker=a'), page(['b'], '/v2/images?marker=b'), third];
    const listing = idsOf(({ query }) => {
      const marker = query.get('marker');
      return pages[marker === null ? 0 : marker === 'a' ? 1 : 2] ?? { status: 404 };
    });

    await expect(listing).rejects.toThrow(message);
  });

  it('a listing of several pages names the listing in its errors', async () => {
    await expect(idsOf(() => ({ json: [] }))).rejects.toThrow(AnswerError);
  });
});

describe('a filter by a property that the service would take for a range', () => {
  it('reconcile applies a filter by a property that the service would take for a range', async () => {
    const ids = await idsOf(
      () => ({
        json: { images: [wireImage({ id: 'a', hw_min: '1' }), wireImage({ id: 'b', hw_min: '2' })] },
      }),
      { properties: { hw_min: '2' } },
    );

    expect(ids).toEqual(['b']);
  });
});
