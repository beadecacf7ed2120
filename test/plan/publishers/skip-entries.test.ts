import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type DesiredImage, NO_PUBLISHERS } from '../../../src/model/desired.ts';
import { UnresolvedError } from '../../../src/model/errors.ts';
import type { Image } from '../../../src/model/image.ts';
import { MARKER } from '../../../src/model/marker.ts';
import type { Plan } from '../../../src/model/plan.ts';
import type { Reserves, SkippedEntry } from '../../../src/model/unresolved.ts';
import { makePlan } from '../../../src/plan/make-plan.ts';
import { planRollback } from '../../../src/plan/rollback.ts';
import { HOLDING_OLD, inputFor, live, marked, type World, wanted } from '../../support/plan-input.ts';
import { runs } from '../../support/runs.ts';

const ID = (number: number) => `00000000-0000-4000-8000-00000000000${number}`;
const PUBLISHER_ID = 'vmcatcher_event_dc_identifier';

/** The skipped entry of a list that cannot be read, or of one of its images. */
function entry(reserves: Partial<Reserves> = {}, fields: Partial<SkippedEntry> = {}): SkippedEntry {
  return {
    name: null,
    list: 'https://lists.example/list',
    at: { file: 'glance.yaml', line: 9, column: 5 },
    message: 'it cannot be reached',
    hint: null,
    reserves: { names: [], ids: [], publisherIds: [], unknown: false, ...reserves },
    ...fields,
  };
}

const anyImage = entry({ unknown: true });
const failed = (name: string, reserves: Partial<Reserves> = {}) =>
  entry({ names: [name], ...reserves }, { name, list: null });

function inputWith(images: readonly DesiredImage[], unresolved: readonly SkippedEntry[], world: World) {
  const input = inputFor(images, world);
  return {
    ...input,
    desired: { ...input.desired, publishers: { ...NO_PUBLISHERS, skipped: unresolved } },
  };
}

function planWith(
  images: readonly DesiredImage[],
  unresolved: readonly SkippedEntry[],
  world: World = {},
): Plan {
  return makePlan(inputWith(images, unresolved, world));
}

/** A published image of this stack. */
const ours = (image: string, fields: Partial<Image> = {}, properties: Record<string, string> = {}) =>
  live({ name: image, ...fields, properties: marked('current', { [MARKER.image]: image, ...properties }) });

describe('an entry whose publisher failed', () => {
  it('an entry whose publisher failed is reported in the plan, without its reservations', () => {
    const { reserves: _reserves, ...reported } = failed('lost');
    expect(planWith([wanted()], [failed('lost')]).unresolved).toEqual([reported]);
    expect(planWith([wanted()], [])).not.toHaveProperty('unresolved');
  });

  it('an entry whose publisher failed is not reported when the plan does not select it; a list without known names always is', () => {
    const selection = { targets: ['cirros'], excludes: [] };
    expect(planWith([wanted()], [failed('lost'), anyImage], { selection }).unresolved).toMatchObject([
      { name: null },
    ]);
  });

  it.each(['hide', 'deactivate', 'delete'] as const)(
    'an entry whose publisher failed is not pruned, and neither is any other image: %s',
    (prune) => {
      const left = [
        ours('lost'),
        ours('gone', { id: ID(2) }),
        live({ id: ID(3), name: 'x', properties: marked('backup', { [MARKER.image]: 'lost' }) }),
        live({ id: ID(4), name: 'y', properties: marked('staged', { [MARKER.image]: 'lost' }) }),
      ];
      const world = { live: left, settings: { prune }, allowed: { deletes: ['*'], replaces: [] } };
      expect(planWith([], [failed('lost')], world)).toMatchObject({ changes: [], warnings: [] });
      expect(planWith([], [], world).changes).not.toEqual([]);
    },
  );

  it('an entry whose publisher failed counts as an entry for the percentage of a guard', () => {
    const images = [wanted({ name: 'a' }), wanted({ name: 'b' })];
    const world = {
      live: [ours('a', HOLDING_OLD)],
      settings: { maxReplaces: { percent: 34 } },
    };
    const { changes } = planWith(images, [failed('lost')], world);
    expect(changes.map(({ action, blockedBy }) => `${action} ${blockedBy.length}`)).toEqual([
      'replace 0',
      'create 0',
    ]);
  });

  it('an entry whose publisher failed leaves other entries as they would be planned beside it', () => {
    const world = { live: [ours('cirros', HOLDING_OLD), ours('lost', { id: ID(2) })] };
    const both = planWith([wanted(), wanted({ name: 'lost' })], [], world).changes;
    expect(planWith([wanted()], [failed('lost')], world).changes).toEqual(both.slice(0, 1));
    expect(planWith([wanted()], [anyImage], world).changes).toEqual(both.slice(0, 1));
  });
});

describe('a live image that may belong to a skipped entry is left alone', () => {
  const publisherId = { property: PUBLISHER_ID, value: 'z' };
  const titled = wanted({ name: 'new title', publisherId });
  const byList = (name: string, identifier: string, fields: Partial<Image> = {}) =>
    ours(name, fields, { [PUBLISHER_ID]: identifier });

  it.each<[string, DesiredImage, SkippedEntry, Image]>([
    ['by the identifier, where a list is not known', titled, anyImage, byList('old title', 'z')],
    [
      'by its publisher id, while another image of the list failed',
      titled,
      entry({ publisherIds: [publisherId] }),
      byList('old title', 'z'),
    ],
    [
      'by the name that another list has given',
      wanted({ name: 'a', publisherId }),
      anyImage,
      byList('a', 'other'),
    ],
    [
      'by the name that a list has given, for an image of the file',
      wanted({ name: 'a' }),
      anyImage,
      byList('a', 'z'),
    ],
    [
      'by the name that an image of the file has now',
      wanted({ name: 'a' }),
      entry({ names: ['a'], publisherIds: [publisherId] }, { name: 'a' }),
      byList('a', 'z'),
    ],
    [
      'by the list that it records',
      wanted({ name: 'a', list: { identifier: 'one', version: '2' } }),
      anyImage,
      ours('a', {}, { [MARKER.list]: 'two 7' }),
    ],
    [
      'by the list that it records, for an image of the file',
      wanted({ name: 'a' }),
      anyImage,
      ours('a', {}, { [MARKER.list]: 'two 7' }),
    ],
    ['by a former name', wanted({ name: 'a', previously: ['b'] }), anyImage, ours('b')],
    ['to be absent', wanted({ name: 'a', state: 'absent' }), anyImage, byList('a', 'z')],
    ['by its id', wanted({ name: 'a', id: ID(1) }), failed('lost'), ours('lost')],
    [
      'by its name, when the other is pinned to it',
      wanted({ name: 'a' }),
      failed('lost', { ids: [ID(1)] }),
      live({ name: 'a' }),
    ],
    [
      'by its name, with a marker of the skipped entry',
      wanted({ name: 'a' }),
      failed('lost'),
      ours('lost', { name: 'a' }),
    ],
    [
      'by its publisher id, without markers',
      titled,
      anyImage,
      live({ name: 'theirs', properties: { [PUBLISHER_ID]: 'z' } }),
    ],
  ])('no entry takes an image of a skipped one %s', (_what, image, unresolved, taken) => {
    const plan = planWith([image, wanted({ name: 'bystander' })], [unresolved], { live: [taken] });
    expect(plan.changes).toMatchObject([{ name: 'bystander', action: 'create', blockedBy: [] }]);
    expect(plan.unresolved).toHaveLength(2);
    const other = JSON.stringify(unresolved.name ?? unresolved.list);
    expect(plan.unresolved?.[1]).toEqual({
      name: image.name,
      list: null,
      at: image.at,
      message: `the live image ${taken.id} may belong to ${other}, which cannot be resolved: it stays as it is`,
      hint: `Make sure that ${other} (glance.yaml:9) can be resolved, or remove it from the file.`,
    });
    expect(planWith([image], [], { live: [taken] }).changes).not.toEqual([]);
  });

  it('a backup that may belong to a skipped entry is left alone when another entry would delete it', () => {
    const image = wanted({ name: 'a', previously: ['lost'], backup: { ...wanted().backup, keep: 0 } });
    const backup = live({ id: ID(2), name: 'x', properties: marked('backup', { [MARKER.image]: 'lost' }) });
    const world = { live: [ours('a'), backup] };
    const { changes } = planWith([image], [failed('lost')], world);
    expect(changes).toMatchObject([{ action: 'unchanged', steps: [] }]);
    expect(planWith([image], [anyImage], world).changes).toEqual([]);
  });

  it('an entry that is skipped for a reserved image reserves its own images', () => {
    const images = [
      wanted({ name: 'a', previously: ['lost list'] }),
      // A user gave the live image of the first entry the name of the second.
      wanted({ name: 'b' }),
    ];
    const world = { live: [ours('lost list'), ours('a', { id: ID(2), name: 'b', ...HOLDING_OLD })] };
    const plan = planWith(images, [anyImage], world);
    expect(JSON.stringify(plan.changes.map(({ steps }) => steps))).not.toContain(ID(1));
  });

  it('an entry with its own name and publisher id is planned beside a skipped one', () => {
    const image = wanted({ name: 'a', publisherId, list: { identifier: 'one', version: '2' } });
    const own = byList('a', 'z', HOLDING_OLD);
    expect(planWith([image], [anyImage], { live: [own] }).changes).toMatchObject([{ action: 'replace' }]);
  });

  it.each<[string, DesiredImage, SkippedEntry, Image]>([
    ['had its name once', wanted({ name: 'a' }), failed('b', { names: ['b', 'a'] }), ours('a', HOLDING_OLD)],
    [
      'has its publisher id too',
      wanted({ name: 'a', publisherId }),
      failed('b', { publisherIds: [publisherId] }),
      byList('a', 'z', HOLDING_OLD),
    ],
    [
      'may have the publisher id that it states as a property',
      wanted({ name: 'a', properties: { [PUBLISHER_ID]: 'z' } }),
      anyImage,
      byList('a', 'z', HOLDING_OLD),
    ],
    [
      'may have the publisher id that it is about to get',
      wanted({ name: 'a', properties: { APPLIANCE_ID: 'new' } }),
      anyImage,
      ours('a', HOLDING_OLD),
    ],
  ])(
    'an entry with its own published image is planned beside a skipped one that %s',
    (_what, image, other, own) => {
      expect(planWith([image], [other], { live: [own] }).changes).toMatchObject([{ action: 'replace' }]);
    },
  );

  it('an image of another stack is never reserved by the names in its markers: its entry is blocked', () => {
    const theirs = ours('lost', { name: 'a' }, { [MARKER.stack]: 'other' });
    expect(planWith([wanted({ name: 'a' })], [failed('lost')], { live: [theirs] }).changes).toMatchObject([
      { name: 'a', blockedBy: [{ code: 'foreign' }] },
    ]);
  });

  it('a newer image of a marketplace is planned beside a skipped entry, because its publisher id belongs to the content', () => {
    const image = wanted({ name: 'a', publisherId: { property: 'mpid', value: 'new' } });
    const own = ours('a', HOLDING_OLD, { mpid: 'old' });
    expect(planWith([image], [anyImage], { live: [own] }).changes).toMatchObject([{ action: 'replace' }]);
  });
});

describe('a rule that skips an entry', () => {
  const refused = wanted({ name: 'a', monotonicVersion: true, version: '1' });
  const newer = ours('a', HOLDING_OLD, { [MARKER.version]: '2' });

  it('withholds pruning, and the plan says so', () => {
    const world = { live: [newer, ours('gone', { id: ID(2) })], settings: { prune: 'delete' } } as const;
    const plan = planWith([refused], [], world);
    expect(plan).toMatchObject({ changes: [], unresolved: [{ name: 'a' }], pruningWithheld: true });
  });

  it('has nothing to say about pruning in a file that prunes nothing', () => {
    const plan = planWith([refused], [], { live: [newer] });
    expect(plan.unresolved).toMatchObject([{ name: 'a' }]);
    expect(plan).not.toHaveProperty('pruningWithheld');
  });

  it('keeps what is known of expired entries, to which others refer', () => {
    const owner = { project: 'shop', at: wanted().at };
    const input = inputFor(
      [refused, wanted({ name: 'app', references: { kernel_id: { image: 'kernel' } } })],
      {
        live: [newer, ours('kernel', { id: ID(2), owner: 'shop-id' })],
        projects: [{ id: 'shop-id', name: 'shop' }],
        publishers: { expired: [wanted({ name: 'kernel', owner })] },
      },
    );
    expect(makePlan(input).changes).toMatchObject([{ name: 'app', action: 'create' }]);
  });
});

it('a rollback changes no image that may belong to a skipped entry', () => {
  const world = { live: [ours('cirros', {}, { [PUBLISHER_ID]: 'z' })] };
  const input = inputWith([wanted()], [anyImage], world);
  expect(() => planRollback(input, { name: 'cirros', to: null })).toThrow(UnresolvedError);
});

/** An entry of the state, and the image that an earlier run published for it. */
interface Scene {
  readonly image: DesiredImage;
  readonly lives: readonly Image[];
  readonly fails: boolean;
  readonly isKnown: boolean;
}

const NAMES = ['a', 'b', 'c', 'd'] as const;

/** Entries under names that have moved among them since. */
const scenes: fc.Arbitrary<readonly Scene[]> = fc
  .tuple(
    fc.shuffledSubarray([...NAMES], { minLength: 4 }),
    fc.shuffledSubarray([...NAMES, 'e', 'f'], { minLength: 4, maxLength: 4 }),
    fc.array(
      fc.record({
        listed: fc.boolean(),
        fails: fc.boolean(),
        isKnown: fc.boolean(),
        role: fc.constantFrom('current', 'backup', 'staged'),
        old: fc.boolean(),
        isThere: fc.boolean(),
      }),
      { minLength: 4, maxLength: 4 },
    ),
  )
  .map(([names, before, drawn]) =>
    drawn.map(({ listed, fails, isKnown, role, old, isThere }, index) => {
      const name = names[index] ?? '';
      // An image of a list has a publisher id, one of the file only a name.
      const earlier = listed ? (before[index] ?? '') : name;
      const properties = { [MARKER.image]: earlier, ...(listed ? { [PUBLISHER_ID]: `id ${index}` } : {}) };
      const made = (number: number, as: 'current' | 'backup' | 'staged') =>
        live({
          id: ID(number),
          name: as === 'current' ? earlier : `${earlier} (${as})`,
          ...(old ? HOLDING_OLD : {}),
          properties: marked(as, properties),
        });
      return {
        image: wanted({
          name,
          ...(listed
            ? {
                publisherId: { property: PUBLISHER_ID, value: `id ${index}` },
                properties: { [PUBLISHER_ID]: `id ${index}` },
              }
            : {}),
        }),
        lives: isThere ? [made(2 * index, 'current'), made(2 * index + 1, role)] : [],
        fails,
        isKnown: isKnown || !listed,
      };
    }),
  );

it('live images of skipped entries stay as they are, for any failures', () => {
  fc.assert(
    fc.property(scenes, fc.constantFrom('never', 'hide', 'deactivate', 'delete'), (all, prune) => {
      const lost = all.filter(({ fails }) => fails);
      const plan = planWith(
        all.flatMap(({ image, fails }) => (fails ? [] : [image])),
        lost.map(({ image: { name, publisherId }, isKnown }) =>
          isKnown ? failed(name, publisherId ? { publisherIds: [publisherId] } : {}) : anyImage,
        ),
        { live: all.flatMap(({ lives }) => lives), settings: { prune } },
      );
      const steps = JSON.stringify(plan.changes.map((change) => change.steps));
      const touched = lost.flatMap(({ lives }) => lives.filter(({ id }) => steps.includes(id)));
      expect(touched).toEqual([]);
    }),
    { numRuns: runs(500) },
  );
});
