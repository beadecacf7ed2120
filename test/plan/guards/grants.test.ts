import { describe, expect, it } from 'vitest';
import type { DesiredImage } from '../../../src/model/desired.ts';
import type { Image } from '../../../src/model/image.ts';
import { MARKER } from '../../../src/model/marker.ts';
import type { Grants, Observed } from '../../../src/model/observed.ts';
import { needsGrants, storesOf } from '../../../src/plan/guards/grants.ts';
import { makePlan } from '../../../src/plan/make-plan.ts';
import { inputFor, live, marked, planFor, type World, wanted } from '../../support/plan-input.ts';

const ALL: Grants = { roles: ['admin'], stores: null, usage: {} };

/** The plan of a service that grants this. */
function planWith(
  image: DesiredImage,
  grants: Partial<Grants>,
  world: World = {},
  more: Partial<Observed> = {},
) {
  const input = inputFor([image], world);
  const observed = { ...input.observed, ...more, grants: { ...ALL, ...grants } };
  const [change] = makePlan({ ...input, observed }).changes;
  return change!;
}

const codes = (change: ReturnType<typeof planWith>) => change.blockedBy.map(({ code }) => code);

describe('the right to make an image public', () => {
  const image = wanted({ visibility: 'public' });
  const member = { roles: ['member', 'reader'] };

  it('needs the role admin, in any case of letters', () => {
    const [blocker] = planWith(image, member).blockedBy;
    expect(blocker).toMatchObject({ code: 'forbidden', at: image.at });
    expect(blocker?.message).toContain('the roles member, reader');
    expect(planWith(image, { roles: [] }).blockedBy[0]?.message).toContain('have no role');
    expect(codes(planWith(image, { roles: ['Admin'] }))).toEqual([]);
  });

  it('is not asked for where the roles are not known, where the file says so, or for another visibility', () => {
    expect(codes(planWith(image, { roles: null }))).toEqual([]);
    expect(codes(planWith(image, member, { settings: { mayPublish: true } }))).toEqual([]);
    for (const visibility of ['private', 'shared', 'community'] as const)
      expect(codes(planWith(wanted({ visibility }), member))).toEqual([]);
  });

  it('is needed for a live image that becomes public', () => {
    const current = live({ visibility: 'private', properties: marked('current') });
    const update = planWith(wanted({ digests: {}, visibility: 'public' }), member, { live: [current] });
    expect(codes(update)).toEqual(['forbidden']);
  });

  it.each<[string, Partial<Image>, readonly string[]]>([
    ['a public image of the stack shows it', {}, []],
    ['a private image of the stack does not', { visibility: 'private' }, ['forbidden']],
    ['a public image of another project does not', { owner: 'other' }, ['forbidden']],
    [
      'a public image of another stack does not',
      { properties: marked('current', { [MARKER.stack]: 'theirs' }) },
      ['forbidden'],
    ],
  ])('%s', (_, fields, expected) => {
    const other = live({
      id: '00000000-0000-4000-8000-000000000009',
      name: 'other',
      visibility: 'public',
      properties: marked('current', { [MARKER.image]: 'other' }),
      ...fields,
    });
    expect(codes(planWith(image, member, { live: [other] }))).toEqual(expected);
  });
});

describe('a store', () => {
  const stores = [
    { id: 'fast', readOnly: false },
    { id: 'slow', readOnly: true },
  ];

  it('that the service does not have, or only reads from, blocks the change, with the nearest name', () => {
    const [unknown, reading] = planWith(wanted({ stores: ['fasd', 'slow'] }), { stores }).blockedBy;
    expect(unknown).toMatchObject({ code: 'unknown-store', message: expect.stringContaining('"fast"') });
    expect(reading?.message).toBe('the service only reads from the store slow.');
  });

  it('that the service has blocks nothing, and so it is where the service tells no stores', () => {
    expect(codes(planWith(wanted({ stores: ['fast'] }), { stores }))).toEqual([]);
    expect(codes(planWith(wanted({ stores: ['fasd'] }), { stores: null }))).toEqual([]);
  });

  it('is looked up once for all steps that name it', () => {
    const steps = planFor([wanted({ stores: ['fast', 'slow', 'fast'] })]).changes[0]!.steps;
    expect(storesOf(steps)).toEqual(['fast', 'slow']);
  });
});

describe('a quota that is used up', () => {
  const full = { limit: 3, usage: 3 };

  it.each(['image_count_total', 'image_size_total'])('%s blocks a new image', (name) => {
    const [blocker] = planWith(wanted(), { usage: { [name]: full } }).blockedBy;
    expect(blocker).toMatchObject({ code: 'quota', message: expect.stringContaining(`${name} (3 of 3)`) });
  });

  it.each([
    ['has room', { image_count_total: { limit: 3, usage: 2 } }],
    ['has no limit', { image_count_total: { limit: -1, usage: 9 } }],
    ['is about something else', { image_stage_total: full }],
  ])('blocks nothing where it %s', (_, usage) => {
    expect(codes(planWith(wanted(), { usage }))).toEqual([]);
  });

  it('does not block an update, which makes no image', () => {
    const current = live({ minRam: 1, properties: marked('current') });
    const change = planWith(
      wanted({ digests: {}, minRam: 2 }),
      { usage: { image_count_total: full } },
      { live: [current] },
    );
    expect(change).toMatchObject({ action: 'update', blockedBy: [] });
  });
});

it('the service is asked only where a plan makes, places or publishes an image', () => {
  const current = live({ visibility: 'private', properties: marked('current') });
  const needs = (image: DesiredImage, world: World) => planFor([image], world).changes.some(needsGrants);
  expect(needs(wanted(), {})).toBe(true);
  expect(needs(wanted({ digests: {} }), { live: [current] })).toBe(false);
  expect(needs(wanted({ digests: {}, stores: ['far'] }), { live: [current] })).toBe(true);
  expect(needs(wanted({ digests: {}, visibility: 'public' }), { live: [current] })).toBe(true);
});

it('a service that requires properties of new images blocks those that lack them, by name', () => {
  const image = wanted({ properties: { os_distro: 'cirros' } });
  const lacking = planWith(image, {}, {}, { required: ['os_distro', 'os_version', 'team', 'name', 'owner'] });
  expect(lacking.blockedBy).toMatchObject([
    { code: 'required-property', message: expect.stringContaining('`os_version`, `team`, `owner`') },
  ]);
  expect(codes(planWith(image, {}, {}, { required: ['os_distro'] }))).toEqual([]);
});
