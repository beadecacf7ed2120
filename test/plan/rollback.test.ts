import { describe, expect, it } from 'vitest';
import { EXIT } from '../../src/model/errors.ts';
import { removeOperation } from '../../src/model/image.ts';
import { MARKER } from '../../src/model/marker.ts';
import { planRollback } from '../../src/plan/rollback.ts';
import {
  assertApplicable,
  HOLDING_OLD,
  IN_BACKUP_FORM,
  inputFor,
  LOOKED_AT,
  live,
  marked,
  NEW,
  patched,
  stepKinds,
  type World,
  wanted,
} from '../support/plan-input.ts';

const ID = '00000000-0000-4000-8000-00000000000';
const current = live({ visibility: 'public', protected: true, properties: marked('current') });
const backup = live({
  ...HOLDING_OLD,
  ...IN_BACKUP_FORM,
  id: `${ID}2`,
  properties: marked('backup', { [MARKER.retired]: '2' }),
});
/** What every rollback from `current` records of it. */
const HELD = {
  [MARKER.held]: LOOKED_AT,
  [MARKER.turnedDown]: `image:${current.id} turn:1 bytes:1000 format:qcow2 container:bare`,
  [MARKER.turnedDownDigests]: `md5:${NEW.md5} sha512:${NEW.sha512}`,
};
const older = live({ ...backup, id: `${ID}3`, properties: marked('backup', { [MARKER.retired]: '1' }) });

function rollback(
  world: World,
  to: string | null = null,
  image = wanted({ backup: { ...wanted().backup, keep: 2 } }),
) {
  const input = inputFor([image], world);
  const plan = planRollback(input, { name: 'cirros', to });
  assertApplicable(plan, input);
  const [change] = plan.changes;
  if (!change) throw new Error('no change');
  return change;
}

describe('a rollback', () => {
  it('a rollback publishes the backup retired last before it retires the published image', () => {
    const change = rollback({ live: [current, older, backup] });
    expect(change).toMatchObject({ action: 'replace', imageId: current.id });
    expect(stepKinds(change)).toEqual(['resume', 'recheck', 'publish', 'retire']);
    expect(change.steps[0]).toMatchObject({ id: backup.id });
    expect(change.steps.at(-1)).toMatchObject({ kind: 'retire', id: current.id });
  });

  it('a rollback gives the backup the attributes of the published image', () => {
    expect(patched(rollback({ live: [current, backup] }), 'publish')).toEqual({
      name: 'cirros',
      visibility: 'public',
      os_hidden: false,
      protected: true,
      [MARKER.role]: 'current',
      [MARKER.image]: 'cirros',
      [MARKER.retired]: undefined,
      ...HELD,
    });
  });

  it('a rollback publishes an older backup when its id is given', () => {
    expect(rollback({ live: [current, older, backup] }, older.id).steps[0]).toMatchObject({ id: older.id });
  });

  it('a rollback never deletes the replaced image, even if the file keeps no backups', () => {
    const change = rollback(
      { live: [current, backup] },
      null,
      wanted({ backup: { ...wanted().backup, keep: 0 } }),
    );
    expect(stepKinds(change)).not.toContain('delete');
  });

  it('a rollback reactivates a backup that reconcile deactivated, and copies members', () => {
    const shared = { ...current, visibility: 'shared' as const };
    const change = rollback({ live: [shared, { ...backup, status: 'deactivated' }] });
    expect(stepKinds(change)).toEqual(['resume', 'reactivate', 'share', 'recheck', 'publish', 'retire']);
  });

  it('a rollback records `prevent_delete` of the file, which must outlive the entry', () => {
    const prevented = wanted({ preventDelete: true });
    const change = rollback({ live: [current, backup] }, null, prevented);
    expect(patched(change, 'publish')).toMatchObject({ [MARKER.preventDelete]: 'true' });
    const marks = { ...backup.properties, [MARKER.preventDelete]: 'true' };
    const lifted = rollback({ live: [current, { ...backup, properties: marks }] });
    expect(lifted.steps).toContainEqual(
      expect.objectContaining({
        patch: expect.arrayContaining([removeOperation(MARKER.preventDelete)]),
      }),
    );
  });

  it('a rollback shares a backup with the members of the file when no image is published', () => {
    const projects = [{ id: 't1', name: 'tenant1' }];
    const at = { file: 'glance.yaml', line: 1, column: 1 };
    const image = wanted({ visibility: 'shared', members: [{ project: 'tenant1', at }] });
    expect(rollback({ live: [backup], projects }, null, image).steps).toContainEqual({
      kind: 'share',
      members: ['t1'],
      carryFrom: null,
    });
    const open = rollback({ live: [backup] }, null, wanted({ visibility: 'shared' }));
    expect(stepKinds(open)).not.toContain('share');
  });

  it('a rollback publishes a backup when no image is published', () => {
    expect(stepKinds(rollback({ live: [backup] }))).toEqual(['resume', 'recheck', 'publish']);
  });

  describe('that was interrupted between publishing and retiring', () => {
    const back = live({ ...backup, name: 'cirros', hidden: false, properties: marked('current') });

    it('an interrupted rollback is completed by the same command, without going to an older backup', () => {
      const change = rollback({ live: [current, back, older] });
      expect(stepKinds(change)).toEqual(['resume', 'recheck', 'publish', 'retire']);
      expect(change.steps[0]).toMatchObject({ id: back.id });
      expect(change.steps.at(-1)).toMatchObject({ id: current.id });
      expect(rollback({ live: [current, back, older] }, back.id)).toEqual(change);
    });

    it('an interrupted rollback is not undone when the file describes the image already', () => {
      const holdsBack = wanted({ ...wanted(), digests: { md5: back.checksum ?? '' } });
      const change = rollback({ live: [current, back] }, back.id, holdsBack);
      expect(change.steps.at(-1)).toMatchObject({ kind: 'retire', id: current.id });
      expect(change.steps.some((step) => step.kind === 'retire' && step.id === back.id)).toBe(false);
    });
  });

  it('a rollback to the published image does nothing', () => {
    expect(rollback({ live: [current, backup] }, current.id)).toMatchObject({
      action: 'unchanged',
      steps: [],
    });
  });

  it('a rollback warns that the file still wants the other image', () => {
    expect(rollback({ live: [current, backup] }).warnings[0]).toContain('state file');
  });

  it('a rollback warns about exceptions that the file does not allow, and a backup that a user deactivated', () => {
    const properties = { ...backup.properties, [MARKER.exceptions]: 'qcow2-backing-file' };
    const deactivated = { ...backup, properties, status: 'deactivated' as const };
    const [, outdated, wakes] = rollback({ live: [current, deactivated] }).warnings;
    expect(outdated).toContain('qcow2-backing-file');
    expect(wakes).toContain('deactivated the backup');
    const sleeping = wanted({
      backup: { ...wanted().backup, deactivate: true },
      allowUnsafe: ['qcow2-backing-file'],
    });
    expect(rollback({ live: [current, deactivated] }, null, sleeping).warnings).toHaveLength(1);
  });

  it('a rollback is refused without a backup, with the list of existing ones', () => {
    expect(() => rollback({ live: [current] })).toThrow('no backup of "cirros"');
    expect(() => rollback({ live: [current, backup] }, older.id)).toThrow(
      expect.objectContaining({ hint: expect.stringContaining(backup.id) }),
    );
  });

  it('a rollback is refused for a name that the file does not list', () => {
    const input = inputFor([], { live: [current, backup] });
    expect(() => planRollback(input, { name: 'cirros', to: null })).toThrow('does not list');
  });

  describe('obeys the guards of a replacement', () => {
    const held = (
      settings: World['settings'],
      fields = {},
      allowed = { deletes: [], replaces: [] as string[] },
    ) => rollback({ live: [current, backup], settings: settings ?? {}, allowed }, null, wanted(fields));

    it('a rollback obeys `max_replaces`, with the option that allows it', () => {
      expect(held({ maxReplaces: { count: 0 } }).blockedBy).toMatchObject([
        { code: 'guard', message: expect.stringContaining('with --max-replaces 1') },
      ]);
      expect(held({ maxReplaces: { count: 1 } }).blockedBy).toEqual([]);
    });

    it('a rollback obeys `prevent_replace`, with the option that allows it', () => {
      const fields = { preventReplace: true };
      expect(held({}, fields)).toMatchObject({
        steps: [],
        blockedBy: [{ code: 'guard', message: expect.stringMatching(/--allow-replace cirros$/) }],
      });
      expect(held({}, fields, { deletes: [], replaces: ['cirros'] })).toMatchObject({
        blockedBy: [],
        warnings: expect.arrayContaining([expect.stringContaining('`prevent_replace`')]),
      });
    });

    it('a rollback obeys no guard when no image is published', () => {
      const world = { live: [backup], settings: { maxReplaces: { count: 0 } } };
      expect(rollback(world, null, wanted({ preventReplace: true })).blockedBy).toEqual([]);
    });
  });

  it('a rollback is blocked when several images could be meant', () => {
    const duplicates = [live(), live({ id: `${ID}7` }), backup];
    expect(rollback({ live: duplicates })).toMatchObject({
      action: 'replace',
      steps: [],
      blockedBy: [{ code: 'ambiguous' }],
    });
  });

  it('a rollback shows the image, its time of creation, and its version if that changes', () => {
    const versioned = (image: typeof backup, version: string) => ({
      ...image,
      properties: { ...image.properties, [MARKER.version]: version },
    });
    const made = { ...backup, createdAt: '2023-05-05T00:00:00Z' };
    const held = { path: 'held', before: null, after: LOOKED_AT };
    const fields = [
      { path: 'id', before: current.id, after: backup.id },
      { path: 'created_at', before: current.createdAt, after: made.createdAt },
    ];
    const change = rollback({ live: [versioned(current, '2'), versioned(made, '1')] });
    expect(change.reason).toBe('rollback to the backup made 2023-05-05T00:00:00Z');
    expect(change.fields).toEqual([...fields, { path: 'version', before: '2', after: '1' }, held]);
    expect(rollback({ live: [current, made] }).fields).toEqual([...fields, held]);
    expect(rollback({ live: [versioned(current, '2'), versioned(made, '2')] }).fields).toEqual([
      ...fields,
      held,
    ]);
    expect(rollback({ live: [versioned(made, '1')] }).fields).toEqual([
      { path: 'id', before: null, after: backup.id },
      { path: 'created_at', before: null, after: made.createdAt },
      { path: 'version', before: null, after: '1' },
      held,
    ]);
  });

  it('a rollback leaves a backup deactivated when the published image is to be deactivated', () => {
    const deactivated = { ...backup, status: 'deactivated' as const };
    const image = wanted({ status: 'deactivated' });
    expect(stepKinds(rollback({ live: [current, deactivated] }, null, image))).not.toContain('reactivate');
    expect(stepKinds(rollback({ live: [current, backup] }))).not.toContain('reactivate');
  });

  it('a rollback copies members from one shared image to another, and not otherwise', () => {
    const shared = { ...current, visibility: 'shared' as const };
    const kinds = (images: readonly (typeof current)[], fields = {}) =>
      stepKinds(rollback({ live: images }, null, wanted(fields)));
    expect(kinds([shared, backup])).toContain('share');
    expect(kinds([shared, backup], { visibility: 'public' })).not.toContain('share');
    expect(kinds([current, backup], { visibility: 'shared' })).not.toContain('share');
    expect(kinds([backup], { visibility: 'shared' })).not.toContain('share');
  });

  it('a rollback removes the markers of a backup, and no others', () => {
    const bare = { ...backup, properties: marked('backup', { [MARKER.run]: 'host/1' }) };
    expect(patched(rollback({ live: [current, bare] }), 'publish')).toStrictEqual({
      name: 'cirros',
      visibility: 'public',
      os_hidden: false,
      protected: true,
      [MARKER.role]: 'current',
      [MARKER.image]: 'cirros',
      [MARKER.run]: undefined,
      ...HELD,
    });
  });

  it('a rollback deletes the oldest of the other backups', () => {
    const image = wanted({ backup: { ...wanted().backup, keep: 1 } });
    const change = rollback({ live: [current, older, backup] }, null, image);
    expect(change.steps.slice(-2)).toMatchObject([
      { kind: 'retire', id: current.id },
      { kind: 'delete', id: older.id, reason: 'retention' },
    ]);
  });

  it('a rollback to the published image says so, and shows no fields', () => {
    expect(rollback({ live: [current] }, current.id)).toMatchObject({
      reason: 'published already',
      fields: [],
      imageId: current.id,
    });
  });

  it('a rollback finds the entry by its name among all of the file', () => {
    const other = wanted({ name: 'other' });
    const input = inputFor([other, wanted()], { live: [current, backup] });
    expect(planRollback(input, { name: 'cirros', to: null }).changes).toMatchObject([
      { name: 'cirros', action: 'replace', imageId: current.id },
    ]);
  });

  describe('that is not possible', () => {
    it('a rollback that is not possible names the existing backups', () => {
      expect(() => rollback({ live: [current, older, backup] }, `${ID}8`)).toThrow(
        expect.objectContaining({
          code: 'no-backup',
          message: `${ID}8 is not a backup of "cirros"`,
          hint: `Its backups are: ${backup.id} (made ${backup.createdAt}), ${older.id} (made ${older.createdAt}).`,
        }),
      );
    });

    it('a rollback without backups says that there are none, without a list of them', () => {
      expect(() => rollback({ live: [current] })).toThrow(
        expect.objectContaining({
          code: 'no-backup',
          message: 'there is no backup of "cirros"',
          hint: null,
        }),
      );
      expect(() => rollback({ live: [] }, `${ID}8`)).toThrow(`${ID}8 is not a backup`);
    });

    it('a rollback of an image in another project names the project, and `owner:`', () => {
      const properties = marked('current', { [MARKER.id]: current.id });
      const theirs = live({ ...current, owner: 'another-project', properties });
      expect(() => rollback({ live: [theirs] })).toThrow(
        expect.objectContaining({
          code: 'no-backup',
          hint: expect.stringMatching(/belongs to project another-project.*`owner:`/),
        }),
      );
    });

    it('a rollback is a usage error when the file does not list the name', () => {
      const input = inputFor([], { live: [current, backup] });
      expect(() => planRollback(input, { name: 'cirros', to: null })).toThrow(
        expect.objectContaining({ code: 'no-backup', exitCode: EXIT.usage }),
      );
    });
  });
});
