import { describe, expect, it } from 'vitest';
import { fingerprintImage } from '../../../src/image/fingerprint.ts';
import { MARKER } from '../../../src/model/marker.ts';
import {
  changeFor,
  HOLDING_OLD,
  inputFor,
  live,
  marked,
  OLD,
  planFor,
  SERVICE,
  wanted,
} from '../../support/plan-input.ts';

const ID = '00000000-0000-4000-8000-00000000000';
const published = live({ properties: marked('current') });
const old = live({ ...HOLDING_OLD, properties: marked('current') });
const backup = live({ ...HOLDING_OLD, id: `${ID}5`, name: 'b', properties: marked('backup') });
const staged = live({ ...HOLDING_OLD, id: `${ID}9`, name: 's', properties: marked('staged') });

describe('an unlisted image', () => {
  const basis = {
    images: { [published.id]: fingerprintImage(published) },
    members: {},
    namesakes: [],
    owners: [SERVICE],
  };
  const pruned = (prune: 'hide' | 'deactivate' | 'delete') =>
    planFor([], { live: [published], settings: { prune } }).changes;
  const set = (key: string, value: unknown) => ({ op: 'add', path: `/${key}`, value });

  it('an unlisted image is hidden, and marked so that it is shown again when its entry comes back', () => {
    expect(pruned('hide')).toMatchObject([
      {
        reason: 'no longer in the file (prune: hide)',
        fields: [{ path: 'hidden', before: false, after: true }],
        basis,
        steps: [{ patch: [set('os_hidden', true), set(MARKER.pruned, 'hide')] }],
      },
    ]);
  });

  it('an unlisted image is deactivated, and marked so that it is reactivated', () => {
    expect(pruned('deactivate')).toMatchObject([
      {
        reason: expect.stringContaining('(prune: deactivate)'),
        fields: [{ path: 'status', before: 'active', after: 'deactivated' }],
        basis,
        steps: [{ patch: [set(MARKER.pruned, 'deactivate')] }, { kind: 'deactivate' }],
      },
    ]);
  });

  it('an unlisted image is deleted', () => {
    expect(pruned('delete')).toMatchObject([
      { fields: [], warnings: [], basis, steps: [{ kind: 'delete' }] },
    ]);
  });

  it('an unlisted image stays when the file has it under a former name, or pins it', () => {
    const world = { live: [published], settings: { prune: 'delete' as const } };
    const actions = (image: ReturnType<typeof wanted>) =>
      planFor([image], world).changes.map(({ action }) => action);
    expect(actions(wanted({ name: 'new', previously: ['cirros'] }))).toEqual(['rename']);
    expect(actions(wanted({ name: 'new', id: published.id }))).toEqual(['update']);
    expect(actions(wanted({ name: 'new' }))).toEqual(['create', 'delete']);
  });

  it('an unlisted image differs from a leftover, which is deleted with any `prune`', () => {
    expect(planFor([], { live: [staged] }).changes).toMatchObject([
      {
        action: 'delete',
        reason: 'left by an interrupted run',
        steps: [{ kind: 'delete', id: staged.id, reason: 'leftover' }],
      },
    ]);
  });
});

describe('`max_deletes: 0`', () => {
  const settings = { maxDeletes: { count: 0 } };
  const blocked = (plan: ReturnType<typeof planFor>) =>
    plan.changes.map((change) => change.blockedBy.length > 0);
  const keeping = (keep: number) => wanted({ backup: { ...wanted().backup, keep } });

  it('`max_deletes: 0` blocks a deletion by `state: absent`, also one with leftovers', () => {
    const image = wanted({ state: 'absent' });
    expect(blocked(planFor([image], { live: [published, staged], settings }))).toEqual([true]);
  });

  it('`max_deletes: 0` gives the number of images, the limit, and the option that allows them once', () => {
    const { changes } = planFor([wanted({ state: 'absent' })], { live: [published], settings });
    expect(changes[0]?.blockedBy).toEqual([
      {
        code: 'guard',
        message:
          '1 image to prune or delete is more than `max_deletes` allows (0). Look at it, then allow it for one run with --max-deletes 1.',
        candidates: [],
        scope: 'plan',
      },
    ]);
  });

  it('`max_deletes: 0` blocks pruning, but not the deletion of a leftover', () => {
    const world = { live: [published, staged], settings: { ...settings, prune: 'delete' as const } };
    const plan = planFor([], world);
    expect(plan.changes).toMatchObject([
      { reason: expect.stringContaining('(prune: delete)') },
      { steps: [{ kind: 'delete', id: staged.id, reason: 'leftover' }] },
    ]);
    expect(blocked(plan)).toEqual([true, false]);
  });

  it('`max_deletes: 0` blocks surplus backups, but not those that a replacement deletes', () => {
    expect(blocked(planFor([keeping(0)], { live: [published, backup], settings }))).toEqual([true]);
    expect(blocked(planFor([keeping(1)], { live: [old, backup], settings }))).toEqual([false]);
  });

  it('`max_deletes: 0` counts deletions only, with any other changes in the plan', () => {
    const images = [wanted({ state: 'absent' }), wanted({ name: 'b' }), wanted({ name: 'c' })];
    const plan = planFor(images, { live: [published], settings: { maxDeletes: { count: 1 } } });
    expect(blocked(plan)).toEqual([false, false, false]);
  });

  it('`max_deletes: 0` blocks nothing else', () => {
    expect(blocked(planFor([wanted({ minRam: 1 })], { live: [published], settings }))).toEqual([false]);
    expect(blocked(planFor([wanted()], { live: [published, staged], settings }))).toEqual([false]);
    const duplicate = live({ id: `${ID}2`, properties: marked('current') });
    expect(blocked(planFor([wanted()], { live: [published, duplicate], settings }))).toEqual([false]);
  });
});

describe('`max_replaces: 0`', () => {
  const settings = { maxReplaces: { count: 0 } };

  it('`max_replaces: 0` gives the number of images, the limit, and the option that allows them once', () => {
    expect(changeFor(wanted(), { live: [old], settings }).blockedBy).toEqual([
      {
        code: 'guard',
        message:
          '1 replacement is more than `max_replaces` allows (0). Look at it, then allow it for one run with --max-replaces 1.',
        candidates: [],
        scope: 'plan',
      },
    ]);
  });

  it('`max_replaces: 0` blocks all of several replacements', () => {
    const images = [wanted(), wanted({ name: 'b' })];
    const b = live({
      ...old,
      id: `${ID}2`,
      name: 'b',
      properties: marked('current', { [MARKER.image]: 'b' }),
    });
    const message = expect.stringContaining('2 replacements are more than `max_replaces` allows (0)');
    expect(planFor(images, { live: [old, b], settings }).changes).toMatchObject([
      { blockedBy: [{ message }] },
      { blockedBy: [{ message }] },
    ]);
  });

  it('`max_replaces: 0` blocks a pinned backup that takes the name, as `prevent_replace` does', () => {
    const ours = { ...backup, ...HOLDING_OLD, hidden: true };
    const world = { live: [published, ours], settings };
    const pinned = { id: ours.id, digests: OLD };
    const message = expect.stringContaining('1 replacement is more than `max_replaces` allows (0)');
    expect(changeFor(wanted(pinned), world).blockedBy).toMatchObject([{ message }]);
    const prevented = changeFor(wanted({ ...pinned, preventReplace: true }), { live: [published, ours] });
    expect(prevented.blockedBy).toMatchObject([{ message: expect.stringContaining('prevent_replace') }]);
  });

  it('`max_replaces: 0` does not block the rest of an interrupted replacement, when the pinned image has the name already', () => {
    const taken = { ...backup, ...HOLDING_OLD, name: 'cirros', properties: marked('current') };
    const change = changeFor(wanted({ id: taken.id, digests: OLD, preventReplace: true }), {
      live: [published, taken],
      settings,
    });
    expect(change.blockedBy).toEqual([]);
    expect(change.steps.at(-1)).toMatchObject({ kind: 'retire', id: published.id });
  });

  it('`max_replaces: 0` blocks no creation and no update', () => {
    expect(changeFor(wanted(), { settings }).blockedBy).toEqual([]);
    expect(changeFor(wanted({ minRam: 1 }), { live: [published], settings }).blockedBy).toEqual([]);
  });
});

describe('a plan', () => {
  const images = [wanted({ size: 100 }), wanted({ name: 'b', size: 20 })];

  it('a plan names its file, its stack and its cloud', () => {
    const input = inputFor(images);
    expect(planFor(images)).toMatchObject({
      stack: 'prod',
      state: { files: ['glance.yaml'], sha256: input.desired.sha256 },
      targets: [input.observed.target],
      partial: false,
    });
  });

  it('a plan counts its changes by action, and the bytes to upload', () => {
    expect(planFor(images).summary).toMatchObject({ create: 2, blocked: 0, bytes: 120 });
    const settings = { maxReplaces: { count: 0 } };
    expect(planFor(images, { live: [old], settings }).summary).toMatchObject({
      create: 1,
      replace: 0,
      blocked: 1,
      bytes: 20,
    });
  });
});

describe('a field that the service does not have', () => {
  const older = { minor: 6, hidden: false, stores: false };
  const warnings = (fields: Parameters<typeof wanted>[0], features = {}) =>
    changeFor(wanted(fields), { live: [published], features }).warnings;

  it('a field that the service does not have gives a warning only when the file sets it', () => {
    expect(warnings({}, older)).toEqual([]);
    expect(warnings({ hidden: true }, older)).toEqual([
      'hidden: this service (Images API v2.6) does not have this field; reconcile ignores it',
    ]);
    expect(warnings({ stores: ['fast'] }, older)).toEqual([
      'stores: this service (Images API v2.6) does not have this field; reconcile ignores it',
    ]);
    expect(warnings({ hidden: true, stores: ['fast'] })).toEqual([]);
  });
});
