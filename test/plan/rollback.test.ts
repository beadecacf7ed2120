import { describe, expect, it } from 'vitest';
import { MARKER } from '../../src/model/marker.ts';
import { planRollback } from '../../src/plan/plan-rollback.ts';
import { HOLDING_OLD, inputFor, live, marked, patched, stepKinds, type World, wanted } from './build.ts';

const ID = '00000000-0000-4000-8000-00000000000';
const current = live({ visibility: 'public', protected: true, properties: marked('current') });
const backup = live({
  ...HOLDING_OLD,
  id: `${ID}2`,
  name: 'cirros (backup)',
  hidden: true,
  properties: marked('backup', { [MARKER.retired]: '2' }),
});
const older = live({ ...backup, id: `${ID}3`, properties: marked('backup', { [MARKER.retired]: '1' }) });

function rollback(
  world: World,
  to: string | null = null,
  image = wanted({ backup: { ...wanted().backup, keep: 2 } }),
) {
  const [change] = planRollback(inputFor([image], world), { name: 'cirros', to }).changes;
  if (!change) throw new Error('no change');
  return change;
}

describe('a rollback', () => {
  it('publishes the backup retired last before it retires the published image', () => {
    const change = rollback({ live: [current, older, backup] });
    expect(change).toMatchObject({ action: 'replace', imageId: current.id });
    expect(stepKinds(change)).toEqual(['resume', 'recheck', 'publish', 'retire']);
    expect(change.steps[0]).toMatchObject({ id: backup.id });
    expect(change.steps.at(-1)).toMatchObject({ kind: 'retire', id: current.id });
  });

  it('makes it look as the published one did', () => {
    expect(patched(rollback({ live: [current, backup] }), 'publish')).toEqual({
      name: 'cirros',
      visibility: 'public',
      os_hidden: false,
      protected: true,
      [MARKER.role]: 'current',
      [MARKER.image]: 'cirros',
      [MARKER.retired]: undefined,
    });
  });

  it('goes to an older backup when told', () => {
    expect(rollback({ live: [current, older, backup] }, older.id).steps[0]).toMatchObject({ id: older.id });
  });

  it('never loses the image that is rolled back, even where the file keeps no backups', () => {
    const change = rollback(
      { live: [current, backup] },
      null,
      wanted({ backup: { ...wanted().backup, keep: 0 } }),
    );
    expect(stepKinds(change)).not.toContain('delete');
  });

  it('wakes a backup that was put to sleep, and carries members over', () => {
    const shared = { ...current, visibility: 'shared' as const };
    const change = rollback({ live: [shared, { ...backup, status: 'deactivated' }] });
    expect(stepKinds(change)).toEqual(['resume', 'reactivate', 'share', 'recheck', 'publish', 'retire']);
  });

  it('brings an image back whose published one is gone', () => {
    expect(stepKinds(rollback({ live: [backup] }))).toEqual(['resume', 'recheck', 'publish']);
  });

  describe('interrupted between publishing and retiring', () => {
    const back = live({ ...backup, name: 'cirros', hidden: false, properties: marked('current') });

    it('is completed by the same command, and does not go further back', () => {
      const change = rollback({ live: [current, back, older] });
      expect(stepKinds(change)).toEqual(['resume', 'recheck', 'publish', 'retire']);
      expect(change.steps[0]).toMatchObject({ id: back.id });
      expect(change.steps.at(-1)).toMatchObject({ id: current.id });
      expect(rollback({ live: [current, back, older] }, back.id)).toEqual(change);
    });

    it('is not undone when the file describes the image already', () => {
      const holdsBack = wanted({ ...wanted(), digests: { md5: back.checksum ?? '' } });
      const change = rollback({ live: [current, back] }, back.id, holdsBack);
      expect(change.steps.at(-1)).toMatchObject({ kind: 'retire', id: current.id });
      expect(change.steps.some((step) => step.kind === 'retire' && step.id === back.id)).toBe(false);
    });
  });

  it('to what is published already does nothing', () => {
    expect(rollback({ live: [current, backup] }, current.id)).toMatchObject({
      action: 'unchanged',
      steps: [],
    });
  });

  it('says that the file still wants the other one', () => {
    expect(rollback({ live: [current, backup] }).warnings[0]).toContain('state file');
  });

  it('is refused without a backup, with the list of those there are', () => {
    expect(() => rollback({ live: [current] })).toThrow('no backup of "cirros"');
    expect(() => rollback({ live: [current, backup] }, older.id)).toThrow(
      expect.objectContaining({ hint: expect.stringContaining(backup.id) }),
    );
  });

  it('is refused for a name that the file does not list', () => {
    const input = inputFor([], { live: [current, backup] });
    expect(() => planRollback(input, { name: 'cirros', to: null })).toThrow('does not list');
  });

  it('is blocked where nobody can tell which image is meant', () => {
    const twins = [live(), live({ id: `${ID}7` }), backup];
    expect(rollback({ live: twins }).blockedBy[0]?.code).toBe('ambiguous');
  });
});
