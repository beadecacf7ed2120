import { describe, expect, it } from 'vitest';
import type { BackupPolicy, DesiredImage, RunSettings } from '../../src/model/desired.ts';
import type { Image } from '../../src/model/image.ts';
import { MARKER } from '../../src/model/marker.ts';
import type { Change } from '../../src/model/plan.ts';
import { planRollback } from '../../src/plan/rollback.ts';
import {
  HOLDING_OLD,
  inputFor,
  live,
  marked,
  planFor,
  stepKinds,
  type World,
  wanted,
} from '../support/plan-input.ts';
import { type Cloud, carryOut, cloudOf } from './simulate.ts';

const ID = (digit: number) => `${String(digit).repeat(8)}-0000-4000-8000-000000000000`;
const START = Date.parse('2026-01-01T00:00:00Z');
const DAY = 86_400_000;
const at = (day: number) => new Date(START + day * DAY).toISOString().replace('.000', '');

const entry = (backup: Partial<BackupPolicy>, fields: Partial<DesiredImage> = {}) =>
  wanted({ ...fields, backup: { ...wanted().backup, hidden: false, ...backup } });

const current = live({ id: ID(1), properties: marked('current', { [MARKER.id]: ID(1) }), updatedAt: at(0) });

/** A backup that was retired on this day. */
const backup = (digit: number, day: number, fields: Partial<Image> = {}) =>
  live({
    id: ID(digit),
    ...HOLDING_OLD,
    createdAt: `2024-01-01T00:00:0${digit}Z`,
    name: `cirros (backup 2024-01-01T00:00:0${digit}Z)`,
    updatedAt: at(day),
    ...fields,
    properties: {
      ...marked('backup', { [MARKER.id]: ID(digit), [MARKER.retired]: String(10 - digit) }),
      ...fields.properties,
    },
  });

const planOn = (day: number, images: readonly DesiredImage[], world: World) =>
  planFor(images, { ...world, now: START + day * DAY });

/** What a plan does to images, by their last digit. */
const effects = (change: Change | undefined) =>
  (change?.steps ?? []).flatMap((step) => {
    if (step.kind === 'delete') return [`delete ${step.id[0]}`];
    if (step.kind === 'deactivate' && step.image !== 'staged') return [`deactivate ${step.image.id[0]}`];
    if (step.kind !== 'update') return [];
    const hides = step.patch.some(({ path, value }) => path === '/os_hidden' && value === true);
    return hides ? [`hide ${step.id[0]}`] : [];
  });

describe('`backup.max_age`', () => {
  const world = { live: [current, backup(2, 0), backup(3, 50)] };

  it('`backup.max_age` deletes backups that are older, also within `keep`', () => {
    const image = entry({ keep: 3, maxAge: 90 * 86_400 });
    expect(effects(planOn(89, [image], world).changes[0])).toEqual([]);
    expect(effects(planOn(90, [image], world).changes[0])).toEqual(['delete 2']);
    expect(effects(planOn(140, [image], world).changes[0])).toEqual(['delete 2', 'delete 3']);
  });

  it('`backup.max_age` deletes nothing while Glance gives no time', () => {
    const plan = planFor([entry({ keep: 3, maxAge: 60 })], { ...world, now: null });
    expect(effects(plan.changes[0])).toEqual([]);
  });

  it('`backup.max_age` counts on where a run changes a backup otherwise', () => {
    const cloud = cloudOf([current, backup(2, 0)]);
    const image = entry({ keep: 3, maxAge: 90 * 86_400, properties: { os_purpose: 'retired' } });
    const plan = (now: number) => planFor([image], { live: [...cloud.images.values()], now });
    expect(nights(cloud, [50, 89, 90], plan)).toEqual(['90: delete 2']);
  });

  it('`backup.max_age` spares a protected backup, and one that others refer to', () => {
    const image = entry({ keep: 3, maxAge: 60 });
    const referrer = live({ id: ID(9), name: 'other', properties: { kernel_id: ID(3) } });
    const plan = planOn(200, [image], {
      live: [current, backup(2, 0, { protected: true }), backup(3, 0)],
      referrers: [referrer],
    });
    expect(effects(plan.changes[0])).toEqual([]);
  });

  it('`backup.max_age` counts for `max_deletes`', () => {
    const plan = planOn(200, [entry({ keep: 3, maxAge: 60 })], {
      ...world,
      settings: { maxDeletes: { count: 1 } },
    });
    expect(plan.changes[0]?.blockedBy).toMatchObject([{ code: 'guard' }]);
  });
});

/** Applies the plan of each day, and returns what each did. A second plan of the same day must be silent. */
function nights(
  cloud: Cloud,
  days: readonly number[],
  plan: (now: number) => ReturnType<typeof planFor>,
): readonly string[] {
  return days.flatMap((day) => {
    cloud.now = START + day * DAY;
    const made = plan(cloud.now);
    const done = made.changes.flatMap(effects);
    carryOut(made, cloud);
    expect(plan(cloud.now).changes.filter(({ steps }) => steps.length > 0)).toEqual([]);
    return done.map((effect) => `${day}: ${effect}`);
  });
}

describe('`backup.then`', () => {
  const image = entry({ keep: 1, stages: ['hide', 'deactivate', 'delete'] });
  const here =
    (cloud: Cloud, images = [image], settings: Partial<RunSettings> = {}) =>
    (now: number) =>
      planFor(images, { live: [...cloud.images.values()], now, settings });

  it('`backup.then` takes one stage a day, and a second plan of the day is silent', () => {
    const cloud = cloudOf([current, backup(2, 0), backup(3, 0)]);
    expect(nights(cloud, [0, 1, 1.5, 2, 3, 4], here(cloud))).toEqual([
      '1: hide 3',
      '2: deactivate 3',
      '3: delete 3',
    ]);
  });

  it('`backup.then` waits `stages_apart` between stages', () => {
    const cloud = cloudOf([current, backup(2, 0), backup(3, 0)]);
    const week = here(cloud, [image], { stagesApart: 7 * 86_400 });
    expect(nights(cloud, [6, 7, 13, 14, 20, 21], week)).toEqual([
      '7: hide 3',
      '14: deactivate 3',
      '21: delete 3',
    ]);
  });

  it('`backup.then` begins for a backup that is too old, and goes on although each stage changes the image', () => {
    const cloud = cloudOf([current, backup(2, 0)]);
    const old = entry({ keep: 3, maxAge: 90 * 86_400, stages: ['hide', 'delete'] });
    expect(nights(cloud, [89, 90, 91, 92], here(cloud, [old]))).toEqual(['90: hide 2', '91: delete 2']);
  });

  it('`backup.then` passes over a stage whose effect the backup has already', () => {
    const cloud = cloudOf([current, backup(2, 0), backup(3, 0)]);
    const hidden = entry({ keep: 1, hidden: true, stages: ['hide', 'deactivate'] });
    for (const one of cloud.images.values()) cloud.images.set(one.id, { ...one, hidden: one.id !== ID(1) });
    expect(nights(cloud, [1, 2, 3], here(cloud, [hidden]))).toEqual(['1: deactivate 3']);
  });

  it('`backup.then` keeps an image that `keep: 0` would delete at once', () => {
    const none = entry({ keep: 0, stages: ['hide', 'delete'] });
    const cloud = cloudOf([{ ...current, ...HOLDING_OLD }]);
    const done = nights(cloud, [5, 6, 7], here(cloud, [none]));
    expect(done).toEqual(['6: hide 1', '7: delete 1']);
  });

  it('`backup.then` leaves a backup in its stage when it is within the limits again', () => {
    const cloud = cloudOf([current, backup(2, 0), backup(3, 0)]);
    nights(cloud, [1], here(cloud));
    expect(nights(cloud, [2, 3], here(cloud, [entry({ keep: 5, stages: ['hide', 'delete'] })]))).toEqual([]);
    expect(cloud.images.get(ID(3))).toMatchObject({ hidden: true });
  });

  it('`backup.then` shows the status and visibility that a stage changes', () => {
    const cloud = cloudOf([
      current,
      backup(2, 0),
      backup(3, 0, { hidden: true, properties: { [MARKER.stage]: `hide ${at(0)}` } }),
    ]);
    const plan = here(cloud)(START + 5 * DAY);
    expect(plan.changes[0]).toMatchObject({
      action: 'update',
      fields: [{ path: 'backup.status', before: 'active', after: 'deactivated' }],
    });
  });

  it('`backup.then` does not keep a backup from being published again', () => {
    const staged = backup(2, 0, {
      status: 'deactivated',
      hidden: true,
      properties: { [MARKER.stage]: `deactivate ${at(0)}` },
    });
    const plan = planRollback(
      { ...inputFor([image], { live: [current, staged] }), now: START },
      { name: 'cirros', to: null },
    );
    expect(stepKinds(plan.changes[0]!)).toContain('reactivate');
    const cloud = cloudOf([current, staged]);
    carryOut(plan, cloud);
    expect(cloud.images.get(ID(2))).toMatchObject({ name: 'cirros', status: 'active', hidden: false });
    expect(cloud.images.get(ID(2))?.properties).not.toHaveProperty(MARKER.stage);
  });
});

describe('`backup.properties`', () => {
  const image = entry({ keep: 2, properties: { os_purpose: 'retired', note: 'old' } });

  it('`backup.properties` are set on an image that becomes a backup, and on present backups', () => {
    const cloud = cloudOf([
      { ...current, ...HOLDING_OLD, properties: { ...current.properties, os_purpose: 'gold' } },
      backup(2, 0),
    ]);
    const plan = () => planFor([image], { live: [...cloud.images.values()] });
    carryOut(plan(), cloud);
    for (const id of [ID(1), ID(2)]) {
      expect(cloud.images.get(id)?.properties).toMatchObject({ os_purpose: 'retired', note: 'old' });
    }
    expect(plan().changes[0]?.steps).toEqual([]);
  });

  it('`backup.properties` get their former values back when the backup is published again', () => {
    const cloud = cloudOf([
      { ...current, ...HOLDING_OLD, properties: { ...current.properties, os_purpose: 'gold' } },
    ]);
    carryOut(planFor([image], { live: [...cloud.images.values()] }), cloud);
    carryOut(
      planRollback(inputFor([image], { live: [...cloud.images.values()] }), { name: 'cirros', to: null }),
      cloud,
    );
    const { properties } = cloud.images.get(ID(1))!;
    expect(properties.os_purpose).toBe('gold');
    expect(properties).not.toHaveProperty('note');
    expect(properties).not.toHaveProperty(MARKER.setAside);
  });

  it('`backup.properties` do not stay on a backup that holds the wanted content again', () => {
    const there = backup(2, 0, {
      checksum: 'b'.repeat(32),
      hashValue: 'b'.repeat(128),
      properties: {
        [MARKER.exceptions]: 'none',
        os_purpose: 'retired',
        note: 'old',
        [MARKER.setAside]: '{"os_purpose":"gold","note":null}',
      },
    });
    const cloud = cloudOf([{ ...current, ...HOLDING_OLD }, there]);
    const plan = () => planFor([entry({ keep: 1 })], { live: [...cloud.images.values()] });
    const made = plan();
    expect(stepKinds(made.changes[0]!)).toContain('resume');
    carryOut(made, cloud);
    const { properties } = cloud.images.get(ID(2))!;
    // The image that it takes the place of has no such property either.
    expect(properties).not.toHaveProperty('os_purpose');
    expect(properties).not.toHaveProperty('note');
  });
});

describe('`prune_then`', () => {
  const left = live({
    id: ID(5),
    name: 'left',
    updatedAt: at(0),
    properties: marked('current', { [MARKER.image]: 'left', [MARKER.id]: ID(5) }),
  });
  const oldLeft = backup(6, 0, { properties: { [MARKER.image]: 'left' } });
  const settings: Partial<RunSettings> = { prune: 'hide', pruneThen: ['deactivate', 'delete'] };
  const here =
    (cloud: Cloud, given = settings) =>
    (now: number) =>
      planFor([wanted()], { live: [...cloud.images.values()], now, settings: given });

  it('`prune_then` hides an unlisted image at once, then goes one stage further a day; backups go with it', () => {
    const cloud = cloudOf([current, left, oldLeft]);
    expect(nights(cloud, [0, 0.5, 1, 2, 3], here(cloud))).toEqual([
      '0: hide 5',
      '1: deactivate 5',
      '2: delete 5',
      '2: delete 6',
    ]);
  });

  it('`prune_then` without `delete` stops at its last stage', () => {
    const cloud = cloudOf([current, left]);
    expect(nights(cloud, [0, 1, 2, 30], here(cloud, { prune: 'hide', pruneThen: ['deactivate'] }))).toEqual([
      '0: hide 5',
      '1: deactivate 5',
    ]);
  });

  it('`prune_then` is undone when the entry comes back', () => {
    const cloud = cloudOf([current, left]);
    nights(cloud, [0, 1], here(cloud));
    const unmanaged = wanted({ name: 'left', digests: {} });
    delete (unmanaged as { source?: unknown }).source;
    carryOut(planFor([wanted(), unmanaged], { live: [...cloud.images.values()], settings }), cloud);
    expect(cloud.images.get(ID(5))).toMatchObject({ hidden: false, status: 'active' });
  });

  it('`prune_then` does not go on without a time from Glance', () => {
    const cloud = cloudOf([current, left]);
    carryOut(here(cloud)(START), cloud);
    const plan = planFor([wanted()], { live: [...cloud.images.values()], settings, now: null });
    expect(plan.changes.flatMap(({ steps }) => steps)).toEqual([]);
  });
});
