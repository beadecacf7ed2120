import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { DesiredImage, Publishers, RunSettings } from '../../../src/model/desired.ts';
import type { Image } from '../../../src/model/image.ts';
import { MARKER } from '../../../src/model/marker.ts';
import type { AskedList, Reserves } from '../../../src/model/unresolved.ts';
import { HOLDING_OLD, live, marked, planFor, SERVICE, type World, wanted } from '../../support/plan-input.ts';
import { runs } from '../../support/runs.ts';

const ID = (number: number) => `00000000-0000-4000-8000-0000000000${String(number).padStart(2, '0')}`;
const PRUNES = ['never', 'hide', 'deactivate', 'delete'] as const;

/** Entry number `line` of the file, and the list that is served there; `null`: none can be read. */
function asked(line: number, served: string | null, fields: Partial<AskedList> = {}): AskedList {
  const [identifier = '', version = ''] = served?.split(' ') ?? [];
  return {
    place: `https://lists.example/${line}`,
    at: { file: 'glance.yaml', line, column: 5 },
    image: null,
    pinned: null,
    found: served === null ? null : { identifier, version },
    ...fields,
  };
}

/** An image of the entry's list. */
function listed({ at, found }: AskedList, name: string, fields: Partial<DesiredImage> = {}): DesiredImage {
  return wanted({ name, at, ...(found ? { list: found } : {}), ...fields });
}

/** A published image of this stack that records a list. */
function from(list: string, name: string, number: number, fields: Partial<Image> = {}): Image {
  const properties = marked('current', { [MARKER.image]: name, [MARKER.list]: list });
  return live({ id: ID(number), name, properties, ...fields });
}

function plan(
  lists: readonly AskedList[],
  images: readonly DesiredImage[],
  at: readonly Image[],
  { publishers, ...world }: World & { readonly prune?: RunSettings['prune'] } = {},
) {
  const settings = { prune: world.prune ?? ('delete' as const) };
  return planFor(images, { live: at, settings, ...world, publishers: { asked: lists, ...publishers } });
}

describe('a list of a lower version', () => {
  const old = asked(7, 'x 2.9');
  const before = [from('x 2.10', 'a', 1), from('x 2.9', 'b', 2)];

  it('a list of a lower version is skipped like an unreadable one, with both versions and the way out, and other entries are planned', () => {
    const { changes, unresolved, pruningWithheld } = plan(
      [old],
      [listed(old, 'a'), wanted({ name: 'own' })],
      before,
    );
    expect(changes).toMatchObject([{ name: 'own', action: 'create', blockedBy: [] }]);
    expect(unresolved).toEqual([
      {
        name: null,
        list: old.place,
        at: old.at,
        message: `the list "x" has version "2.9", but image ${ID(1)} of this stack records its version "2.10": a list's version must not go down`,
        hint: expect.stringMatching(/serve version "2\.10" or higher.*remove the property/),
      },
    ]);
    expect(pruningWithheld).toBe(true);
  });

  it.each<[string, readonly DesiredImage[], World]>([
    ['holds nothing that is selected', [], {}],
    ['has expired, and its images count as not listed', [], { publishers: { expired: [listed(old, 'a')] } }],
    ['has expired, and its images are to be deleted', [listed(old, 'a', { state: 'absent' })], {}],
    [
      'calls an image expired that is to be hidden',
      [listed(old, 'a', { hidden: true, digests: {}, expiry: { reason: 'expired', unchanged: false } })],
      {},
    ],
  ])('a list of a lower version is skipped also when it %s', (_what, images, world) => {
    const planned = plan([old], images, before, world);
    expect(planned).toMatchObject({ changes: [], unresolved: [{ name: null }] });
    expect(planned.warnings.join()).not.toContain('no longer listed');
  });

  it('a list of a lower version skips one entry when only that asks for the list', () => {
    const single = { ...old, image: 'a' };
    const { changes, unresolved } = plan([single], [listed(single, 'a'), wanted({ name: 'own' })], before);
    expect(changes.map(({ name }) => name)).toEqual(['own']);
    expect(unresolved).toMatchObject([{ name: 'a', list: null, at: old.at }]);
  });

  it('a list of a lower version may come from another mirror with the present version', () => {
    const mirror = asked(9, 'x 2.10');
    const { changes, unresolved } = plan(
      [old, mirror],
      [listed(old, 'b', { digests: { md5: 'c'.repeat(32) } }), listed(mirror, 'a')],
      before,
    );
    expect(changes).toMatchObject([{ name: 'a', action: 'unchanged' }]);
    expect(unresolved).toMatchObject([{ list: old.place }]);
  });

  it('a list of a lower version is reported once, without its images that are skipped already', () => {
    const entry = {
      ...{ name: 'c', list: old.place, at: old.at, message: 'bad', hint: null },
      reserves: { names: ['c'], ids: [], publisherIds: [], unknown: false },
    };
    const { unresolved } = plan([old], [], before, { publishers: { skipped: [entry] } });
    expect(unresolved).toHaveLength(1);
    expect(unresolved).toMatchObject([{ name: null }]);
  });

  it.each<[string, Image]>([
    [
      'an image of another stack',
      live({ ...before[0], properties: { ...before[0]!.properties, [MARKER.stack]: 'other' } }),
    ],
    [
      'what was never published',
      live({ id: ID(1), properties: marked('staged', { [MARKER.list]: 'x 2.10' }) }),
    ],
    ["another project's image", from('x 2.10', 'z', 1, { owner: 'another project' })],
    ['an image without markers', live({ id: ID(1), properties: { [MARKER.list]: 'x 2.10' } })],
    ['the same version', from('x 2.9', 'a', 1)],
    ['another list', from('y 2.10', 'z', 1, { properties: marked('backup', { [MARKER.list]: 'y 2.10' }) })],
  ])('the version of a list is not derived from %s', (_what, image) => {
    expect(plan([old], [listed(old, 'b')], [image, before[1]!]).unresolved).toBeUndefined();
  });

  it.each([
    ['highest first', ['x 2.11', 'x 2.10']],
    ['highest last', ['x 2.10', 'x 2.11']],
  ])('a list of a lower version is held to the highest version that an image records: %s', (_what, lists) => {
    const at = lists.map((list, index) => from(list, `image ${index}`, index + 1));
    const { unresolved } = plan([old], [listed(old, 'a')], at);
    expect(unresolved?.[0]?.message).toContain('records its version "2.11"');
  });

  it.each([
    ['another file', { file: 'other.yaml', line: 7, column: 5 }],
    ['another column', { file: 'glance.yaml', line: 7, column: 40 }],
  ])('a list of a lower version leaves the list of an entry at the same line of %s alone', (_what, place) => {
    const mirror = { ...asked(9, 'x 2.10'), at: place };
    const { changes, unresolved } = plan([old, mirror], [listed(old, 'b'), listed(mirror, 'a')], before);
    expect(changes).toMatchObject([{ name: 'a', action: 'unchanged' }]);
    expect(unresolved).toMatchObject([{ at: old.at }]);
  });

  it('a list of a lower version leaves an entry alone that asks for one image of it, and failed already', () => {
    const single = { ...old, image: 'a' };
    const failed = { name: 'a', list: null, at: old.at, message: 'bad', hint: null };
    const reserves = { names: ['a'], ids: [], publisherIds: [], unknown: false };
    const { unresolved } = plan([single], [], before, { publishers: { skipped: [{ ...failed, reserves }] } });
    expect(unresolved).toEqual([failed]);
  });

  it('a list of a lower version leaves an entry alone that is to be absent: its publisher was not asked', () => {
    const single = { ...old, image: 'a' };
    const { changes } = plan([single], [wanted({ name: 'a', at: old.at, state: 'absent' })], [before[0]!]);
    expect(changes).toMatchObject([{ name: 'a', action: 'delete', blockedBy: [] }]);
  });

  it('two lists of lower versions are skipped with their images, beside an entry that failed for itself', () => {
    const second = asked(8, 'z 1');
    const skipped = (name: string, { at, place }: AskedList) => ({
      ...{ name, list: place, at, message: 'bad', hint: null },
      reserves: { names: [name], ids: [], publisherIds: [], unknown: false },
    });
    const lists = [old, second];
    const images = [listed(old, 'a'), listed(second, 'c')];
    const elsewhere = asked(9, null);
    const publishers = { skipped: [skipped('b', old), skipped('d', second), skipped('e', elsewhere)] };
    const { changes, unresolved } = plan(lists, images, [...before, from('z 2', 'c', 3)], { publishers });
    expect(changes).toEqual([]);
    expect(unresolved?.map(({ name, list }) => name ?? list)).toEqual(['e', old.place, second.place]);
  });

  it.each<[string, Partial<DesiredImage>, Image, Partial<Reserves>]>([
    ['a name', { previously: ['c'] }, live({ name: 'c' }), { names: ['c'] }],
    ['an id', { id: ID(1) }, live({ name: 'c', id: ID(1) }), { ids: [ID(1)] }],
    [
      'a publisher id',
      { publisherId: { property: 'mpid', value: 'new' } },
      live({ name: 'own', properties: { mpid: 'old' } }),
      { publisherIds: [{ property: 'mpid', value: 'old' }] },
    ],
  ])(
    'a list of a lower version reserves what its skipped images reserved: %s',
    (_what, fields, image, reserves) => {
      const entry = {
        ...{ name: 'c', list: old.place, at: old.at, message: 'bad', hint: null },
        reserves: { names: [], ids: [], publisherIds: [], unknown: false, ...reserves },
      };
      const own = wanted({ name: 'own', ...fields });
      const recording = from('x 2.10', 'a', 9);
      const isTouched = (publishers: Partial<Publishers>) => {
        const { changes } = plan([old], [own], [recording, image], { publishers });
        return JSON.stringify(changes.map(({ steps }) => steps)).includes(image.id);
      };
      expect(isTouched({ skipped: [entry] })).toBe(false);
      expect(isTouched({})).toBe(true);
    },
  );

  it('a list of a lower version keeps what is known of expired images of other lists', () => {
    const other = asked(8, 'z 1');
    const expired = [listed(other, 'kernel', { owner: { project: 'shop', at: other.at } })];
    const app = wanted({ name: 'app', references: { kernel_id: { image: 'kernel' } } });
    const kernel = from('z 1', 'kernel', 3, { owner: 'shop-id' });
    const world = { projects: [{ id: 'shop-id', name: 'shop' }], publishers: { expired } };
    const { changes } = plan([old, other], [app], [...before, kernel], world);
    expect(changes).toMatchObject([{ name: 'app', action: 'create' }]);
  });

  it('a list of a lower version does not keep another list from recording its version', () => {
    const other = asked(8, 'z 2');
    const images = [listed(other, 'kept'), listed(other, 'dropped', { state: 'absent' })];
    const at = [...before, from('z 1', 'kept', 3), from('z 1', 'dropped', 4)];
    const { changes } = plan([old, other], images, at);
    expect(changes).toMatchObject([
      { name: 'kept', action: 'update', fields: [{ path: 'list_version', after: '2' }] },
      { name: 'dropped', action: 'delete', notedBy: ['kept'] },
    ]);
  });

  it('an image in its own project counts as ours', () => {
    const at = { file: 'glance.yaml', line: 1, column: 1 };
    const owner = { project: 'shop', at };
    const world = { projects: [{ id: 'shop-id', name: 'shop' }] };
    const there = from('x 2.10', 'a', 1, { owner: 'shop-id' });
    expect(plan([old], [listed(old, 'a', { owner })], [there], world).unresolved).toHaveLength(1);
    expect(there.owner).not.toBe(SERVICE);
  });
});

describe('another list in the place of a recorded one', () => {
  const other = asked(7, 'y 1');
  const before = [from('x 2', 'a', 1)];

  it('another list in the place of a recorded one is skipped, and the hint says how to accept it', () => {
    const { changes, unresolved } = plan([other], [listed(other, 'b')], before);
    expect(changes).toEqual([]);
    expect(unresolved).toMatchObject([
      {
        list: other.place,
        at: other.at,
        message:
          'the list "y" is served here, but images of this stack came from "x", which is not served any more',
        hint: expect.stringContaining('say `identifier: "y"` in its entry'),
      },
    ]);
  });

  it('another list is skipped for a single entry too, which names the list as `list`', () => {
    const single = { ...other, image: 'b' };
    const { unresolved } = plan([single], [listed(single, 'b')], before);
    expect(unresolved).toMatchObject([
      { name: 'b', hint: expect.stringContaining('say `list: "y"` in its') },
    ]);
  });

  it('another list in the place of a recorded one is accepted when the entry names it, and images of the first list are unlisted then', () => {
    const named = { ...other, pinned: 'y' };
    const { changes, unresolved } = plan([named], [listed(named, 'b')], before);
    expect(unresolved).toBeUndefined();
    expect(changes).toMatchObject([
      { name: 'b', action: 'create' },
      { name: 'a', action: 'delete' },
    ]);
  });

  it.each<[string, readonly AskedList[], readonly Image[]]>([
    ['it is new beside the first', [asked(5, 'x 2'), other], before],
    ['the stack has images of both', [other], [...before, from('y 1', 'c', 2)]],
    ['it is new, and another that cannot be read may be the first', [asked(5, null), other], before],
    ['it is new, and the first cannot be read', [asked(5, null, { pinned: 'X' }), other], before],
    ['it is the first, with its UUID in another case', [asked(7, 'X 2')], before],
    [
      'it is new, and all images of the first are hidden or deactivated already',
      [other],
      [
        from('x 2', 'a', 1, {
          hidden: true,
          properties: { ...before[0]!.properties, [MARKER.pruned]: 'hide' },
        }),
      ],
    ],
    [
      'it is new, and only backups record the first',
      [other],
      [live({ name: 'old', properties: marked('backup', { [MARKER.list]: 'x 2' }) })],
    ],
  ])('another list in the place of a recorded one is accepted: %s', (_what, lists, at) => {
    expect(plan(lists, [listed(other, 'b')], at).unresolved).toBeUndefined();
  });

  it('another list in the place of a recorded one is accepted when the file lists the recorded image itself now', () => {
    expect(plan([other], [listed(other, 'b'), wanted({ name: 'a' })], before).unresolved).toBeUndefined();
  });

  it('another list in the place of a recorded one is skipped when more lists are missing than cannot be read', () => {
    const lists = [asked(5, null), other];
    const { unresolved } = plan(lists, [listed(other, 'b')], [from('z 3', 'c', 2), ...before]);
    expect(unresolved?.[0]?.message).toContain('"x" (and 1 more), which');
  });

  it.each<[string, AskedList]>([
    ['was read at the same place for another entry', { ...asked(5, null), place: other.place }],
    ['must be a list of its own', asked(5, null, { pinned: 'w' })],
  ])(
    'another list in the place of a recorded one is skipped, although a list that cannot be read %s',
    (_what, unread) => {
      expect(plan([unread, other], [listed(other, 'b')], before).unresolved).toMatchObject([
        { at: other.at },
      ]);
    },
  );

  it('another list in the place of a recorded one is skipped, although it has an image of the same name', () => {
    const { changes, unresolved } = plan([other], [listed(other, 'a')], before);
    expect(changes).toEqual([]);
    expect(unresolved).toMatchObject([{ list: other.place }]);
  });

  it('another list in the place of a recorded one is skipped, and its version is not recorded on the images of an accepted one', () => {
    const accepted = { ...asked(5, 'y 1'), pinned: 'y' };
    const newer = asked(7, 'y 2');
    const images = [listed(accepted, 'b'), listed(accepted, 'c', { state: 'absent' })];
    const at = [...before, from('y 0.9', 'b', 2), from('y 0.9', 'c', 3)];
    const { changes, unresolved } = plan([accepted, newer], images, at);
    expect(unresolved).toMatchObject([{ at: newer.at }]);
    expect(changes).toMatchObject([
      { name: 'b', action: 'update', fields: [{ path: 'list_version', after: '1' }] },
      { name: 'c', action: 'delete', notedBy: ['b'] },
    ]);
  });

  it('another list in the place of a recorded one is skipped when it is the list of another entry, served at both places', () => {
    const lists = [asked(5, 'y 1'), other];
    const at = [...before, from('y 1', 'b', 2)];
    const { changes, unresolved } = plan(lists, [listed(lists[0]!, 'b', { hidden: true })], at);
    expect(unresolved).toHaveLength(2);
    expect(changes).toEqual([]);
  });
});

it('no image of a list changes while an older or another list is served', () => {
  const names = ['a', 'b', 'c', 'd'];
  const scene = fc.record({
    before: fc.subarray(names, { minLength: 1 }),
    now: fc.array(
      fc.record({
        name: fc.constantFrom(...names, 'e'),
        fate: fc.constantFrom<'present' | 'absent' | 'expired' | 'suspended'>(
          'present',
          'absent',
          'expired',
          'suspended',
        ),
      }),
      { maxLength: 5 },
    ),
    served: fc.constantFrom('x 1', 'x 2.9', 'y 7'),
    prune: fc.constantFrom(...PRUNES),
    role: fc.constantFrom('current' as const, 'backup' as const),
  });
  fc.assert(
    fc.property(scene, ({ before, now, served, prune, role }) => {
      const entry = asked(7, served);
      const at = before.flatMap((name, index) => [
        from('x 2.10', name, 2 * index, HOLDING_OLD),
        live({
          id: ID(2 * index + 1),
          name: `${name} too`,
          properties: marked(role, { [MARKER.image]: name, [MARKER.list]: 'x 2.10' }),
        }),
      ]);
      const each = [...new Map(now.map((one) => [one.name, one])).values()];
      const of = (wantedFate: string) => each.filter(({ fate }) => fate === wantedFate);
      const images = [
        ...of('present').map(({ name }) => listed(entry, name)),
        ...of('absent').map(({ name }) => listed(entry, name, { state: 'absent' })),
        ...of('suspended').map(({ name }) =>
          listed(entry, name, { hidden: true, expiry: { reason: 'expired', unchanged: false } }),
        ),
        // It has the name of an image that the list dropped.
        wanted({ name: 'own', previously: ['a'] }),
      ];
      const expired = of('expired').map(({ name }) => listed(entry, name));
      const { changes } = plan([entry], images, at, { prune, publishers: { expired } });
      const steps = JSON.stringify(changes.map((change) => change.steps));
      expect(at.filter(({ id }) => steps.includes(id))).toEqual([]);
    }),
    { numRuns: runs(300) },
  );
});
