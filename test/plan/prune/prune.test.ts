import { describe, expect, it } from 'vitest';
import { MARKER } from '../../../src/model/marker.ts';
import { type Change, isUnlistedChange } from '../../../src/model/plan.ts';
import { makePlan } from '../../../src/plan/make-plan.ts';
import { changeFor, inputFor, live, marked, planFor, stepKinds, wanted } from '../../support/plan-input.ts';
import { type Cloud, carryOut, cloudOf } from '../simulate.ts';

const ID = '00000000-0000-4000-8000-00000000000';
const published = live({ properties: marked('current') });
const backup = (digit: string, fields: Parameters<typeof live>[0] = {}) =>
  live({
    id: `${ID}${digit}`,
    name: `cirros (backup ${digit})`,
    hidden: true,
    properties: marked('backup', { [MARKER.retired]: digit }),
    ...fields,
  });
const guarded = live({ properties: marked('current', { [MARKER.preventDelete]: 'true' }) });

type Prune = 'never' | 'hide' | 'deactivate' | 'delete';
const plan = (images: readonly ReturnType<typeof live>[], prune: Prune, world = {}) =>
  planFor([], { live: images, settings: { prune }, ...world });
const deleted = (change: Change | undefined) =>
  change?.steps.flatMap((step) => (step.kind === 'delete' ? [step.id] : []));

/** Carries out the first `steps` steps of a plan, like a run that is killed then. */
function killedAfter(steps: number, made: ReturnType<typeof planFor>, cloud: Cloud): void {
  const changes = made.changes.map((change) => ({ ...change, steps: change.steps.slice(0, steps) }));
  carryOut({ ...made, changes }, cloud);
}

describe('`prevent_delete`', () => {
  it('`prevent_delete` is recorded on the published image, as one change that leaves nothing to do', () => {
    const image = wanted({ preventDelete: true });
    const cloud = cloudOf([published]);
    const change = changeFor(image, { live: [...cloud.images.values()] });
    expect(change).toMatchObject({
      action: 'update',
      fields: [{ path: 'prevent_delete', before: null, after: 'true' }],
      steps: [{ kind: 'update', patch: [{ op: 'add', path: `/${MARKER.preventDelete}`, value: 'true' }] }],
    });
    carryOut(planFor([image], { live: [published] }), cloud);
    expect(changeFor(image, { live: [...cloud.images.values()] }).action).toBe('unchanged');
  });

  it('`prevent_delete` is removed from the image when the file removes it', () => {
    expect(changeFor(wanted(), { live: [guarded] })).toMatchObject({
      action: 'update',
      fields: [{ path: 'prevent_delete', before: 'true', after: null }],
      steps: [{ patch: [{ op: 'remove', path: `/${MARKER.preventDelete}` }] }],
    });
  });

  it('`prevent_delete` is recorded on a created image from the start, and shown on an adopted one', () => {
    const image = wanted({ preventDelete: true });
    expect(changeFor(image).steps[0]).toMatchObject({
      attributes: { properties: { [MARKER.preventDelete]: 'true' } },
    });
    expect(changeFor(image, { live: [live()] })).toMatchObject({
      action: 'adopt',
      fields: [{ path: 'prevent_delete', before: null, after: 'true' }],
    });
  });

  it('`prevent_delete` blocks pruning of an unlisted image, with the option that allows it for one run', () => {
    expect(plan([guarded, backup('2')], 'delete').changes).toEqual([
      expect.objectContaining({
        action: 'delete',
        imageId: guarded.id,
        steps: [],
        blockedBy: [
          {
            code: 'guard',
            message: expect.stringMatching(/`prevent_delete: true`.*--allow-delete cirros$/),
            candidates: [guarded.id],
          },
        ],
      }),
    ]);
  });

  it.each([
    ['hide', '`hidden: true`'],
    ['deactivate', '`status: deactivated`'],
    ['delete', '`state: absent`'],
  ] as const)('`prevent_delete` blocks every way of pruning, and the plan names it: %s', (prune, field) => {
    const held = plan([guarded], prune).changes;
    expect(held).toMatchObject([{ action: prune, steps: [], blockedBy: [{ candidates: [guarded.id] }] }]);
    const message = held[0]?.blockedBy[0]?.message ?? '';
    expect(message).toContain(`this change would ${prune} it (prune: ${prune})`);
    expect(message).toContain(field);
    expect(message).toMatch(/--allow-delete cirros$/);
    const allowed = { deletes: ['cirros'], replaces: [] };
    expect(plan([guarded], prune, { allowed }).changes).toMatchObject([{ action: prune, blockedBy: [] }]);
  });

  it('`prevent_delete` gives no message for an image that is already hidden or deactivated', () => {
    expect(plan([{ ...guarded, hidden: true }], 'hide').changes).toEqual([]);
    expect(plan([{ ...guarded, status: 'deactivated' }], 'deactivate').changes).toEqual([]);
    expect(plan([guarded], 'never').changes).toEqual([]);
  });

  it('`prevent_delete` is ignored for one run by name, and the plan shows that', () => {
    const allowed = { deletes: ['cirros'], replaces: [] };
    const unlisted = plan([guarded], 'delete', { allowed }).changes;
    const absent = planFor([wanted({ state: 'absent', preventDelete: true })], { live: [guarded], allowed });
    for (const change of [...unlisted, ...absent.changes]) {
      expect(change.blockedBy).toEqual([]);
      expect(deleted(change)).toEqual([guarded.id]);
      expect(change.warnings).toEqual([
        'this run ignores `prevent_delete`, because --allow-delete was given',
      ]);
    }
  });

  it('`prevent_delete` is read from the published image, or without one from its last backup', () => {
    const was = { properties: marked('backup', { [MARKER.preventDelete]: 'true', [MARKER.retired]: '3' }) };
    const last = backup('3', was);
    expect(plan([published, last], 'delete').changes[0]?.blockedBy).toEqual([]);
    expect(plan([backup('2'), last], 'delete').changes[0]).toMatchObject({
      blockedBy: [{ candidates: [last.id] }],
      warnings: [],
    });
    expect(plan([last, backup('4')], 'delete').changes[0]?.blockedBy).toEqual([]);
  });
});

describe('a protected unlisted image', () => {
  it('a protected unlisted image blocks its deletion, with the ways out', () => {
    const shield = { ...published, protected: true };
    const [change] = plan([shield, backup('2')], 'delete').changes;
    expect(change).toMatchObject({
      action: 'delete',
      imageId: shield.id,
      steps: [],
      blockedBy: [{ code: 'guard', candidates: [shield.id] }],
    });
    expect(change?.blockedBy[0]?.message).toMatch(/protected.*--unprotected.*state: absent/);
  });

  it('a protected unlisted image blocks the deletion also as a backup, with any allowance', () => {
    const allowed = { deletes: ['cirros'], replaces: [] };
    const shield = backup('2', { protected: true });
    expect(plan([published, shield], 'delete', { allowed }).changes[0]?.blockedBy).toMatchObject([
      { candidates: [shield.id] },
    ]);
  });

  it('a protected unlisted image is hidden and deactivated like others, because that needs no unprotection', () => {
    const shield = { ...published, protected: true };
    for (const prune of ['hide', 'deactivate'] as const) {
      expect(plan([shield], prune).changes).toMatchObject([{ action: prune, blockedBy: [] }]);
    }
  });
});

describe('a backup of an unlisted image', () => {
  it('a backup of an unlisted image is deleted after the published image, and counts as a deletion', () => {
    const images = [backup('3'), published, backup('2')];
    const made = plan(images, 'delete', { settings: { prune: 'delete', maxDeletes: { count: 2 } } });
    expect(made.changes).toMatchObject([
      { action: 'delete', imageId: published.id, fields: [{ path: 'backups', before: 2, after: 0 }] },
    ]);
    expect(deleted(made.changes[0])).toEqual([published.id, `${ID}2`, `${ID}3`]);
    expect(Object.keys(made.changes[0]?.basis.images ?? {}).sort()).toEqual(
      images.map(({ id }) => id).sort(),
    );
    expect(made.changes[0]?.blockedBy[0]?.message).toMatch(/^3 .*`max_deletes`.*\(2\)/);
  });

  it('a backup of an unlisted image is deleted also without a published image', () => {
    const { changes } = plan([backup('2')], 'delete');
    expect(changes).toMatchObject([{ action: 'delete', name: 'cirros', imageId: null }]);
    expect(deleted(changes[0])).toEqual([`${ID}2`]);
  });

  it.each(['never', 'hide', 'deactivate'] as const)(
    'backups of an unlisted image stay with `prune: %s`, and the plan names them',
    (prune) => {
      const warning = `"cirros" is no longer in the file, and 2 of its backups stay (prune: ${prune}): ${ID}2, ${ID}3`;
      const hidden = { ...published, hidden: true, status: 'deactivated' as const };
      for (const images of [[published], [hidden], []]) {
        const made = plan([...images, backup('2'), backup('3')], prune);
        expect(made.warnings).toEqual([expect.stringContaining(warning)]);
        expect(made.changes.flatMap((change) => deleted(change))).toEqual([]);
      }
      expect(plan([published], prune).warnings).toEqual([]);
      expect(plan([backup('2')], prune).warnings[0]).toContain('and 1 of its backups stays');
    },
  );

  it('prune leaves backups of other projects, stacks, snapshots and entries alone, and all backups in a partial plan', () => {
    const world = { live: [backup('2')], settings: { prune: 'delete' as const } };
    expect(planFor([wanted({ state: 'absent' })], world).changes).toMatchObject([{ action: 'unchanged' }]);
    expect(planFor([], { ...world, live: [backup('2', { owner: 'other' })] }).changes).toEqual([]);
    expect(planFor([], { ...world, stack: 'other' }).changes).toEqual([]);
    expect(planFor([], { ...world, stackNamed: false }).changes).toEqual([]);
    expect(planFor([], { ...world, selection: { targets: ['x'], excludes: [] } }).changes).toEqual([]);
    const copied = { properties: marked('backup', { [MARKER.id]: `${ID}9` }) };
    expect(planFor([], { ...world, live: [backup('2', copied)] }).changes).toEqual([]);
  });
});

describe('`max_deletes`', () => {
  const left = (digit: string) =>
    live({ id: `${ID}${digit}`, properties: marked('current', { [MARKER.image]: `left ${digit}` }) });
  const heldBy = (maxDeletes: number, prune: Prune) =>
    plan([left('1'), left('2')], prune, {
      settings: { prune, maxDeletes: { count: maxDeletes } },
    }).changes.map(({ blockedBy }) => blockedBy.map(({ message }) => message));

  it.each(['hide', 'deactivate', 'delete'] as const)('`max_deletes` counts every prune: %s', (prune) => {
    const message = expect.stringContaining(
      '2 images to prune or delete are more than `max_deletes` allows (1)',
    );
    expect(heldBy(1, prune)).toEqual([[message], [message]]);
    expect(heldBy(2, prune)).toEqual([[], []]);
  });

  it('`max_deletes` does not count images that are left alone', () => {
    expect(heldBy(0, 'never')).toEqual([]);
    const deactivated = { ...left('1'), status: 'deactivated' as const };
    const settings = { prune: 'deactivate' as const, maxDeletes: { count: 0 } };
    expect(plan([deactivated], 'deactivate', { settings }).changes).toEqual([]);
  });

  it.each(['hide', 'delete'] as const)('`max_deletes` counts no images of blocked changes: %s', (prune) => {
    const settings = { prune, maxDeletes: { count: 0 } };
    expect(plan([guarded], prune, { settings }).changes[0]?.blockedBy).toHaveLength(1);
  });
});

describe('a file that lists no image, and may have been cut short', () => {
  const bare = (
    images: readonly ReturnType<typeof live>[],
    prune: Prune,
    bareFiles = ['b.yaml', 'c.yaml'],
  ) => {
    const input = inputFor([], { live: images, settings: { prune } });
    return makePlan({ ...input, desired: { ...input.desired, bareFiles } });
  };

  it.each(['hide', 'deactivate', 'delete'] as const)('a file without images blocks pruning: %s', (prune) => {
    expect(bare([published], prune).changes).toMatchObject([
      {
        action: prune,
        steps: [],
        blockedBy: [
          {
            code: 'guard',
            message: expect.stringMatching(
              /^b\.yaml, c\.yaml lists no image.*`settings_only: true`.*--allow-empty/,
            ),
          },
        ],
      },
    ]);
  });

  it('a file that lists no image blocks nothing when no image would be pruned', () => {
    expect(bare([published], 'never').changes).toEqual([]);
    expect(bare([{ ...published, hidden: true }], 'hide').changes).toEqual([]);
    const staged = live({ id: `${ID}9`, properties: marked('staged') });
    expect(bare([staged], 'delete').changes).toMatchObject([{ action: 'delete', blockedBy: [] }]);
  });
});

describe('our images of another project', () => {
  const given = (digit: string, role: 'current' | 'backup' | 'staged', fields = {}) =>
    live({
      id: `${ID}${digit}`,
      owner: 'tenant',
      properties: marked(role, { [MARKER.id]: `${ID}${digit}` }),
      ...fields,
    });

  it.each([
    ['hide', [2]],
    ['deactivate', [2]],
    ['delete', [2, 3]],
  ] as const)('our images of another project are named, not pruned: %s', (prune, digits) => {
    const made = plan([given('3', 'backup'), given('2', 'current')], prune);
    expect(made.changes).toEqual([]);
    const which = digits.map((digit) => `${ID}${digit} (project tenant)`).join(', ');
    expect(made.warnings).toEqual([
      `"cirros" is no longer in the file, and reconcile leaves its images of other projects alone (prune: ${prune}): ${which}. To delete such an image, put the entry back with \`state: absent\` and that project as its \`owner:\``,
    ]);
  });

  it('our images of another project give no warning when they would not be pruned', () => {
    expect(plan([given('2', 'current')], 'never').warnings).toEqual([]);
    expect(plan([given('2', 'current', { hidden: true })], 'hide').warnings).toEqual([]);
    expect(plan([given('2', 'current', { status: 'deactivated' })], 'deactivate').warnings).toEqual([]);
    expect(plan([given('3', 'backup')], 'hide').warnings).toEqual([]);
    const selection = { targets: ['x'], excludes: [] };
    expect(plan([given('2', 'current')], 'delete', { selection }).warnings).toEqual([]);
    expect(plan([given('2', 'current')], 'delete', { stackNamed: false }).warnings).toEqual([]);
  });

  it('our images of another project are named too when an interrupted run left them, with any `prune`', () => {
    const made = plan([given('2', 'staged')], 'never');
    expect(made.changes).toEqual([]);
    expect(made.warnings).toEqual([expect.stringContaining(`${ID}2 (project tenant)`)]);
    const input = { ...inputFor([], { live: [given('2', 'staged')] }), busy: new Set([`${ID}2`]) };
    expect(makePlan(input).warnings).toEqual([]);
  });

  it('our images of another project count only if no other project could have marked them', () => {
    const unsigned = live({ id: `${ID}2`, owner: 'tenant', properties: marked('current') });
    expect(plan([unsigned], 'delete').warnings).toEqual([]);
    expect(plan([given('2', 'current', { visibility: 'community' })], 'delete').warnings).toEqual([]);
  });
});

describe('a leftover in a stack without a name', () => {
  const staged = (digit: string, name = 'renamed') =>
    live({
      id: `${ID}${digit}`,
      properties: marked('staged', { [MARKER.stack]: 'default', [MARKER.image]: name }),
    });
  const nameless = { stack: 'default', stackNamed: false };
  const warnings = (images: readonly ReturnType<typeof live>[], world = {}) =>
    planFor([wanted()], { live: images, ...nameless, ...world }).warnings;

  it('a leftover in a stack without a name stays, because it may be another file’s, and the plan says how to delete it', () => {
    const made = planFor([wanted()], { live: [staged('2'), staged('3')], ...nameless });
    expect(made.changes).toMatchObject([{ action: 'create' }]);
    expect(made.changes.flatMap(deleted)).toEqual([]);
    expect(made.warnings).toEqual([
      expect.stringMatching(
        new RegExp(
          `^"renamed" is not in this file.*openstack image delete ${ID}2 ${ID}3.*glance\\.server\\.name`,
        ),
      ),
    ]);
  });

  it('a leftover in a stack without a name is named once for each image, and not when the plan deletes it', () => {
    expect(warnings([staged('3', 'b'), staged('2', 'a')])).toEqual([
      expect.stringContaining('"a"'),
      expect.stringContaining('"b"'),
    ]);
    expect(warnings([staged('2', 'cirros')])).toEqual([]);
    expect(warnings([staged('2')], { selection: { targets: ['cirros'], excludes: [] } })).toEqual([]);
    expect(warnings([staged('2')], { stackNamed: true })).toEqual([]);
    expect(warnings([{ ...staged('2'), owner: 'tenant' }])).toEqual([]);
    expect(
      warnings([live({ properties: marked('current', { [MARKER.stack]: 'default', [MARKER.image]: 'x' }) })]),
    ).toEqual([]);
  });

  it('a leftover in a stack without a name is not named while a run works on it', () => {
    const input = inputFor([wanted()], { live: [staged('2')], ...nameless });
    expect(makePlan({ ...input, busy: new Set([`${ID}2`]) }).warnings).toEqual([]);
  });
});

describe('`prune: deactivate`', () => {
  it.each([0, 1, 2])('`prune: deactivate` is completed by the next run after a kill at step %d', (steps) => {
    const cloud = cloudOf([published]);
    killedAfter(steps, plan([published], 'deactivate'), cloud);
    carryOut(plan([...cloud.images.values()], 'deactivate'), cloud);
    const [image] = cloud.images.values();
    expect(image).toMatchObject({ status: 'deactivated', properties: { [MARKER.pruned]: 'deactivate' } });
    expect(plan([...cloud.images.values()], 'deactivate').changes).toEqual([]);
  });

  it.each([0, 1, 2])('`prune: deactivate` is undone by a returning entry, killed at step %d', (steps) => {
    const cloud = cloudOf([published]);
    carryOut(plan([published], 'deactivate'), cloud);
    const back = () => planFor([wanted()], { live: [...cloud.images.values()] });
    killedAfter(steps, back(), cloud);
    carryOut(back(), cloud);
    expect([...cloud.images.values()]).toMatchObject([{ status: 'active' }]);
    expect(back().changes).toMatchObject([{ action: 'unchanged' }]);
  });

  it('`prune: deactivate` leaves an image alone that a user deactivated, now and when the entry comes back', () => {
    const deactivated = { ...published, status: 'deactivated' as const };
    expect(plan([deactivated], 'deactivate').changes).toEqual([]);
    expect(changeFor(wanted(), { live: [deactivated] }).action).toBe('unchanged');
  });

  it('`prune: deactivate` unhides an image after `hide`, and `hide` after it leaves the image deactivated', () => {
    const cloud = cloudOf([published]);
    const prune = (how: Prune) => carryOut(plan([...cloud.images.values()], how), cloud);
    prune('hide');
    prune('deactivate');
    expect([...cloud.images.values()]).toMatchObject([{ hidden: false, status: 'deactivated' }]);
    prune('hide');
    expect([...cloud.images.values()]).toMatchObject([{ hidden: false, status: 'deactivated' }]);
    carryOut(planFor([wanted()], { live: [...cloud.images.values()] }), cloud);
    expect([...cloud.images.values()]).toMatchObject([{ hidden: false, status: 'active' }]);
  });
});

describe('`prune: hide`', () => {
  it('`prune: hide` gives a warning when the service cannot hide, if there is an image to hide', () => {
    const features = { hidden: false };
    const made = plan([published], 'hide', { features });
    expect(made.changes).toEqual([]);
    expect(made.warnings).toEqual([expect.stringContaining('cannot hide')]);
    expect(plan([], 'hide', { features }).warnings).toEqual([]);
    expect(plan([published], 'never', { features }).warnings).toEqual([]);
  });

  it('`prune: hide` hides images that a user deactivated, and those that a killed run only marked', () => {
    const deactivated = { ...published, status: 'deactivated' as const };
    const onlyMarked = { ...published, properties: marked('current', { [MARKER.pruned]: 'deactivate' }) };
    for (const image of [deactivated, onlyMarked]) {
      expect(plan([image], 'hide').changes).toMatchObject([{ action: 'hide' }]);
    }
  });
});

it('`prune: deactivate` unhides no image that a user hid, and shows which it unhides', () => {
  const fieldsOf = (image: typeof published) => plan([image], 'deactivate').changes[0]?.fields;
  const status = { path: 'status', before: 'active', after: 'deactivated' };
  const hidden = { ...published, hidden: true };
  expect(fieldsOf(hidden)).toEqual([status]);
  const byUs = marked('current', { [MARKER.pruned]: 'hide' });
  expect(fieldsOf({ ...published, properties: byUs })).toEqual([status]);
  expect(fieldsOf({ ...hidden, properties: byUs })).toEqual([
    { path: 'hidden', before: true, after: false },
    status,
  ]);
});

it('a leftover of an unlisted image is deleted, and apply compares it again first', () => {
  const staged = live({ id: `${ID}9`, name: 's', properties: marked('staged') });
  expect(plan([staged], 'delete').changes).toMatchObject([
    { imageId: staged.id, fields: [], warnings: [], basis: { images: { [staged.id]: expect.any(String) } } },
  ]);
});

describe('a change of an unlisted image', () => {
  const absent = { kind: 'delete', id: 'a', unprotect: false, reason: 'absent' } as const;
  const pruned = { ...absent, reason: 'pruned' } as const;
  const leftover = { ...absent, reason: 'leftover' } as const;
  const update = { kind: 'update', id: 'a', patch: [] } as const;
  it.each([
    ['hide', [update], true],
    ['deactivate', [update], true],
    ['delete', [pruned], true],
    ['delete', [leftover], true],
    ['delete', [absent, leftover], false],
    ['update', [update, leftover], false],
    ['replace', [], false],
  ] as const)('a change of an unlisted image has action %s and steps %j: %s', (action, steps, expected) => {
    expect(isUnlistedChange({ action, steps })).toBe(expected);
  });

  it('a change of an unlisted image is made for unlisted images, and for no others', () => {
    const images = [published, backup('2'), live({ id: `${ID}9`, properties: marked('staged') })];
    for (const prune of ['hide', 'deactivate', 'delete'] as const) {
      expect(plan(images, prune).changes.every(isUnlistedChange)).toBe(true);
    }
    for (const image of [wanted({ state: 'absent' }), wanted({ minRam: 1 }), wanted()]) {
      expect(planFor([image], { live: images }).changes.some(isUnlistedChange)).toBe(false);
    }
  });
});

it('several published images of one name are deleted together, in order of id', () => {
  const duplicate = { ...published, id: `${ID}7` };
  const kinds = (images: readonly ReturnType<typeof live>[]) =>
    plan(images, 'delete').changes.map((change) => [change.imageId, ...stepKinds(change)]);
  expect(kinds([duplicate, backup('2'), published])).toEqual(kinds([published, duplicate, backup('2')]));
  expect(inputFor([]).allowed).toBeUndefined();
});
