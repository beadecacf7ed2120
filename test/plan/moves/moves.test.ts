import { describe, expect, it } from 'vitest';
import { formatManaged } from '../../../src/image/markers.ts';
import type { DesiredImage, RunSettings } from '../../../src/model/desired.ts';
import type { Image } from '../../../src/model/image.ts';
import { MARKER, SDK_DIGEST } from '../../../src/model/marker.ts';
import type { Change, Plan } from '../../../src/model/plan.ts';
import type { Step } from '../../../src/model/step.ts';
import { changePictureFault } from '../../../src/plan/picture/change-picture.ts';
import { planPictureFault } from '../../../src/plan/picture/plan-picture.ts';
import { waitFault } from '../../../src/plan/verify-steps.ts';
import { drawPlan } from '../../../src/report/text.ts';
import {
  HOLDING_OLD,
  live,
  marked,
  NEW,
  OLD,
  patched,
  planFor,
  stepKinds,
  type World,
  wanted,
} from '../../support/plan-input.ts';
import { carryOut, cloudOf } from '../simulate.ts';

const ID = '00000000-0000-4000-8000-00000000000';
const OTHER = { md5: 'c'.repeat(32), sha512: 'c'.repeat(128) };

/** An image of the stack as reconcile publishes it, with the content OLD. */
function ours(name: string, fields: Partial<Image> = {}, marks: Record<string, string> = {}): Image {
  const id = fields.id ?? `${ID}1`;
  return live({
    ...HOLDING_OLD,
    id,
    name,
    visibility: 'public',
    ...fields,
    properties: marked('current', {
      [MARKER.image]: name,
      [MARKER.id]: id,
      [MARKER.exceptions]: 'none',
      ...marks,
    }),
  });
}

function backupOf(name: string, fields: Partial<Image> = {}): Image {
  const marks = { [MARKER.role]: 'backup', [MARKER.retired]: '1' };
  const found = ours(name, { id: `${ID}2`, hidden: true, visibility: 'private', ...fields }, marks);
  return { ...found, name: `${name} (backup 2024-01-01T00:00:00Z)` };
}

const ubuntu = (fields: Partial<DesiredImage> = {}) =>
  wanted({ name: 'Ubuntu', visibility: 'public', ...fields });
/** The entry of the old version, which is new in the file. */
const dated = (fields: Partial<DesiredImage> = {}) =>
  wanted({ name: 'Ubuntu (1)', digests: OLD, visibility: 'public', ...fields });

function changeOf(plan: Plan, name: string): Change {
  const change = plan.changes.find((one) => one.name === name);
  if (!change) throw new Error(`no change of ${name}`);
  return change;
}

function planned(images: readonly DesiredImage[], world: World): { latest: Change; old: Change; plan: Plan } {
  const plan = planFor(images, world);
  return { latest: changeOf(plan, 'Ubuntu'), old: changeOf(plan, 'Ubuntu (1)'), plan };
}

/** Whether the entry of the old version is uploaded, although an image of the stack holds its bytes. */
function uploads(images: readonly DesiredImage[], world: World): boolean {
  return stepKinds(planned(images, world).old).includes('upload');
}

function namesIn(images: Iterable<Image>): Record<string, string> {
  return Object.fromEntries([...images].map(({ id, name }) => [id, name ?? '']));
}

describe('an entry whose bytes another entry gives up', () => {
  const world = { live: [ours('Ubuntu')] };

  it('a new entry gets the live image that holds its bytes, renamed in one request after the successor is published', () => {
    const { latest, old, plan } = planned([ubuntu(), dated()], world);
    expect(old).toMatchObject({
      action: 'rename',
      imageId: `${ID}1`,
      content: null,
      reason: `was Ubuntu: image ${ID}1 of "Ubuntu" holds the wanted content`,
      fields: [{ path: 'name', before: 'Ubuntu', after: 'Ubuntu (1)' }],
      steps: [{ kind: 'update', id: `${ID}1`, freedBy: 'Ubuntu' }],
    });
    expect(patched(old, 'update')).toEqual({ name: 'Ubuntu (1)', [MARKER.image]: 'Ubuntu (1)' });
    expect(stepKinds(latest).slice(-2)).toEqual(['publish', 'retire']);
    expect(latest.steps.at(-1)).toMatchObject({ id: `${ID}1`, unlessTakenBy: 'Ubuntu (1)' });
    expect(plan.summary).toMatchObject({ rename: 1, replace: 1, create: 0 });
  });

  it('the image keeps its id, no name is ever without an image, and the next plan is empty', () => {
    const cloud = cloudOf(world.live);
    carryOut(planFor([ubuntu(), dated()], world), cloud, ({ images }) => {
      expect(Object.values(namesIn(images.values()))).toContain('Ubuntu');
    });
    expect(namesIn(cloud.images.values())).toEqual({
      [`${ID}1`]: 'Ubuntu (1)',
      '00000000-0000-4000-9000-000000000001': 'Ubuntu',
    });
    const next = planFor([ubuntu(), dated()], { live: [...cloud.images.values()] });
    expect(next.summary).toMatchObject({ unchanged: 2 });
  });

  it('the image gets the visibility, protection, tags and properties of its new entry in the request that renames it', () => {
    const managed = { [MARKER.managed]: formatManaged({ properties: ['os_version'], tags: ['latest'] }) };
    const image = ours('Ubuntu', { tags: ['latest', 'by-hand'] }, { ...managed, os_version: '2' });
    const entry = dated({
      visibility: 'private',
      protected: true,
      tags: ['old'],
      properties: { os_version: '1' },
    });
    const { old } = planned([ubuntu(), entry], { live: [image] });
    expect(stepKinds(old)).toEqual(['update']);
    expect(patched(old, 'update')).toMatchObject({
      name: 'Ubuntu (1)',
      visibility: 'private',
      protected: true,
      tags: ['by-hand', 'old'],
      os_version: '1',
    });
  });

  it('an image that a killed run left beside its successor is renamed at once', () => {
    const successor = ours('Ubuntu', {
      id: `${ID}3`,
      checksum: NEW.md5,
      hashValue: NEW.sha512,
      createdAt: '2024-02-01T00:00:00Z',
    });
    const { latest, old } = planned([ubuntu(), dated()], { live: [...world.live, successor] });
    expect(latest.action).toBe('unchanged');
    expect(old).toMatchObject({
      action: 'rename',
      imageId: `${ID}1`,
      steps: [{ kind: 'update', id: `${ID}1` }],
    });
    expect(old.steps[0]).not.toHaveProperty('freedBy');
  });

  it('an image that has become a backup is taken out of the backups', () => {
    const current = ours('Ubuntu', { checksum: NEW.md5, hashValue: NEW.sha512 });
    const { latest, old } = planned([ubuntu(), dated()], { live: [current, backupOf('Ubuntu')] });
    expect(latest.action).toBe('unchanged');
    expect(old).toMatchObject({ action: 'rename', imageId: `${ID}2`, content: null });
    expect(patched(old, 'update')).toMatchObject({
      name: 'Ubuntu (1)',
      visibility: 'public',
      os_hidden: false,
      [MARKER.role]: 'current',
      [MARKER.retired]: undefined,
    });
  });

  it('a deactivated backup is reactivated before it gets the name', () => {
    const current = ours('Ubuntu', { checksum: NEW.md5, hashValue: NEW.sha512 });
    const asleep = { ...backupOf('Ubuntu'), status: 'deactivated' as const };
    const entry = ubuntu({ backup: { ...ubuntu().backup, deactivate: true } });
    const { old } = planned([entry, dated()], { live: [current, asleep] });
    expect(stepKinds(old)).toEqual(['reactivate', 'update']);
  });

  it('the image of an entry with `state: absent` is renamed and not deleted', () => {
    const { latest, old } = planned([ubuntu({ state: 'absent' }), dated()], world);
    expect([latest.action, latest.steps]).toEqual(['unchanged', []]);
    expect(old).toMatchObject({ action: 'rename', imageId: `${ID}1` });
  });

  it('names that move on from entry to entry upload the newest content alone', () => {
    const third = wanted({ name: 'Ubuntu (0)', digests: OLD, visibility: 'public' });
    const second = dated({ digests: OTHER });
    const images = [ubuntu(), second, third];
    const before = [
      ours('Ubuntu', { checksum: OTHER.md5, hashValue: OTHER.sha512 }),
      ours('Ubuntu (1)', { id: `${ID}2` }),
    ];
    const plan = planFor(images, { live: before });
    const cloud = cloudOf(before);
    carryOut(plan, cloud, ({ images: now }) => {
      expect(Object.values(namesIn(now.values()))).toEqual(expect.arrayContaining(['Ubuntu', 'Ubuntu (1)']));
    });
    expect(
      plan.changes.filter((change) => stepKinds(change).includes('upload')).map(({ name }) => name),
    ).toEqual(['Ubuntu']);
    expect(changeOf(plan, 'Ubuntu (1)')).toMatchObject({
      action: 'replace',
      reason: `content differs: given digest differs; image ${ID}1 of "Ubuntu" holds the wanted content`,
    });
    expect(namesIn(cloud.images.values())).toMatchObject({
      [`${ID}1`]: 'Ubuntu (1)',
      [`${ID}2`]: 'Ubuntu (0)',
    });
    expect(planFor(images, { live: [...cloud.images.values()] }).summary).toMatchObject({ unchanged: 3 });
  });

  it('two entries that swap their contents do not wait for each other: one is uploaded', () => {
    const before = [
      ours('Ubuntu'),
      ours('Ubuntu (1)', { id: `${ID}2`, checksum: NEW.md5, hashValue: NEW.sha512 }),
    ];
    const plan = planFor([ubuntu(), dated()], { live: before });
    expect(plan.changes.map((change) => stepKinds(change).includes('upload')).sort()).toEqual([false, true]);
    const cloud = cloudOf(before);
    carryOut(plan, cloud);
    expect(planFor([ubuntu(), dated()], { live: [...cloud.images.values()] }).summary.unchanged).toBe(2);
  });

  it.each<[string, readonly DesiredImage[], World]>([
    ['whose digest is not known', [ubuntu(), dated({ digests: { sha256: 'd'.repeat(64) } })], world],
    [
      'of which one of two given digests is not known',
      [ubuntu(), dated({ digests: { ...OLD, sha256: 'd'.repeat(64) } })],
      world,
    ],
    ['of another size', [ubuntu(), dated({ size: 7 })], world],
    ['with another format', [ubuntu(), dated({ diskFormat: 'raw' })], world],
    [
      'that has not passed the checks of the entry',
      [ubuntu(), dated({ checks: [{ command: ['boots'], timeout: 9, keep: false }] })],
      world,
    ],
    ['that its entry keeps', [ubuntu({ digests: OLD }), dated()], world],
    [
      'of an entry that is left out',
      [ubuntu(), dated()],
      { ...world, selection: { targets: [], excludes: ['Ubuntu'] } },
    ],
    ['whose replacement is prevented', [ubuntu({ preventReplace: true }), dated()], world],
    ['of another stack', [ubuntu(), dated()], { live: [ours('Ubuntu', {}, { [MARKER.stack]: 'other' })] }],
    ['of another project', [ubuntu(), dated()], { live: [ours('Ubuntu', { owner: 'other-id' })] }],
    [
      'that no run has marked as its own',
      [ubuntu(), dated()],
      { live: [live({ ...HOLDING_OLD, name: 'Ubuntu' })] },
    ],
    ['that a user deactivated', [ubuntu(), dated()], { live: [ours('Ubuntu', { status: 'deactivated' })] }],
    [
      'that was inspected less strictly',
      [ubuntu(), dated()],
      { live: [ours('Ubuntu', {}, { [MARKER.exceptions]: 'backing-file' })] },
    ],
    ['of a pinned id', [ubuntu(), dated({ id: `${ID}9` })], world],
  ])('an image %s is not renamed', (_what, images, given) => {
    const plan = planFor(images, given);
    const old = changeOf(plan, 'Ubuntu (1)');
    expect(old.action).not.toBe('rename');
    expect(stepKinds(old)).toContain('upload');
  });

  it('a recorded digest counts where Glance knows none of the algorithm', () => {
    const sha256 = 'd'.repeat(64);
    const image = ours('Ubuntu', {}, { [SDK_DIGEST.sha256]: sha256, [SDK_DIGEST.md5]: OLD.md5 });
    expect(uploads([ubuntu(), dated({ digests: { sha256 } })], { live: [image] })).toBe(false);
  });

  it('a backup that its own entry wants again stays its backup', () => {
    const current = ours('Ubuntu', { checksum: NEW.md5, hashValue: NEW.sha512 });
    const backAgain = ubuntu({ digests: OLD });
    const { latest, old } = planned([backAgain, dated()], { live: [current, backupOf('Ubuntu')] });
    expect(stepKinds(latest)).toContain('resume');
    expect(stepKinds(old)).toContain('upload');
  });
});

describe('an entry that was renamed in the file', () => {
  const renamed = wanted({ name: 'Ubuntu (1)', digests: OLD, visibility: 'public' });
  const origin = 'gitlab.example/images:glance.yaml';
  const plan = (
    prune: 'never' | 'hide' | 'delete',
    image = ours('Ubuntu', {}, { [MARKER.origin]: origin }),
    world: { readonly origin?: string } = { origin },
  ) => planFor([renamed], { live: [image], settings: { prune }, ...world });

  it('an image that another file of the same stack name may have published is not renamed', () => {
    const { changes } = plan('delete', ours('Ubuntu'), {});
    expect(changes.map(({ name, action }) => [name, action])).toEqual([
      ['Ubuntu (1)', 'create'],
      ['Ubuntu', 'delete'],
    ]);
    expect(changes[1]?.blockedBy).toMatchObject([{ code: 'foreign' }]);
    expect(plan('never', ours('Ubuntu'), {}).changes[0]?.warnings).toEqual([]);
  });

  it('an entry that was renamed in the file keeps its image where prune would take that away', () => {
    for (const prune of ['hide', 'delete'] as const) {
      const { changes } = plan(prune);
      expect(changes).toMatchObject([{ name: 'Ubuntu (1)', action: 'rename', imageId: `${ID}1` }]);
    }
  });

  it('an image that prune has hidden is visible again under its new name', () => {
    const [change] = plan(
      'hide',
      ours('Ubuntu', { hidden: true }, { [MARKER.pruned]: 'hide', [MARKER.origin]: origin }),
    ).changes;
    expect(patched(change as Change, 'update')).toMatchObject({
      os_hidden: false,
      [MARKER.pruned]: undefined,
    });
  });

  it('with `prune: never` the old image stays, and the plan says how to rename it', () => {
    const [change] = plan('never').changes;
    expect(change?.action).toBe('create');
    expect(change?.warnings).toContain(
      `image ${ID}1 of this stack holds the same content under the name "Ubuntu", which the file no longer lists. To rename it in place of this upload, give the entry \`previously: Ubuntu\``,
    );
  });

  it('an image with `prevent_delete` stays under its name', () => {
    const { changes } = plan(
      'delete',
      ours('Ubuntu', {}, { [MARKER.preventDelete]: 'true', [MARKER.origin]: origin }),
    );
    expect(changes.find(({ name }) => name === 'Ubuntu (1)')?.action).toBe('create');
  });
});

describe('the guards of the name that goes', () => {
  const renamed = wanted({ name: 'Ubuntu (1)', digests: OLD, visibility: 'public' });
  const other = wanted({ name: 'Debian', digests: OTHER, visibility: 'public' });
  const debian = ours('Debian', { id: `${ID}3`, checksum: OTHER.md5, hashValue: OTHER.sha512 });
  const named = (settings: Partial<RunSettings>, image = ours('Ubuntu')) =>
    planFor([renamed, other], { live: [image, debian], settings });

  it('a renamed unlisted image counts for `max_deletes`, because its name goes', () => {
    const settings = { prune: 'hide' as const, maxDeletes: { count: 1 } };
    expect(changeOf(named(settings), 'Ubuntu (1)').action).toBe('rename');
    const blocked = named({ ...settings, maxDeletes: { count: 0 } });
    expect(changeOf(blocked, 'Ubuntu (1)').action).toBe('create');
    expect(changeOf(blocked, 'Ubuntu').blockedBy).toMatchObject([{ code: 'guard', scope: 'plan' }]);
  });

  it('a replacement shows that the published image which it takes loses its name, and a saved plan must', () => {
    const replaced = ours('Ubuntu (1)', { id: `${ID}4`, checksum: NEW.md5, hashValue: NEW.sha512 });
    const live = [ours('Ubuntu'), debian, replaced];
    const plan = planFor([renamed, other], { live, settings: { prune: 'hide' } });
    const change = changeOf(plan, 'Ubuntu (1)');
    expect(change.action).toBe('replace');
    expect(change.fields).toContainEqual({ path: 'name', before: 'Ubuntu', after: 'Ubuntu (1)' });
    const silent = { ...change, fields: change.fields.filter(({ path }) => path !== 'name') };
    const byId = new Map(live.map((image) => [image.id, image]));
    expect(changePictureFault(silent, plan.stack, byId, [silent])).toBe(
      'it does not show a field that its steps change: name "Ubuntu" → "Ubuntu (1)"',
    );
  });

  it('an image that prune has hidden already does not count again', () => {
    const hidden = ours('Ubuntu', { hidden: true }, { [MARKER.pruned]: 'hide' });
    const plan = named({ prune: 'hide', maxDeletes: { count: 0 } }, hidden);
    expect(changeOf(plan, 'Ubuntu (1)').action).toBe('rename');
  });

  it('a protected image that prune does not delete keeps its name', () => {
    const plan = named({ prune: 'delete' }, ours('Ubuntu', { protected: true }));
    expect(changeOf(plan, 'Ubuntu (1)').action).toBe('create');
    expect(changeOf(plan, 'Ubuntu').blockedBy).toMatchObject([{ code: 'guard' }]);
  });

  it('an image that a service cannot hide keeps its name under `prune: hide`', () => {
    const world = { live: [ours('Ubuntu'), debian], features: { hidden: false } };
    const plan = planFor([renamed, other], { ...world, settings: { prune: 'hide' } });
    expect(changeOf(plan, 'Ubuntu (1)').action).toBe('create');
  });

  it('an absent entry gives its image up, and counts for `max_deletes`, unless it has `prevent_delete`', () => {
    const gone = (fields: Partial<DesiredImage>, settings: Partial<RunSettings> = {}) =>
      planFor([ubuntu({ state: 'absent', ...fields }), dated()], { live: [ours('Ubuntu')], settings });
    expect(changeOf(gone({}), 'Ubuntu (1)').action).toBe('rename');
    expect(changeOf(gone({}, { maxDeletes: { count: 0 } }), 'Ubuntu (1)').action).toBe('create');
    const prevented = gone({ preventDelete: true });
    expect(changeOf(prevented, 'Ubuntu (1)').action).toBe('create');
    expect(changeOf(prevented, 'Ubuntu').blockedBy).toMatchObject([{ code: 'guard' }]);
  });
});

describe('a backup with `backup.properties` that gets a name', () => {
  const policy = { ...ubuntu().backup, keep: 2, properties: { os_purpose: 'retired', note: 'old' } };
  const kept = backupOf('Ubuntu');
  const retired: Image = {
    ...kept,
    properties: {
      ...kept.properties,
      os_purpose: 'retired',
      note: 'old',
      [MARKER.setAside]: '{"os_purpose":"gold","note":null}',
    },
  };
  const current = ours('Ubuntu', { id: `${ID}3`, checksum: NEW.md5, hashValue: NEW.sha512 });

  /** The properties of the backup once the plan of these entries is carried out. */
  function propertiesAfter(images: readonly DesiredImage[], world: readonly Image[]) {
    const cloud = cloudOf(world);
    const plan = () => planFor(images, { live: [...cloud.images.values()] });
    carryOut(plan(), cloud);
    expect(plan().changes.flatMap(({ steps }) => steps)).toEqual([]);
    return cloud.images.get(`${ID}2`)?.properties;
  }

  it.each([
    ['another entry gets it', [ubuntu({ backup: policy }), dated({ backup: policy })], [current, retired]],
    ['its entry pins it', [ubuntu({ backup: policy, digests: OLD, id: `${ID}2` })], [current, retired]],
    ['it is the last image of its entry', [ubuntu({ backup: policy, digests: OLD })], [retired]],
  ])('the former values of its properties come back where %s', (_case, images, world) => {
    const properties = propertiesAfter(images, world);
    expect(properties).toMatchObject({ os_purpose: 'gold', [MARKER.role]: 'current' });
    expect(properties).not.toHaveProperty('note');
    expect(properties).not.toHaveProperty(MARKER.setAside);
  });
});

describe('a plan that moves an image', () => {
  const plan = planFor([ubuntu(), dated()], { live: [ours('Ubuntu')] });
  const without = (key: 'freedBy' | 'unlessTakenBy'): Plan => ({
    ...plan,
    changes: plan.changes.map((change) => ({
      ...change,
      steps: change.steps.map((step) => {
        const { [key]: _left, ...rest } = step as unknown as Record<string, unknown>;
        return rest as unknown as Step;
      }),
    })),
  });

  it('a plan that moves an image says for whom it waits, and that the old image becomes a backup otherwise', () => {
    const text = drawPlan(plan, { colour: 0, width: 200, verbose: false, command: 'plan' });
    expect(text).toContain('renamed    once "Ubuntu" has its new image; nothing is uploaded');
    expect(text).toContain(
      'old image  becomes "Ubuntu (1)"; if that fails, it becomes "Ubuntu (backup 2024-01-01T00:00:00Z)"',
    );
  });

  it('a saved plan is refused when the renaming does not wait, or when both changes would alter the image', () => {
    expect(planPictureFault(plan)).toBeNull();
    expect(planPictureFault(without('freedBy'))).toBe(`two changes alter the image ${ID}1`);
    expect(planPictureFault(without('unlessTakenBy'))).toBe(`two changes alter the image ${ID}1`);
  });

  it('a saved plan is refused when the name that it waits for is not published', () => {
    const changes = plan.changes.filter(({ name }) => name !== 'Ubuntu');
    expect(waitFault(changes)).toEqual({
      name: 'Ubuntu (1)',
      message: 'it waits until "Ubuntu" is published, which the plan does not do',
    });
  });
});
