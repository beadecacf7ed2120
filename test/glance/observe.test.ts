import { afterEach, describe, expect, it } from 'vitest';
import { Glance } from '../../src/glance/client.ts';
import { lookForNames, type ObserveRequest, observe } from '../../src/glance/observe.ts';
import type { Observed } from '../../src/model/observed.ts';
import { type Answer, type Loopback, loopback, type Seen } from '../support/glance-server.ts';
import { wireImage } from './wire-image.ts';

const STACK = 'owner_specified.reconcile.stack';
const ROLE = 'owner_specified.reconcile.role';
const TARGET = {
  cloud: 'test',
  region: 'RegionOne',
  project: 'service',
  projectId: 'our-project',
  user: 'glance',
  endpoint: 'http://127.0.0.1',
};

let server: Loopback;
afterEach(() => server.close());

interface Cloud {
  readonly images?: readonly Record<string, unknown>[];
  readonly minor?: number;
  /** Answers before the cloud does. */
  readonly instead?: (request: Seen) => Answer | null;
}

async function look(cloud: Cloud, request: Partial<ObserveRequest> = {}): Promise<Observed> {
  const { images = [], minor = 15, instead = () => null } = cloud;
  server = await loopback((seen) => {
    if (seen.path === '/versions') return { json: { versions: [{ id: `v2.${minor}` }] } };
    const early = instead(seen);
    if (early !== null) return early;
    if (seen.path.endsWith('/members'))
      return { json: { members: [{ member_id: 'p', status: 'accepted' }] } };
    return { json: { images: images.filter((image) => isListed(image, seen.query)) } };
  });
  return observe(
    new Glance(server.service),
    {
      target: TARGET,
      stack: 'prod',
      names: [],
      ids: [],
      isOwn: ({ owner }) => owner === TARGET.projectId,
      membersFor: () => false,
      ...request,
    },
    { parallelism: 4 },
  );
}

function isListed(image: Record<string, unknown>, query: URLSearchParams): boolean {
  const among = (key: string) => {
    const [operator, list = ''] = query.get(key)?.split(/:(.*)/s) ?? [];
    if (operator === undefined) return true;
    const wanted = operator === 'eq' ? [list] : JSON.parse(`[${list}]`);
    return wanted.includes(image[key]);
  };
  const stack = query.get(STACK);
  const hidden = query.get('os_hidden') ?? 'false';
  return (
    among('name') &&
    among('id') &&
    (stack === null || image[STACK] === stack) &&
    (query.get('mpid') === null || image.mpid === query.get('mpid')) &&
    String(image.os_hidden) === hidden
  );
}

const idsOf = (observed: Observed) => observed.images.map((image) => image.id);

describe('observe', () => {
  it('observe finds images by marker, name and id, hidden ones too, each once', async () => {
    const observed = await look(
      {
        images: [
          wireImage({ id: 'a', name: 'wanted', [STACK]: 'prod' }),
          wireImage({ id: 'b', name: 'backup', [STACK]: 'prod', os_hidden: true }),
          wireImage({ id: 'c', name: 'wanted', owner: 'other-project', visibility: 'public' }),
          wireImage({ id: 'd', name: 'pinned', os_hidden: true }),
          wireImage({ id: 'e', name: 'other', [STACK]: 'test' }),
        ],
      },
      { names: ['wanted'], ids: ['d'] },
    );

    expect(idsOf(observed)).toEqual(['a', 'b', 'c', 'd']);
    expect(observed.features).toEqual({ minor: 15, hidden: true, stores: false });
  });

  it('observe sends at most ten requests for a hundred images with ordinary names', async () => {
    const names = Array.from({ length: 100 }, (_, at) => `Ubuntu 24.04 LTS server amd64 (build ${at}), ü`);
    const images = names.map((name, at) => wireImage({ id: `id-${at}`, name, [STACK]: 'prod' }));

    const observed = await look({ images }, { names });

    expect(observed.images).toHaveLength(100);
    expect(server.seen.length).toBeLessThanOrEqual(10);
  });

  it('observe gets each image once when the listing of the stack shows all of them', async () => {
    const names = Array.from({ length: 300 }, (_, at) => `server ${at}`);
    const images = names.map((name, at) => wireImage({ id: `id-${at}`, name, [STACK]: 'prod' }));
    const unasked = new Map(names.map((name) => [name, [name]]));

    const observed = await look({ images }, { names, unneeded: () => unasked });

    expect(observed.images).toHaveLength(300);
    expect(observed.unasked).toBe(unasked);
    expect(server.seen.map(({ query }) => query.get('name'))).toEqual([null, null, null]);
  });

  it('lookForNames adds all images of the names, and keeps the others', async () => {
    const known = await look(
      { images: [wireImage({ id: 'a', name: 'one', [STACK]: 'prod' }), wireImage({ id: 'b', name: 'two' })] },
      { names: ['one'] },
    );

    const observed = await lookForNames(new Glance(server.service), known, ['two'], { parallelism: 4 });

    expect(idsOf(known)).toEqual(['a']);
    expect(idsOf(observed)).toEqual(['a', 'b']);
  });

  describe('many publisher identifiers', () => {
    const identifiers = Array.from({ length: 5000 }, (_, at) => {
      return { names: [`new ${at}`], property: 'mpid', value: `id ${at}` };
    });
    const taken = wireImage({ id: 'a', name: 'as it was', mpid: 'id 4711' });
    const listings = () => server.seen.filter(({ path }) => path === '/v2/images');
    const others = (count: number) =>
      Array.from({ length: count }, (_, at) =>
        wireImage({ id: `o${at}`, name: `other ${at}`, mpid: `x ${at}` }),
      );

    it('observe looks for 5000 of them in two listings', async () => {
      const observed = await look({ images: [...others(50), taken] }, { identifiers });

      expect(idsOf(observed)).toEqual(['a']);
      expect(listings()).toHaveLength(4);
    });

    it('observe asks for each of them when the cloud has too many other images', async () => {
      const some = identifiers.slice(4700, 4720);

      const observed = await look({ images: [...others(81), taken] }, { identifiers: some });

      expect(idsOf(observed)).toEqual(['a']);
      expect(listings()).toHaveLength(4 + 2 * 20);
    });

    it('observe asks for each of a few without looking at other images', async () => {
      await look({ images: [taken] }, { identifiers: identifiers.slice(0, 3) });

      expect(listings()).toHaveLength(2 + 2 * 3);
    });
  });

  it('observe looks up a name that no list can hold in a request of its own', async () => {
    const observed = await look(
      { images: [wireImage({ id: 'a', name: 'say "hi"' })] },
      { names: ['say "hi"', 'x', 'y'] },
    );

    expect(idsOf(observed)).toEqual(['a']);
    expect(server.seen.map(({ query }) => query.get('name'))).toContain('eq:say "hi"');
  });

  it('observe does not look up long or quoted names of published images', async () => {
    const names = Array.from({ length: 100 }, (_, index) => `${'é'.repeat(250)}${index}`);
    const images = names.map((name, index) =>
      wireImage({
        id: `i${index}`,
        name,
        [STACK]: 'prod',
        'owner_specified.reconcile.role': 'current',
        'owner_specified.reconcile.id': `i${index}`,
      }),
    );

    expect((await look({ images }, { names })).images).toHaveLength(100);
    expect(server.seen.length).toBeLessThan(12);
  });

  it('observe looks up a long name although another project has an image with our markers and that name', async () => {
    const name = 'é'.repeat(250);
    const forged = {
      [STACK]: 'prod',
      'owner_specified.reconcile.role': 'current',
      'owner_specified.reconcile.id': 'forged',
    };
    const images = [wireImage({ id: 'forged', name, owner: 'another', visibility: 'community', ...forged })];
    await look({ images }, { names: [name] });
    expect(server.seen.some(({ query }) => query.get('name')?.includes(name))).toBe(true);
  });

  it('observe finds images by publisher identifier where no name finds them, hidden images too', async () => {
    const identifier = (name: string, value: string) => ({ names: [name], property: 'mpid', value });
    const mark = { [STACK]: 'prod', 'owner_specified.reconcile.role': 'current' };
    const observed = await look(
      {
        images: [
          wireImage({ id: 'a', name: 'as it was', mpid: 'A' }),
          wireImage({ id: 'b', name: 'put away', mpid: 'A', os_hidden: true }),
          wireImage({ id: 'c', name: 'ours', mpid: 'C', owner: 'our-project' }),
          wireImage({ id: 'd', name: 'theirs', mpid: 'D', owner: 'other-project', visibility: 'public' }),
          wireImage({ id: 'e', name: 'far', ...mark, 'owner_specified.reconcile.image': 'published' }),
          wireImage({ id: 'f', name: 'also C', mpid: 'C' }),
          wireImage({ id: 'g', name: 'also D', mpid: 'D' }),
        ].map((image) => (image.id === 'e' ? { ...image, 'owner_specified.reconcile.id': 'e' } : image)),
      },
      {
        names: ['wanted', 'ours', 'theirs', 'published'],
        identifiers: [
          identifier('wanted', 'A'),
          identifier('ours', 'C'),
          identifier('theirs', 'D'),
          identifier('published', 'E'),
        ],
      },
    );

    expect(idsOf(observed)).toEqual(['a', 'b', 'c', 'd', 'e', 'g']);
    const asked = server.seen.map(({ query }) => query.get('mpid')).filter((value) => value !== null);
    expect(new Set(asked)).toEqual(new Set(['A', 'D']));
  });

  it.each<[string, object]>([
    ['has no data yet', { status: 'queued' }],
    ['is a backup', { [ROLE]: 'backup' }],
    ['was staged', { [ROLE]: 'staged' }],
    ['is pinned, and so that of another entry', { id: 'pinned' }],
    [
      'is published for another entry',
      {
        [STACK]: 'prod',
        [ROLE]: 'current',
        'owner_specified.reconcile.id': 'named',
        'owner_specified.reconcile.image': 'another',
      },
    ],
    [
      'is a community image, in spite of its markers',
      {
        owner: 'other-project',
        visibility: 'community',
        [STACK]: 'prod',
        [ROLE]: 'current',
        'owner_specified.reconcile.id': 'named',
        'owner_specified.reconcile.image': 'wanted',
      },
    ],
  ])('observe looks up the identifier where the image with the name %s', async (_what, fields) => {
    const named = wireImage({ id: 'named', name: 'wanted', owner: 'our-project', ...fields });
    const known = wireImage({ id: 'known', name: 'as it was', mpid: 'A' });
    const observed = await look(
      { images: [named, known] },
      {
        names: ['wanted'],
        ids: ['pinned'],
        identifiers: [{ names: ['wanted'], property: 'mpid', value: 'A' }],
      },
    );
    expect(idsOf(observed)).toContain('known');
  });

  it('observe looks up a name that fits in no list only where no published image of the stack has it', async () => {
    const role = 'owner_specified.reconcile.role';
    const mark = 'owner_specified.reconcile.id';
    const ours = (id: string, more: object) =>
      wireImage({ id, name: `"${id}"`, [STACK]: 'prod', [role]: 'current', [mark]: id, ...more });
    const observed = await look(
      {
        images: [
          ours('published', {}),
          ours('staged', { [role]: 'staged' }),
          ours('snapshot', { [mark]: 'another' }),
          wireImage({ id: 'unmarked', name: '"unmarked"' }),
        ],
      },
      { names: ['"published"', '"staged"', '"snapshot"', '"unmarked"'] },
    );

    expect(idsOf(observed)).toEqual(['published', 'snapshot', 'staged', 'unmarked']);
    const asked = server.seen.map(({ query }) => query.get('name')).filter((name) => name !== null);
    expect(new Set(asked)).toEqual(new Set(['eq:"staged"', 'eq:"snapshot"', 'eq:"unmarked"']));
  });

  it('observe does not ask a service older than v2.7 for hidden images', async () => {
    await look({ minor: 6 }, { names: ['a'], ids: ['b'] });

    expect(server.lines()).toEqual([
      'GET /versions',
      `GET /v2/images?visibility=all&${STACK}=prod&limit=1000`,
      'GET /v2/images?name=eq:a&limit=1000',
      'GET /v2/images?id=eq:b&visibility=all&member_status=all&limit=1000',
    ]);
  });

  it('observe leaves out deleted images, and images that match only without regard to case', async () => {
    const observed = await look(
      {
        instead: ({ query }) =>
          query.get('os_hidden') === 'false'
            ? {
                json: {
                  images: [
                    wireImage({ id: 'a', name: 'wanted' }),
                    wireImage({ id: 'b', name: 'Wanted' }),
                    wireImage({ id: 'c', name: 'wanted', status: 'pending_delete' }),
                    wireImage({ id: 'd', name: 'wanted', status: 'killed' }),
                    wireImage({ id: 'e', name: null }),
                  ],
                },
              }
            : null,
      },
      { names: ['wanted'] },
    );

    expect(idsOf(observed)).toEqual(['a']);
  });

  it('observe lists in halves when a server on the way finds the list too long', async () => {
    const names = ['a', 'b', 'c', 'd', 'e'];
    const observed = await look(
      {
        images: names.map((name) => wireImage({ id: `id-${name}`, name })),
        instead: ({ query }) => ((query.get('name')?.length ?? 0) > 12 ? { status: 414 } : null),
      },
      { names },
    );

    expect(observed.images.map((image) => image.name)).toEqual(names);
  });

  it('observe fails as a whole when any listing fails', async () => {
    const looking = look(
      { instead: ({ query }) => (query.get('os_hidden') === 'true' ? { status: 500, body: 'oops' } : null) },
      { names: ['a'] },
    );

    await expect(looking).rejects.toThrow('answered 500');
  });

  it('observe reads members only of shared images whose members the file manages', async () => {
    const observed = await look(
      {
        images: [
          wireImage({ id: 'a', name: 'managed', visibility: 'shared' }),
          wireImage({ id: 'b', name: 'managed', visibility: 'private' }),
          wireImage({ id: 'c', name: 'not managed', visibility: 'shared' }),
        ],
      },
      { names: ['managed', 'not managed'], membersFor: (image) => image.name === 'managed' },
    );

    expect([...observed.members]).toEqual([['a', [{ memberId: 'p', status: 'accepted' }]]]);
    expect(server.lines().filter((line) => line.includes('members'))).toEqual(['GET /v2/images/a/members']);
  });
});
