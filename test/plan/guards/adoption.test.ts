import { describe, expect, it } from 'vitest';
import { formatManaged } from '../../../src/image/markers.ts';
import type { DesiredImage } from '../../../src/model/desired.ts';
import type { Image } from '../../../src/model/image.ts';
import { MARKER } from '../../../src/model/marker.ts';
import type { Change } from '../../../src/model/plan.ts';
import { planRollback } from '../../../src/plan/rollback.ts';
import {
  changeFor,
  HOLDING_OLD,
  IN_BACKUP_FORM,
  inputFor,
  live,
  marked,
  patched,
  planFor,
  type World,
  wanted,
} from '../../support/plan-input.ts';

const BACKUP_ID = '00000000-0000-4000-8000-000000000002';
const NONE_KEPT = { backup: { ...wanted().backup, keep: 0 } };
const FROM_OTHERS = live({ ...HOLDING_OLD });
const OURS = live({ ...HOLDING_OLD, properties: marked('current', { [MARKER.id]: live().id }) });
const ADOPTED = [{ id: live().id, name: 'cirros', owner: 'service-id', protected: false, by: 'name' }];

const backup = (fields: Partial<Image> = {}, markers = {}) =>
  live({
    ...HOLDING_OLD,
    ...IN_BACKUP_FORM,
    id: BACKUP_ID,
    properties: marked('backup', { [MARKER.id]: BACKUP_ID, [MARKER.exceptions]: 'none', ...markers }),
    ...fields,
  });

const codesOf = (change: Change | undefined) => change?.blockedBy.map(({ code }) => code);
const deletedBy = (change: Change) =>
  change.steps.flatMap((step) => (step.kind === 'delete' ? [step.id] : []));

/** The same change with the entry's `adopt: true`, and with the option of the run. */
function allowed(image: DesiredImage, world: World): readonly Change[] {
  return [
    changeFor({ ...image, adopt: true }, world),
    changeFor(image, { ...world, allowed: { deletes: [], replaces: [], adopts: ['cir*'] } }),
  ];
}

describe('an image that was not ours', () => {
  it.each([
    ['adopted', wanted({ tags: ['a'] }), live()],
    ['renamed', wanted({ previously: ['old'] }), live({ name: 'old' })],
    ['replaced and kept as a backup', wanted(), FROM_OTHERS],
    ['changed by its id', wanted({ id: live().id }), live({ name: 'other' })],
    [
      'taken from another project by its id',
      wanted({ id: live().id, tags: ['a'] }),
      live({ properties: OURS.properties, owner: 'other' }),
    ],
  ])('is marked where it is %s', (_how, image, foreign) => {
    const change = changeFor(image, { live: [foreign] });
    expect(change.adopts).toMatchObject([{ id: foreign.id, name: foreign.name, owner: foreign.owner }]);
  });

  it('is marked with the way in which it was found', () => {
    expect(changeFor(wanted(), { live: [FROM_OTHERS] }).adopts).toEqual(ADOPTED);
  });

  it('is the only one to be marked', () => {
    expect(changeFor(wanted(), { live: [OURS, backup()] })).not.toHaveProperty('adopts');
    expect(changeFor(wanted())).not.toHaveProperty('adopts');
  });

  it.each([
    ['deleted', wanted({ state: 'absent' })],
    ['replaced without a backup', wanted(NONE_KEPT)],
  ])('is not %s unless the entry or the run allows it', (_how, image) => {
    const blocked = changeFor(image, { live: [FROM_OTHERS] });
    expect(blocked).toMatchObject({ steps: [], adopts: ADOPTED });
    expect(codesOf(blocked)).toEqual(['not-adopted']);
    for (const change of allowed(image, { live: [FROM_OTHERS] })) {
      expect(change).toMatchObject({ blockedBy: [], adopts: ADOPTED });
      expect(deletedBy(change)).toEqual([FROM_OTHERS.id]);
    }
  });

  it('says how to allow its deletion', () => {
    expect(changeFor(wanted({ state: 'absent' }), { live: [FROM_OTHERS] }).blockedBy).toEqual([
      {
        code: 'not-adopted',
        message:
          'this change would delete an image that this stack did not publish. If that is meant, say `adopt: true` in the entry, or allow it for one run with --adopt cirros.',
        candidates: [FROM_OTHERS.id],
      },
    ]);
  });

  it.each(['absent', 'present'] as const)(
    'stays foreign when a run marked it for its replacement and died (state: %s)',
    (state) => {
      const [mark] = changeFor(wanted(), { live: [FROM_OTHERS] }).steps.filter(
        ({ kind }) => kind === 'update',
      );
      expect(mark).toMatchObject({ id: FROM_OTHERS.id });
      const markers = patched(changeFor(wanted(), { live: [FROM_OTHERS] }), 'update') as Record<
        string,
        string
      >;
      const begun = live({ ...HOLDING_OLD, properties: markers });
      const change = changeFor(wanted({ state, ...NONE_KEPT }), { live: [begun] });
      expect(codesOf(change)).toEqual(['not-adopted']);
      expect(change.adopts).toEqual(ADOPTED);
    },
  );

  it('stays as a backup however few are kept, until it may go', () => {
    const images = [live({ properties: OURS.properties }), backup({}, { [MARKER.found]: 'name' })];
    const image = wanted(NONE_KEPT);
    const change = changeFor(image, { live: images });
    expect(change).toMatchObject({ action: 'unchanged', steps: [] });
    expect(change.warnings).toEqual([
      `more backups stay than \`backup.keep\` says, because this stack did not publish them, or a person protected them: ${BACKUP_ID}. To let them go, say \`adopt: true\` in the entry, or give --adopt cirros`,
    ]);
    for (const other of allowed(image, { live: images })) expect(deletedBy(other)).toEqual([BACKUP_ID]);
  });

  it('is not pruned, although this stack replaced it', () => {
    const world = { live: [backup({}, { [MARKER.found]: 'name' })], settings: { prune: 'delete' as const } };
    expect(planFor([], world)).toMatchObject({
      changes: [],
      warnings: [expect.stringContaining('--adopt cirros')],
    });
    const named = { ...world, allowed: { deletes: [], replaces: [], adopts: ['cirros'] } };
    expect(planFor([], named).changes).toMatchObject([{ action: 'delete' }]);
  });

  it('keeps its protection when the file says protected: false, unless that is allowed', () => {
    const world = { live: [live({ protected: true })] };
    expect(codesOf(changeFor(wanted({ protected: false }), world))).toEqual(['protected']);
    for (const change of allowed(wanted({ protected: false }), world)) {
      expect(patched(change, 'update')).toMatchObject({ protected: false });
    }
  });

  it('gets our markers and not only a role when a rollback replaces it', () => {
    const input = inputFor([wanted()], { live: [FROM_OTHERS, backup()] });
    const [change] = planRollback(input, { name: 'cirros', to: null }).changes;
    expect(change?.adopts).toEqual(ADOPTED);
    expect(patched(change!, 'update')).toMatchObject({ [MARKER.stack]: 'prod', [MARKER.found]: 'name' });
  });
});

describe('a protection that a person set', () => {
  const shielded = { ...OURS, protected: true };

  it.each([
    ['deleted', wanted({ state: 'absent' })],
    ['replaced without a backup', wanted(NONE_KEPT)],
  ])('is not lifted so that our image is %s', (_how, image) => {
    const change = changeFor(image, { live: [shielded] });
    expect(codesOf(change)).toEqual(['protected']);
    expect(change).not.toHaveProperty('adopts');
    expect(change.blockedBy[0]?.message).toBe(
      'this change would lift a protection that this file did not set. If that is meant, say `adopt: true` in the entry, lift it by hand (openstack image set --unprotected ID), or allow it for one run with --adopt cirros.',
    );
    for (const other of allowed(image, { live: [shielded] })) {
      expect(other.steps.at(-1)).toMatchObject({ kind: 'delete', unprotect: true });
    }
  });

  it.each([
    ['the file sets it', { protected: true }, {}],
    ['the file says false', { protected: false }, {}],
    [
      'the last apply of the file set it',
      {},
      { [MARKER.managed]: formatManaged({ properties: [], tags: [], protected: true }) },
    ],
  ])('is the file’s to lift where %s', (_when, fields, markers) => {
    const image = { ...shielded, properties: { ...shielded.properties, ...markers } };
    const change = changeFor(wanted({ state: 'absent', ...fields }), { live: [image] });
    expect(change.steps).toMatchObject([{ kind: 'delete', unprotect: true }]);
  });

  it('is still the file’s once the entry no longer mentions it, and not once it was lifted', () => {
    const managed = formatManaged({ properties: [], tags: [], protected: true });
    const image = (isProtected: boolean) =>
      live({ protected: isProtected, properties: marked('current', { [MARKER.managed]: managed }) });
    expect(changeFor(wanted(), { live: [image(true)] }).action).toBe('unchanged');
    const replaced = changeFor(wanted(), { live: [{ ...image(true), ...HOLDING_OLD }] });
    expect(replaced.steps[0]).toMatchObject({
      attributes: { properties: { [MARKER.managed]: managed } },
    });
    expect(patched(changeFor(wanted(), { live: [image(false)] }), 'update')).toEqual({
      [MARKER.managed]: formatManaged({ properties: [], tags: [] }),
    });
  });

  it('is that of its successor too, and stays on the backup', () => {
    const change = changeFor(wanted(), { live: [shielded] });
    expect(patched(change, 'publish')).toMatchObject({ protected: true });
    expect(patched(change, 'retire')).not.toHaveProperty('protected');
  });

  it('is kept by a rollback and by a backup that is published again, on whichever image it is', () => {
    const [current, other] = [{ ...OURS, protected: false }, backup({ protected: true })];
    for (const images of [
      [current, other],
      [shielded, backup()],
    ]) {
      const input = inputFor([wanted()], { live: images });
      const [change] = planRollback(input, { name: 'cirros', to: null }).changes;
      expect(patched(change!, 'publish')).toMatchObject({ protected: true });
    }
    const restored = changeFor(wanted(), {
      live: [current, { ...other, ...live(), id: BACKUP_ID, properties: other.properties, protected: true }],
    });
    expect(restored.steps[0]).toMatchObject({ kind: 'resume', id: BACKUP_ID });
    expect(patched(restored, 'publish')).toMatchObject({ protected: true });
  });

  it('keeps a backup beyond the number that the file keeps, and the plan says so', () => {
    const images = [live({ properties: OURS.properties }), backup({ protected: true })];
    const change = changeFor(wanted(NONE_KEPT), { live: images });
    expect(change.steps).toEqual([]);
    expect(change.warnings).toMatchObject([expect.stringContaining(BACKUP_ID)]);
  });
});
