import { describe, expect, it } from 'vitest';
import { formatManaged } from '../../src/image/markers.ts';
import { type DesiredImage, reservesOf } from '../../src/model/desired.ts';
import type { Image } from '../../src/model/image.ts';
import { MARKER } from '../../src/model/marker.ts';
import type { Change, Plan } from '../../src/model/plan.ts';
import type { Step } from '../../src/model/step.ts';
import { planRollback } from '../../src/plan/rollback.ts';
import { waitFault } from '../../src/plan/verify-steps.ts';
import { HOLDING_OLD, inputFor, live, marked, planFor, type World, wanted } from '../support/plan-input.ts';
import { applyAll, cloudOf } from './simulate.ts';

const ID = (digit: number) => `${String(digit).repeat(8)}-0000-4000-8000-000000000000`;
const KERN = ID(1);
const MACHINE = ID(2);
const BY_HAND = ID(3);
const BACKUP = ID(4);

/** An entry without backups. */
const kern = (fields: Partial<DesiredImage> = {}) =>
  wanted({ name: 'kern', backup: { ...wanted().backup, keep: 0 }, ...fields });

const machine = (fields: Partial<DesiredImage> = {}) =>
  wanted({ name: 'machine', references: { kernel_id: { image: 'kern' } }, ...fields });

/** An image of our stack. */
function ours(
  name: string,
  id: string,
  { properties = {}, ...fields }: Partial<Image> = {},
  role: 'current' | 'backup' | 'staged' = 'current',
): Image {
  const managed = formatManaged({ properties: Object.keys(properties), tags: [] });
  const markers = marked(role, { [MARKER.image]: name, [MARKER.id]: id, [MARKER.managed]: managed });
  return live({ id, name, ...fields, properties: { ...properties, ...markers } });
}

const liveKern = (fields: Partial<Image> = {}) => ours('kern', KERN, fields);
const liveMachine = (fields: Partial<Image> = {}) =>
  ours('machine', MACHINE, { properties: { kernel_id: KERN }, ...fields });
const byHand = (fields: Partial<Image> = {}) =>
  live({ id: BY_HAND, name: 'snapshot', properties: { kernel_id: KERN }, ...fields });

function changeOf(plan: Plan, name: string): Change {
  const change = plan.changes.find((candidate) => candidate.name === name);
  if (!change) throw new Error(`no change of ${name}`);
  return change;
}

function stepOf<Kind extends Step['kind']>(change: Change, kind: Kind): Extract<Step, { kind: Kind }> {
  const step = change.steps.find((candidate) => candidate.kind === kind);
  if (!step) throw new Error(`no step ${kind}: ${change.steps.map((one) => one.kind)}`);
  return step as Extract<Step, { kind: Kind }>;
}

const deletedIn = (plan: Plan) =>
  plan.changes.flatMap(({ steps }) => steps.flatMap((step) => (step.kind === 'delete' ? [step.id] : [])));

describe('a reference to the image of another entry', () => {
  it('is silent when the live image has the id already', () => {
    const plan = planFor([machine(), kern()], { live: [liveKern(), liveMachine()] });
    expect(plan.changes.map(({ action }) => action)).toEqual(['unchanged', 'unchanged']);
  });

  it('is filled in by the plan when the other image stays', () => {
    const plan = planFor([machine(), kern()], {
      live: [liveKern(), liveMachine({ properties: { kernel_id: BY_HAND } })],
    });
    expect(changeOf(plan, 'machine').fields).toContainEqual({
      path: 'properties.kernel_id',
      before: BY_HAND,
      after: KERN,
    });
    expect(stepOf(changeOf(plan, 'machine'), 'update')).not.toHaveProperty('references');
  });

  it('of a new image to a new image is filled in by apply', () => {
    const plan = planFor([machine(), kern()]);
    const change = changeOf(plan, 'machine');
    expect(stepOf(change, 'stage').references).toEqual({ kernel_id: 'kern' });
    expect(change.fields).toContainEqual({
      path: 'properties.kernel_id',
      before: null,
      after: 'id of kern (new)',
    });
    expect(plan.changes.map(({ name }) => name)).toEqual(['machine', 'kern']);
  });

  it('to a pinned id shows the id', () => {
    const plan = planFor([machine(), kern({ id: KERN })]);
    expect(changeOf(plan, 'machine').fields).toContainEqual({
      path: 'properties.kernel_id',
      before: null,
      after: KERN,
    });
  });

  it('counts as managed, so that it is removed when the file no longer has it', () => {
    const cloud = cloudOf([]);
    applyAll(planFor([machine(), kern()]), cloud);
    const { references: _, ...without } = machine();
    const plan = planFor([without, kern()], { live: [...cloud.images.values()] });
    expect(changeOf(plan, 'machine').fields[0]).toMatchObject({ path: 'properties.kernel_id', after: null });
  });

  it('to an image that another one refers to is followed through the whole chain', () => {
    const app = wanted({ name: 'app', references: { base: { image: 'machine' } } });
    const cloud = cloudOf([]);
    applyAll(planFor([app, machine(), kern()]), cloud);
    const images = [...cloud.images.values()];
    const idOf = (name: string) => images.find((image) => image.name === name)?.id;
    expect(images.find(({ name }) => name === 'app')?.properties.base).toBe(idOf('machine'));
    expect(images.find(({ name }) => name === 'machine')?.properties.kernel_id).toBe(idOf('kern'));
    const again = planFor([app, machine(), kern()], { live: images });
    expect(again.summary.unchanged).toBe(3);
  });

  it('to an entry that this run leaves out uses its live image', () => {
    const selection = { targets: ['machine'], excludes: [] };
    const plan = planFor([machine(), kern()], {
      selection,
      live: [liveKern(HOLDING_OLD), liveMachine({ properties: {} })],
    });
    expect(plan.changes).toHaveLength(1);
    expect(changeOf(plan, 'machine').fields).toContainEqual({
      path: 'properties.kernel_id',
      before: null,
      after: KERN,
    });
  });

  it.each([
    ['this run leaves out', [kern()], { selection: { targets: ['machine'], excludes: [] } }],
    ['has expired', [kern({ expiry: { reason: 'expired', unchanged: true } })], {}],
  ] as const)('to an image that does not exist and whose entry %s skips the entry', (_why, others, world) => {
    const app = wanted({ name: 'machine too', references: { base: { image: 'machine' } } });
    const plan = planFor([machine(), ...others, app], {
      ...world,
      ...('selection' in world ? { selection: { targets: ['machine*'], excludes: [] } } : {}),
    });
    expect(plan.unresolved?.map(({ name }) => name)).toEqual(['machine', 'machine too']);
  });
});

describe('a reference to the image of a skipped entry', () => {
  const TENANT = { owner: 'another tenant', visibility: 'community' } as const;
  const skipping = (entry = kern()): World => ({
    publishers: {
      skipped: [
        {
          name: 'kern',
          list: null,
          at: entry.at,
          message: 'no answer',
          hint: null,
          reserves: reservesOf(entry),
        },
      ],
    },
  });
  const kernelOf = (plan: Plan) =>
    plan.changes
      .flatMap(({ fields }) => fields)
      .filter(({ path }) => path === 'properties.kernel_id')
      .map(({ after }) => after);

  it('stays with our image, also when another tenant has an image with the same markers and a smaller id', () => {
    const forged = ours('kern', ID(0), TENANT);
    const plan = planFor([machine()], { ...skipping(), live: [forged, liveKern(), liveMachine()] });
    expect(plan.changes).toMatchObject([{ name: 'machine', action: 'unchanged' }]);
  });

  it('skips the entry when only another tenant has such an image', () => {
    const plan = planFor([machine()], { ...skipping(), live: [ours('kern', ID(0), TENANT), liveMachine()] });
    expect(plan.changes).toEqual([]);
    expect(plan.unresolved?.map(({ name }) => name)).toContain('machine');
  });

  it('is not rolled back to the image of another tenant', () => {
    const old = ours('machine', ID(5), { properties: { kernel_id: BY_HAND } }, 'backup');
    const images = [ours('kern', ID(0), TENANT), liveKern(), liveMachine(), old];
    const input = inputFor([machine()], { ...skipping(), live: images });
    expect(kernelOf(planRollback(input, { name: 'machine', to: null }))).toEqual([KERN]);
  });

  it('finds the image in the project that the entry gives as `owner`', () => {
    const entry = kern({ owner: { project: 'kernels', at: kern().at } });
    const world = { ...skipping(entry), projects: [{ id: 'kernels-id', name: 'kernels' }] };
    const plan = planFor([machine()], {
      ...world,
      live: [liveKern({ owner: 'kernels-id' }), liveMachine({ properties: { kernel_id: BY_HAND } })],
    });
    expect(kernelOf(plan)).toEqual([KERN]);
  });

  it('prefers the newest of two images that an interrupted run left', () => {
    const newer = ours('kern', ID(9), { createdAt: '2025-01-01T00:00:00Z' });
    const plan = planFor([machine()], { ...skipping(), live: [liveKern(), liveMachine(), newer] });
    expect(kernelOf(plan)).toEqual([ID(9)]);
  });
});

describe('a replacement of an image to which others refer', () => {
  const before = { live: [liveKern(HOLDING_OLD), liveMachine()] };

  it('re-points them between publishing and retiring', () => {
    const plan = planFor([machine(), kern()], before);
    expect(changeOf(plan, 'machine').fields).toContainEqual({
      path: 'properties.kernel_id',
      before: KERN,
      after: 'id of kern (new)',
    });
    expect(stepOf(changeOf(plan, 'machine'), 'update').references).toEqual({ kernel_id: 'kern' });
    const change = changeOf(plan, 'kern');
    expect(stepOf(change, 'retire').after).toEqual(['machine']);
    expect(stepOf(change, 'delete')).toMatchObject({ id: KERN, after: ['machine'] });
  });

  it('waits for the replacement of the referring image as well, and keeps what its backup refers to', () => {
    const plan = planFor([machine(), kern()], {
      live: [liveKern(HOLDING_OLD), liveMachine({ ...HOLDING_OLD, properties: { kernel_id: KERN } })],
    });
    const change = changeOf(plan, 'kern');
    expect(stepOf(change, 'retire').after).toEqual(['machine']);
    expect(deletedIn(plan)).toEqual([]);
    expect(change.warnings.join()).toContain(`"machine" (${MACHINE}) as kernel_id refers to it`);
  });

  it('deletes the old image in the same run when the referring image keeps no backup', () => {
    const images = [machine({ backup: { ...wanted().backup, keep: 0 } }), kern()];
    const cloud = cloudOf([
      liveKern(HOLDING_OLD),
      liveMachine({ ...HOLDING_OLD, properties: { kernel_id: KERN } }),
    ]);
    const plan = planFor(images, { live: [...cloud.images.values()] });
    expect(deletedIn(plan)).toEqual([MACHINE, KERN]);
    expect(plan.changes.flatMap(({ warnings }) => warnings)).toEqual([]);
  });

  it('continues after a run that stopped right after publishing', () => {
    const next = ours('kern', BACKUP, { createdAt: '2025-01-01T00:00:00Z' });
    const plan = planFor([machine(), kern()], { live: [liveKern(HOLDING_OLD), liveMachine(), next] });
    expect(changeOf(plan, 'machine').fields).toContainEqual({
      path: 'properties.kernel_id',
      before: KERN,
      after: BACKUP,
    });
    expect(stepOf(changeOf(plan, 'kern'), 'retire')).toMatchObject({ id: KERN, after: ['machine'] });
    expect(stepOf(changeOf(plan, 'kern'), 'delete')).toMatchObject({ id: KERN, after: ['machine'] });
  });

  it('by a backup that holds the wanted content re-points to the backup', () => {
    const properties = { [MARKER.exceptions]: 'none' };
    const backup = ours('kern', BACKUP, { name: 'kern (backup)', hidden: true, properties }, 'backup');
    const plan = planFor([machine(), kern()], { live: [liveKern(HOLDING_OLD), liveMachine(), backup] });
    expect(changeOf(plan, 'machine').fields).toContainEqual({
      path: 'properties.kernel_id',
      before: KERN,
      after: BACKUP,
    });
    expect(stepOf(changeOf(plan, 'machine'), 'update').references).toEqual({ kernel_id: 'kern' });
  });

  it('leaves the images of entries that this run leaves out, and keeps the old image', () => {
    const plan = planFor([machine(), kern()], { ...before, selection: { targets: ['kern'], excludes: [] } });
    expect(deletedIn(plan)).toEqual([]);
    expect(plan.changes.map(({ name }) => name)).toEqual(['kern']);
  });
});

describe('an image to which others refer', () => {
  const literal = machine({ properties: { kernel_id: KERN } });
  delete (literal as { references?: unknown }).references;

  it('is not deleted after its replacement, and stays as a backup in silence', () => {
    const cloud = cloudOf([liveKern(HOLDING_OLD), liveMachine()]);
    const plan = planFor([literal, kern()], { live: [...cloud.images.values()] });
    expect(deletedIn(plan)).toEqual([]);
    applyAll(plan, cloud);
    const again = planFor([literal, kern()], { live: [...cloud.images.values()] });
    expect(again.summary.unchanged).toBe(2);
    expect(changeOf(again, 'kern').warnings).toEqual([
      `the old image ${KERN} stays, although \`backup.keep\` does not ask for it: "machine" (${MACHINE}) as kernel_id refers to it`,
    ]);
  });

  it.each(['kernel_id', 'ramdisk_id'])('by %s of an image made by hand is not deleted', (property) => {
    const referrers = [byHand({ properties: { [property]: KERN } })];
    const plan = planFor([kern()], { live: [liveKern(HOLDING_OLD)], referrers });
    expect(deletedIn(plan)).toEqual([]);
  });

  it('by another property counts on our own images only', () => {
    const properties = { base: KERN };
    const foreign = planFor([kern()], { live: [liveKern(HOLDING_OLD)], referrers: [byHand({ properties })] });
    expect(deletedIn(foreign)).toEqual([KERN]);
    const own = planFor([kern()], { live: [liveKern(HOLDING_OLD), liveMachine({ properties })] });
    expect(deletedIn(own)).toEqual([]);
  });

  it('is deleted once one backup more than `keep` is free, and no sooner', () => {
    const backups = [1, 2].map((turn) =>
      ours(
        'kern',
        ID(4 + turn),
        { name: 'kern (backup)', properties: { [MARKER.retired]: String(turn) } },
        'backup',
      ),
    );
    const keep1 = kern({ backup: { ...wanted().backup, keep: 1 } });
    const world = { live: [liveKern(), ...backups] };
    const referrers = [byHand({ properties: { kernel_id: ID(5) } })];
    expect(deletedIn(planFor([keep1], world))).toEqual([ID(5)]);
    const held = planFor([keep1], { ...world, referrers });
    expect(deletedIn(held)).toEqual([]);
    expect(changeOf(held, 'kern').fields.map(({ path }) => path)).not.toContain('backups');
  });

  it('is not deleted by `state: absent`: the change is blocked', () => {
    const absent = kern({ state: 'absent' });
    const plan = planFor([absent], { live: [liveKern()], referrers: [byHand()] });
    expect(changeOf(plan, 'kern').blockedBy).toEqual([
      {
        code: 'in-use',
        message: `other images refer to this image: "snapshot" (${BY_HAND}) as kernel_id. Point them to another image or delete them, then run again.`,
        candidates: [KERN, BY_HAND].sort(),
      },
    ]);
  });

  it('is deleted by `state: absent` when the plan takes the references away, after that', () => {
    const { references: _, ...free } = machine();
    const plan = planFor([kern({ state: 'absent' }), free], { live: [liveKern(), liveMachine()] });
    expect(stepOf(changeOf(plan, 'kern'), 'delete').after).toEqual(['machine']);
    expect(plan.summary.blocked).toBe(0);
  });

  it('is not pruned, and the plan names who refers to it', () => {
    const plan = planFor([], {
      live: [liveKern()],
      referrers: [byHand()],
      settings: { prune: 'delete' },
    });
    expect(plan.changes).toMatchObject([{ name: 'kern', action: 'unchanged', imageId: KERN, steps: [] }]);
    expect(plan.changes[0]?.warnings).toEqual([
      `image ${KERN} stays, because other images refer to it: "snapshot" (${BY_HAND}) as kernel_id`,
    ]);
  });

  it('is pruned after an image that is pruned as well', () => {
    const plan = planFor([], { live: [liveKern(), liveMachine()], settings: { prune: 'delete' } });
    expect(stepOf(changeOf(plan, 'kern'), 'delete').after).toEqual(['machine']);
    expect(stepOf(changeOf(plan, 'machine'), 'delete')).not.toHaveProperty('after');
  });

  it('is the only backup to stay when another one is pruned, and the plan shows the number', () => {
    const others = [ours('kern', BACKUP, {}, 'backup'), ours('kern', ID(5), {}, 'backup')];
    const referrers = [live({ id: BY_HAND, name: 'snapshot', properties: { kernel_id: BACKUP } })];
    const plan = planFor([], { live: others, referrers, settings: { prune: 'delete' } });
    expect(changeOf(plan, 'kern').fields).toEqual([{ path: 'backups', before: 2, after: 1 }]);
    expect(deletedIn(plan)).toEqual([ID(5)]);
  });

  it('keeps only the backups that are referred to when the others are pruned', () => {
    const backup = ours('kern', BACKUP, { name: 'kern (backup)', hidden: true }, 'backup');
    const referrers = [byHand({ properties: { kernel_id: BACKUP } })];
    const plan = planFor([], { live: [liveKern(), backup], referrers, settings: { prune: 'delete' } });
    expect(deletedIn(plan)).toEqual([KERN]);
  });

  it('is deleted when two images refer to each other and both go, without waiting for each other', () => {
    const one = ours('one', KERN, { properties: { other: MACHINE } });
    const two = ours('two', MACHINE, { properties: { other: KERN } });
    const plan = planFor([], { live: [one, two], settings: { prune: 'delete' } });
    expect(deletedIn(plan)).toHaveLength(2);
    expect(waitFault(plan.changes)).toBeNull();
  });
});

describe('a rollback of an image to which others refer', () => {
  const backup = ours('kern', BACKUP, { ...HOLDING_OLD, name: 'kern (backup)', hidden: true }, 'backup');
  const rollback = (images: readonly DesiredImage[], world: World, name = 'kern') =>
    planRollback(inputFor(images, { selection: { targets: [name], excludes: [] }, ...world }), {
      name,
      to: null,
    });

  it('re-points the images whose entries refer to it, between publishing and retiring', () => {
    const plan = rollback([machine(), kern()], { live: [liveKern(), liveMachine(), backup] });
    expect(changeOf(plan, 'machine')).toMatchObject({
      action: 'update',
      reason: 'refers to kern',
      fields: [{ path: 'properties.kernel_id', before: KERN, after: BACKUP }],
      steps: [{ kind: 'update', id: MACHINE, patch: [], references: { kernel_id: 'kern' } }],
    });
    expect(stepOf(changeOf(plan, 'kern'), 'retire')).toMatchObject({ id: KERN, after: ['machine'] });
  });

  it('keeps what an image made by hand refers to', () => {
    const old = ours(
      'kern',
      ID(5),
      { name: 'kern (backup)', properties: { [MARKER.retired]: '1' } },
      'backup',
    );
    const world = {
      live: [liveKern(), { ...backup, properties: { ...backup.properties, [MARKER.retired]: '2' } }, old],
    };
    expect(deletedIn(rollback([kern()], world))).toEqual([old.id]);
    const referrers = [byHand({ properties: { kernel_id: old.id } })];
    expect(deletedIn(rollback([kern()], { ...world, referrers }))).toEqual([]);
  });

  it('of the referring image points its backup to the current image of the other entry', () => {
    const old = ours(
      'machine',
      ID(5),
      { name: 'machine (backup)', properties: { kernel_id: BACKUP } },
      'backup',
    );
    const plan = rollback([machine(), kern()], { live: [liveKern(), liveMachine(), old, backup] }, 'machine');
    expect(changeOf(plan, 'machine').fields).toContainEqual({
      path: 'properties.kernel_id',
      before: BACKUP,
      after: KERN,
    });
  });
});

describe('a saved plan that waits in a circle, or for an image that it does not publish', () => {
  const plan = planFor([machine(), kern()], { live: [liveKern(HOLDING_OLD), liveMachine()] });

  it('is found', () => {
    const circular = plan.changes.map((change) => ({
      ...change,
      steps: change.steps.map((step) =>
        step.kind === 'update'
          ? ({ kind: 'delete', id: MACHINE, unprotect: false, reason: 'absent', after: ['kern'] } as const)
          : step,
      ),
    }));
    expect(waitFault(circular)).not.toBeNull();
    expect(waitFault(plan.changes.filter(({ name }) => name === 'machine'))?.name).toBe('machine');
    expect(waitFault(plan.changes)).toBeNull();
  });
});
