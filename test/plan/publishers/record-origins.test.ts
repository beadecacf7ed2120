import { describe, expect, it } from 'vitest';
import type { Image } from '../../../src/model/image.ts';
import { MARKER } from '../../../src/model/marker.ts';
import type { Change } from '../../../src/model/plan.ts';
import {
  changeFor,
  HOLDING_OLD,
  IN_BACKUP_FORM,
  live,
  marked,
  patched,
  planFor,
  stepKinds,
  type World,
  wanted,
} from '../../support/plan-input.ts';
import { applyAll, cloudOf } from '../simulate.ts';

const OURS = 'gitlab.example/cloud/images:prod/glance.yaml';
const THEIRS = 'gitlab.example/lab/images:glance.yaml';
const RECORD = { [MARKER.origin]: OURS };
const ID = (digit: number) => `00000000-0000-4000-8000-00000000000${digit}`;

const originMarker = (origin: string | null) => (origin === null ? {} : { [MARKER.origin]: origin });

/** The published image, from the state file with this origin; null: from one without. */
const current = (origin: string | null, fields: Partial<Image> = {}) =>
  live({ properties: marked('current', originMarker(origin)), ...fields });

const aside = (
  digit: number,
  origin: string | null,
  fields: Partial<Image> = {},
  role: 'backup' | 'staged' = 'backup',
) => {
  const properties = { [MARKER.id]: ID(digit), [MARKER.exceptions]: 'none', ...originMarker(origin) };
  return live({ ...IN_BACKUP_FORM, id: ID(digit), properties: marked(role, properties), ...fields });
};

/** The file moved, and the user says so once. */
const MOVED: World = { origin: OURS, allowed: { deletes: [], replaces: [], newOrigin: true } };
const keeping = (keep: number) => ({ backup: { ...wanted().backup, keep } });
const SAME = { origin: OURS };

/** The ids of the images on which a change records the origin. */
const recordedOn = ({ steps, imageId }: Change) =>
  steps.flatMap((step) => {
    const patch = 'patch' in step ? step.patch : [];
    if (!patch.some(({ path }) => path === `/${MARKER.origin}`)) return [];
    return ['id' in step ? step.id : `published over ${imageId}`];
  });

describe('the record of an origin', () => {
  it('is written on an image that is adopted', () => {
    const change = changeFor(wanted(), { ...SAME, live: [live()] });
    expect(change.action).toBe('adopt');
    expect(patched(change, 'update')).toMatchObject(RECORD);
  });

  it('is not written again on an image that has it', () => {
    const change = changeFor(wanted({ hidden: true }), { ...SAME, live: [current(OURS)] });
    expect(patched(change, 'update')).toEqual({ os_hidden: true });
  });

  it('is written on the image that is published, not on the unmarked one that it replaces', () => {
    const change = changeFor(wanted({ adopt: true }), {
      ...SAME,
      live: [live(HOLDING_OLD), aside(2, null, {}, 'staged')],
    });
    expect(patched(change, 'publish')).toMatchObject(RECORD);
    expect(patched(change, 'update')).not.toHaveProperty([MARKER.origin]);
  });

  it('is not written by a change that is blocked, nor on the backups of its entry', () => {
    const pinned = wanted({ ...keeping(3), id: ID(1) });
    const images = [current(THEIRS, HOLDING_OLD), aside(2, THEIRS)];
    const change = changeFor(pinned, { ...MOVED, live: images });
    expect(change).toMatchObject({ blockedBy: [{ code: 'immutable' }], steps: [] });
  });
});

describe('a state file that moved, with --new-origin', () => {
  it('records its new origin on an image that does not change otherwise, and says so', () => {
    expect(changeFor(wanted(), { ...MOVED, live: [current(THEIRS)] })).toMatchObject({
      action: 'update',
      reason: 'its origin is recorded',
      fields: [{ path: 'origin', before: THEIRS, after: OURS }],
    });
  });

  it('removes the record when the origin of the file is not known any more', () => {
    const images = [current(THEIRS), aside(2, THEIRS)];
    const { origin: _origin, ...moved } = MOVED;
    const change = changeFor(wanted(keeping(3)), { ...moved, live: images });
    expect(recordedOn(change)).toEqual([ID(1), ID(2)]);
    const cloud = cloudOf(images);
    applyAll(planFor([wanted(keeping(3))], { ...moved, live: images }), cloud);
    for (const { properties } of cloud.images.values())
      expect(properties).not.toHaveProperty([MARKER.origin]);
  });

  it('changes nothing where its origin is recorded already', () => {
    const images = [current(OURS), aside(2, OURS), aside(3, null)];
    const change = changeFor(wanted(keeping(3)), { ...MOVED, live: images });
    expect(change).toMatchObject({ action: 'unchanged', steps: [] });
  });

  it('records its new origin beside steps that are no PATCH, so that the move need not be said again', () => {
    const entry = wanted({ status: 'deactivated' });
    const images = [current(THEIRS)];
    const plan = planFor([entry], { ...MOVED, live: images });
    expect(plan.changes.map(stepKinds)).toEqual([['update', 'deactivate']]);
    expect(plan.changes[0]).toMatchObject({ action: 'update', reason: 'fields differ' });
    const cloud = cloudOf(images);
    applyAll(plan, cloud);
    expect(planFor([entry], { ...SAME, live: [...cloud.images.values()] }).changes).toMatchObject([
      { action: 'unchanged', blockedBy: [] },
    ]);
  });

  it('records its new origin beside the deletion of what an interrupted run left', () => {
    const leftover = aside(2, THEIRS, { ...HOLDING_OLD, name: 'staged' }, 'staged');
    const change = changeFor(wanted(), { ...MOVED, live: [current(THEIRS), leftover] });
    expect(change).toMatchObject({ action: 'update', reason: 'its origin is recorded' });
    expect(stepKinds(change)).toEqual(['update', 'delete']);
    expect(recordedOn(change)).toEqual([ID(1)]);
  });

  it('records nothing on an image that it deletes, or that new content replaces', () => {
    const world = { ...MOVED, live: [current(THEIRS, HOLDING_OLD)] };
    expect(stepKinds(changeFor(wanted({ state: 'absent' }), world))).toEqual(['delete']);
    const replaced = changeFor(wanted(), world);
    expect(stepKinds(replaced)).toEqual(['stage', 'upload', 'record', 'recheck', 'publish', 'retire']);
    expect(recordedOn(replaced)).toEqual([ID(1)]);
  });

  it('leaves an image that the stack does not own as it is, when its entry has expired', () => {
    const entry = wanted({ expiry: { reason: 'expired on 2016-10-09', unchanged: true } });
    const plan = planFor([entry], { ...MOVED, live: [live()] });
    expect(plan.changes).toMatchObject([{ action: 'unchanged', steps: [] }]);
  });
});

describe('the backups of a state file that moved', () => {
  it('get the new origin each, as far as they record another one', () => {
    const images = [current(OURS), aside(2, THEIRS), aside(3, OURS), aside(4, null)];
    const change = changeFor(wanted(keeping(5)), { ...MOVED, live: images });
    expect(change).toMatchObject({ action: 'update', reason: 'its origin is recorded' });
    expect(recordedOn(change)).toEqual([ID(2)]);
  });

  it('keep the reason of a change that happens anyway', () => {
    const images = [current(OURS), aside(2, THEIRS)];
    const change = changeFor(wanted({ ...keeping(5), hidden: true }), { ...MOVED, live: images });
    expect(change).toMatchObject({ action: 'update', reason: 'fields differ' });
    expect(recordedOn(change)).toEqual([ID(2)]);
  });

  it('get the new origin in the same PATCH as their other attributes', () => {
    const images = [current(OURS), aside(2, THEIRS, { hidden: false })];
    const change = changeFor(wanted(keeping(3)), { ...MOVED, live: images });
    expect(change.steps).toHaveLength(1);
    expect(patched(change, 'update')).toEqual({ os_hidden: true, ...RECORD });
  });

  it('get no record when their other attributes change, and they have none or the same', () => {
    const images = [current(OURS), aside(2, OURS, { hidden: false }), aside(3, null, { hidden: false })];
    expect(recordedOn(changeFor(wanted(keeping(3)), { ...MOVED, live: images }))).toEqual([]);
  });

  it('are not touched again when the change deletes them', () => {
    const images = [
      current(THEIRS),
      aside(2, THEIRS, { createdAt: '2023-01-01T00:00:00Z' }),
      aside(3, THEIRS, { createdAt: '2023-02-01T00:00:00Z' }),
    ];
    const change = changeFor(wanted(keeping(1)), { ...MOVED, live: images });
    const deleted = change.steps.flatMap((step) => (step.kind === 'delete' ? [step.id] : []));
    expect(deleted).toEqual([ID(2)]);
    expect(recordedOn(change)).toEqual([ID(1), ID(3)]);
  });

  it('get the new origin with the PATCH that publishes one again, or makes one of the live image', () => {
    const images = [current(THEIRS, HOLDING_OLD), aside(2, THEIRS)];
    const change = changeFor(wanted(keeping(3)), { ...MOVED, live: images });
    expect(change.steps[0]).toEqual({ kind: 'resume', id: ID(2) });
    expect(recordedOn(change)).toEqual([`published over ${ID(1)}`, ID(1)]);
  });
});
