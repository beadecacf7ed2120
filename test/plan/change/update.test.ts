import { describe, expect, it } from 'vitest';
import type { Image } from '../../../src/model/image.ts';
import { MARKER } from '../../../src/model/marker.ts';
import type { SourceFacts } from '../../../src/model/observed.ts';
import type { Change, Plan } from '../../../src/model/plan.ts';
import {
  changeFor,
  HOLDING_OLD,
  IN_BACKUP_FORM,
  live,
  marked,
  OLD,
  planFor,
  stepKinds,
  wanted,
} from '../../support/plan-input.ts';
import { carryOut, cloudOf } from '../simulate.ts';

const ID = '00000000-0000-4000-8000-00000000000';
const AT = { file: 'glance.yaml', line: 1, column: 1 };
const PROJECTS = [
  { id: 't1', name: 'zebra' },
  { id: 't2', name: 'ant' },
];
const current = live({ properties: marked('current') });

function backup(number: number, fields: Parameters<typeof live>[0] = {}) {
  return live({
    ...HOLDING_OLD,
    ...IN_BACKUP_FORM,
    id: `${ID}${number}`,
    properties: marked('backup', { [MARKER.retired]: String(number) }),
    ...fields,
  });
}

function planOf(change: Change): Plan {
  return { ...planFor([]), changes: [change] };
}

function keeping(keep: number, fields: Partial<ReturnType<typeof wanted>['backup']> = {}) {
  return wanted({ backup: { ...wanted().backup, keep, ...fields } });
}

describe('an update', () => {
  it.each([
    ['deactivated', 'active'],
    ['active', 'deactivated'],
  ] as const)('an update shows the status that it changes to: %s', (status, found) => {
    expect(changeFor(wanted({ status }), { live: [{ ...current, status: found }] }).fields).toEqual([
      { path: 'status', before: found, after: status },
    ]);
  });

  it('an update shows that there is nothing to do', () => {
    expect(changeFor(wanted(), { live: [current] }).reason).toBe('up to date');
  });

  it('an update says why reconcile cannot compare the content', () => {
    const image = wanted({ digests: {} });
    const warningWith = (facts: Record<string, Pick<SourceFacts, 'problem'>>) =>
      changeFor(image, { live: [current], facts }).warnings.join();
    expect(warningWith({})).toContain('none was recorded. It counts as unchanged');
    expect(
      warningWith({ cirros: { problem: { message: 'no route to host', hint: null, lasts: false } } }),
    ).toContain('no route to host.');
  });
});

describe('a store without the data', () => {
  const found = { ...current, stores: ['slow', 'fast'] };

  it('a store without the data gets a copy from Glance, and stores that the file does not name keep theirs', () => {
    const change = changeFor(wanted({ stores: ['fast', 'far'] }), { live: [found] });
    expect(change.fields).toEqual([
      { path: 'stores', before: ['fast', 'slow'], after: ['far', 'fast', 'slow'] },
    ]);
    expect(change.steps).toEqual([{ kind: 'copy-to-stores', image: { id: current.id }, stores: ['far'] }]);
  });

  it('a store without the data needs no copy when all stores have the data, or the file names none', () => {
    expect(changeFor(wanted({ stores: ['fast'] }), { live: [found] }).action).toBe('unchanged');
    expect(changeFor(wanted(), { live: [found] }).action).toBe('unchanged');
  });
});

describe('members', () => {
  const members = PROJECTS.map((project) => ({ project: project.name, at: AT }));
  const shared = { ...current, visibility: 'shared' as const };
  const both = PROJECTS.map((project) => ({ memberId: project.id, status: 'accepted' as const }));

  it('members are not managed on an image that is not shared', () => {
    expect(changeFor(wanted({ members }), { live: [current], projects: PROJECTS }).steps).toEqual([]);
  });

  it('members that agree in any order need no step', () => {
    const world = { live: [shared], members: { [shared.id]: both.toReversed() }, projects: PROJECTS };
    expect(changeFor(wanted({ members }), world).action).toBe('unchanged');
  });

  it('members are set exactly when an image becomes shared, because a former list may exist', () => {
    const image = wanted({ visibility: 'shared', members: [] });
    const change = changeFor(image, { live: [current] });
    expect(change.steps.slice(1)).toEqual([
      { kind: 'members', id: current.id, want: [], add: [], remove: [] },
    ]);
    expect(change.fields.map((field) => field.path)).toEqual(['visibility']);
  });

  it('members are shown by name in alphabetical order, and sent by id', () => {
    const twice = wanted({ members: [...members, ...members].toReversed() });
    const change = changeFor(twice, { live: [shared], members: { [shared.id]: [] }, projects: PROJECTS });
    expect(change.fields).toEqual([{ path: 'members', before: [], after: ['ant', 'zebra'] }]);
    expect(change.steps).toEqual([
      { kind: 'members', id: shared.id, want: ['t1', 't2'], add: ['t1', 't2'], remove: [] },
    ]);
    const revoked = changeFor(wanted({ members: [] }), {
      live: [shared],
      members: { [shared.id]: both.toReversed() },
      projects: PROJECTS,
    });
    expect(revoked.steps).toMatchObject([{ remove: ['t1', 't2'] }]);
  });
});

describe('surplus backups', () => {
  it('surplus backups are deleted, and the plan says how many there were', () => {
    const change = changeFor(keeping(1), { live: [current, backup(2), backup(3), backup(4)] });
    expect(change.fields).toEqual([{ path: 'backups', before: 3, after: 1 }]);
    expect(change.steps).toMatchObject([
      { kind: 'delete', id: `${ID}3`, reason: 'retention' },
      { kind: 'delete', id: `${ID}2`, reason: 'retention' },
    ]);
  });

  it('surplus backups are not deactivated before their deletion', () => {
    const deactivated = backup(3, { status: 'deactivated' });
    const change = changeFor(keeping(2, { deactivate: true }), {
      live: [current, backup(2), deactivated, backup(4)],
    });
    expect(change.steps).toMatchObject([
      { kind: 'delete', id: `${ID}2` },
      { kind: 'deactivate', image: { id: `${ID}4` } },
    ]);
  });

  it('surplus backups are deleted once each when an interrupted run left another image published', () => {
    const fresh = live({ id: `${ID}8`, properties: marked('current') });
    const old = live({ ...HOLDING_OLD, properties: marked('current') });
    const backups = [2, 3, 4].map((number) => backup(number, { checksum: String(number).repeat(32) }));
    const { steps } = changeFor(keeping(2), { live: [fresh, old, ...backups] });
    expect(steps.map((step) => [step.kind, 'id' in step && step.id])).toEqual([
      ['retire', old.id],
      ['delete', `${ID}3`],
      ['delete', `${ID}2`],
    ]);
  });
});

describe('kept backups', () => {
  const shared = backup(2, { visibility: 'shared', hidden: false, status: 'deactivated' });

  it('kept backups get the attributes that the file wants, for example after an interrupted rollback shared one', () => {
    const change = changeFor(wanted(), { live: [current, shared] });
    expect(change).toMatchObject({ action: 'update', imageId: current.id });
    expect(change.fields).toEqual([
      { path: 'backup.visibility', before: 'shared', after: 'private' },
      { path: 'backup.hidden', before: false, after: true },
    ]);
    expect(change.steps).toEqual([
      {
        kind: 'update',
        id: shared.id,
        patch: [
          { op: 'add', path: '/visibility', value: 'private' },
          { op: 'add', path: '/os_hidden', value: true },
        ],
      },
    ]);
    expect(Object.keys(change.basis.images)).toContain(shared.id);
  });

  it('kept backups get the name that the file gives', () => {
    const called = keeping(1, { name: '{name} before {id}' });
    expect(changeFor(called, { live: [current, backup(2)] }).fields).toEqual([
      { path: 'backup.name', before: backup(2).name, after: `cirros before ${ID}2` },
    ]);
    expect(changeFor(wanted(), { live: [current, backup(2)] }).action).toBe('unchanged');
  });

  it('kept backups are shared or visible when the file wants that', () => {
    const open = keeping(1, { visibility: 'shared', hidden: false });
    expect(changeFor(open, { live: [current, shared] }).action).toBe('unchanged');
  });

  it('kept backups are shown once when several change in the same way', () => {
    const { fields, steps } = changeFor(keeping(2), { live: [current, shared, { ...shared, id: `${ID}3` }] });
    expect(fields.map(({ path }) => path)).toEqual(['backup.visibility', 'backup.hidden']);
    expect(steps.map((step) => 'id' in step && step.id)).toEqual([shared.id, `${ID}3`]);
  });

  it('kept backups get no hidden flag on a service without one', () => {
    const features = { minor: 6, hidden: false, stores: false };
    expect(changeFor(wanted(), { live: [current, { ...backup(2), hidden: false }], features }).steps).toEqual(
      [],
    );
  });

  it('kept backups are updated after the replacement of the published image', () => {
    const old = { ...current, ...HOLDING_OLD, checksum: 'c'.repeat(32) };
    const change = changeFor(keeping(2), { live: [old, shared] });
    expect(stepKinds(change)).toEqual([
      'stage',
      'upload',
      'record',
      'recheck',
      'publish',
      'retire',
      'update',
    ]);
    expect(change.fields.map(({ path }) => path)).toEqual(['backup.visibility', 'backup.hidden']);
    expect(stepKinds(changeFor(keeping(1), { live: [old, shared] })).slice(-2)).toEqual(['retire', 'delete']);
  });
});

describe('retirement', () => {
  const old = live({ ...HOLDING_OLD, properties: marked('current') });
  const retired = (image: ReturnType<typeof wanted>, found: typeof old, features = {}) => {
    const step = changeFor(image, { live: [found], features }).steps.find(({ kind }) => kind === 'retire');
    if (step?.kind !== 'retire') throw new Error('nothing is retired');
    return step;
  };

  it('retirement deactivates a backup when the file says so, unless it is deactivated already', () => {
    expect(retired(keeping(1), old).deactivate).toBe(false);
    expect(retired(keeping(1, { deactivate: true }), old).deactivate).toBe(true);
    const deactivated = { ...old, status: 'deactivated' as const };
    expect(retired(keeping(1, { deactivate: true }), deactivated).deactivate).toBe(false);
  });

  it('retirement gives a backup the visibility of the file', () => {
    const shown = retired(keeping(1, { visibility: 'community', hidden: false }), old).patch;
    expect(shown).toContainEqual({ op: 'add', path: '/visibility', value: 'community' });
    expect(shown).toContainEqual({ op: 'add', path: '/os_hidden', value: false });
    const older = retired(keeping(1), old, { minor: 6, hidden: false, stores: false }).patch;
    expect(older.map(({ path }) => path)).toEqual([
      '/name',
      '/visibility',
      `/${MARKER.role}`,
      `/${MARKER.retired}`,
    ]);
  });

  it('retirement downloads the data to a folder first, when the file gives one', () => {
    const change = changeFor(keeping(0, { directory: '/srv/backups' }), { live: [old] });
    expect(stepKinds(change)).toEqual([
      'stage',
      'upload',
      'record',
      'download-backup',
      'recheck',
      'publish',
      'retire',
      'delete',
    ]);
    expect(change.steps).toContainEqual({
      kind: 'download-backup',
      id: old.id,
      directory: '/srv/backups',
    });
  });

  it('retirement numbers images that retire together by age, the newest as the last retired', () => {
    const days = [1, 2].map((day) =>
      live({
        ...HOLDING_OLD,
        checksum: String(day).repeat(32),
        id: `${ID}${day}`,
        createdAt: `2023-01-0${day}T00:00:00Z`,
        properties: marked('current'),
      }),
    );
    const before = backup(7, { properties: marked('backup', { [MARKER.retired]: '4' }) });
    const { steps } = changeFor(keeping(2), { live: [...days, before] });
    const turns = steps.flatMap((step) =>
      step.kind === 'retire' ? [[step.id, step.patch.at(-1)?.value]] : [],
    );
    expect(turns).toEqual([
      [`${ID}2`, '6'],
      [`${ID}1`, '5'],
    ]);
  });

  it('retirement numbers an image that is not kept after all others, because it stays as the newest backup if its deletion fails', () => {
    const before = backup(7, { properties: marked('backup', { [MARKER.retired]: '4' }) });
    const { steps } = changeFor(keeping(0), { live: [old, before] });
    const retire = steps.find((step) => step.kind === 'retire');
    expect(retire?.kind === 'retire' && retire.patch.at(-1)?.value).toBe('5');
  });

  it('retirement never numbers a duplicate, so that the true backup stays if the deletion of the duplicate fails', () => {
    const fresh = live({ id: `${ID}8`, properties: marked('current') });
    const duplicate = live({ id: `${ID}9`, properties: marked('current') });
    const before = backup(7, { properties: marked('backup', { [MARKER.retired]: '4' }) });
    const cloud = cloudOf([fresh, duplicate, before]);
    const refused = changeFor(keeping(1), { live: [fresh, duplicate, before] });
    carryOut(planOf({ ...refused, steps: refused.steps.filter(({ kind }) => kind !== 'delete') }), cloud);
    expect(changeFor(keeping(1), { live: [...cloud.images.values()] }).steps).toMatchObject([
      { kind: 'delete', id: duplicate.id, reason: 'retention' },
    ]);
  });

  it('retirement keeps the newest of several images even if a deletion fails', () => {
    const fresh = live({ id: `${ID}8`, properties: marked('current') });
    const [newer, older] = [2, 1].map((day) =>
      live({
        ...HOLDING_OLD,
        checksum: String(day).repeat(32),
        id: `${ID}${day}`,
        createdAt: `2023-01-0${day}T00:00:00Z`,
        properties: marked('current'),
      }),
    ) as [Image, Image];
    const cloud = cloudOf([fresh, newer, older]);
    const refused = changeFor(keeping(1), { live: [fresh, newer, older] });
    carryOut(planOf({ ...refused, steps: refused.steps.filter(({ kind }) => kind !== 'delete') }), cloud);
    expect(changeFor(keeping(1), { live: [...cloud.images.values()] }).steps).toMatchObject([
      { kind: 'delete', id: older.id, reason: 'retention' },
    ]);
  });

  it('retirement treats images as duplicates only when size and digests agree', () => {
    const fresh = live({ id: `${ID}8`, properties: marked('current') });
    const duplicate = live({ id: `${ID}9`, properties: marked('current') });
    const kinds = (other: typeof duplicate) => stepKinds(changeFor(keeping(1), { live: [fresh, other] }));
    expect(kinds(duplicate)).toEqual(['retire', 'delete']);
    expect(kinds({ ...duplicate, size: 7 })).toEqual(['retire']);
    expect(kinds({ ...duplicate, ...HOLDING_OLD })).toEqual(['retire']);
  });
});

it('leftovers of interrupted runs are deleted although the published image is up to date', () => {
  const staged = live({ ...HOLDING_OLD, id: `${ID}9`, name: 's', properties: marked('staged') });
  expect(changeFor(wanted(), { live: [current, staged] })).toMatchObject({
    action: 'resume',
    reason: 'an earlier run was interrupted',
    steps: [{ kind: 'delete', id: staged.id, reason: 'leftover' }],
  });
});

it('a timeout of the entry becomes the timeout of its change', () => {
  expect(changeFor(wanted({ timeout: 60 })).timeout).toBe(60);
  expect(changeFor(wanted({ digests: OLD })).timeout).toBeNull();
});

describe('an expired image', () => {
  const expiry = { reason: 'expired on 2025-12-31T23:59:59Z', unchanged: false };

  it.each([
    ['hidden', { hidden: true }],
    ['deactivated', { status: 'deactivated' as const }],
    ['deleted', { state: 'absent' as const }],
  ])('an expired image that is to be %s says so and when', (_what, fields) => {
    const { source: _source, ...image } = wanted({ expiry, digests: {}, ...fields });
    expect(changeFor(image, { live: [current] }).reason).toBe(expiry.reason);
  });

  it('an expiry is not mentioned when another field changes', () => {
    const { source: _source, ...image } = wanted({
      expiry,
      digests: {},
      hidden: true,
      minRam: 512,
    });
    const hidden = { ...current, hidden: true };
    expect(changeFor(image, { live: [hidden] })).toMatchObject({ action: 'update', reason: 'fields differ' });
  });

  it('an expiry is the reason when there is nothing to delete', () => {
    expect(changeFor(wanted({ expiry, state: 'absent' }))).toMatchObject({
      action: 'unchanged',
      reason: expiry.reason,
    });
  });
});
