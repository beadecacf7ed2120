import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type ImageFilter, listBatches, listQueries } from '../../src/glance/filter.ts';

function asText(filter: ImageFilter): readonly string[] {
  return listQueries(filter).map((query) => [...query].map(([key, value]) => `${key}=${value}`).join('&'));
}

/** How Glance 25.1 reads the value of `name=` (common/utils.py), null for what it answers 400 to. */
function readByGlance(value: string): readonly string[] | null {
  const [operator, ...rest] = value.split(':');
  const list = rest.join(':');
  if (operator === 'eq') return [list];
  if (operator !== 'in') return null;
  let open = false;
  for (let at = 0; at < list.length; at++) {
    if (list[at] !== '"' || (at > 0 && list[at - 1] === '\\')) continue;
    if (!open && at > 0 && list[at - 1] !== ',') return null;
    if (open && at + 1 !== list.length && list[at + 1] !== ',') return null;
    open = !open;
  }
  if (open) return null;
  return [...list.matchAll(/"([^"\\]*(?:\\.[^"\\]*)*)",?|([^,]+),?|,/g)].map(
    (match) => match[1] || match[2] || '',
  );
}

describe('listQueries', () => {
  it('listQueries asks for a thousand images a page by default', () => {
    expect(asText({})).toEqual(['limit=1000']);
  });

  it('listQueries puts every condition into one query', () => {
    expect(
      asText({
        names: ['a b'],
        ids: ['1', '2'],
        statuses: ['active', 'queued'],
        tags: ['x', 'y'],
        visibility: 'shared',
        owner: 'p',
        memberStatus: 'all',
        hidden: false,
        protected: true,
        sizeMin: 1,
        sizeMax: 2,
        diskFormats: ['raw'],
        containerFormats: ['bare', 'ova'],
        createdAt: { operator: 'gte', time: '2024-01-01T00:00:00Z' },
        updatedAt: { operator: 'lt', time: '2025-01-01T00:00:00Z' },
        properties: { 'a.b': 'c:d,e' },
        sort: [
          { key: 'name', direction: 'asc' },
          { key: 'created_at', direction: 'desc' },
        ],
        pageSize: 10,
      }),
    ).toEqual([
      'name=eq:a b&id=in:"1","2"&status=in:"active","queued"&tag=x&tag=y&visibility=shared&owner=p' +
        '&member_status=all&os_hidden=false&protected=true&size_min=1&size_max=2&disk_format=eq:raw' +
        '&container_format=in:"bare","ova"&created_at=gte:2024-01-01T00:00:00Z' +
        '&updated_at=lt:2025-01-01T00:00:00Z&a.b=c:d,e&sort=name:asc,created_at:desc&limit=10',
    ]);
  });

  it('listQueries gives no queries when a list of the filter is empty', () => {
    expect(asText({ names: [] })).toEqual([]);
    expect(asText({ statuses: [] })).toEqual([]);
  });

  it('listQueries does not send properties that are parameters of the listing', () => {
    expect(asText({ properties: { hw_min: '1', limit: '2', marker: '3', visibility: 'x' } })).toEqual([
      'limit=1000',
    ]);
  });
});

describe('names in queries', () => {
  it('listQueries sends a name with a double quote or a backslash in a request of its own', () => {
    expect(asText({ names: ['a', 'say "hi"', 'b', 'back\\'], pageSize: 1 })).toEqual([
      'name=eq:say "hi"&limit=1',
      'name=eq:back\\&limit=1',
      'name=in:"a","b"&limit=1',
    ]);
  });

  it('listQueries sends a hundred ordinary names in one request', () => {
    const names = Array.from({ length: 100 }, (_, at) => `Ubuntu 22.04 LTS (build ${at})`);

    expect(listBatches(names)).toEqual([names]);
    expect(listBatches([...names, 'one more'])).toHaveLength(2);
  });

  it('listQueries keeps every request line well under the 8191 bytes that a server accepts', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'binary', maxLength: 255 }), { maxLength: 150 }), (names) => {
        const lengths = listQueries({ names, visibility: 'all', memberStatus: 'all', hidden: true }).map(
          (query) => query.toString().length,
        );
        expect(Math.max(0, ...lengths)).toBeLessThan(7000);
      }),
    );
  });

  it('Glance reads exactly the given names from the queries of listQueries', () => {
    const awkward = fc.string({ unit: fc.constantFrom('"', '\\', ',', ':', ' ', '%', 'a', 'ü', '漢', '\n') });
    fc.assert(
      fc.property(fc.array(fc.oneof(awkward, fc.string({ minLength: 1 })), { maxLength: 30 }), (names) => {
        const read = listQueries({ names }).map((query) => readByGlance(query.get('name') ?? ''));
        expect(read).not.toContain(null);
        expect(read.flatMap((list) => list ?? []).sort()).toEqual([...new Set(names)].sort());
      }),
    );
  });
});
