import { describe, expect, it } from 'vitest';
import { MARKER } from '../../../src/model/marker.ts';
import type { Change } from '../../../src/model/plan.ts';
import { planRollback } from '../../../src/plan/rollback.ts';
import {
  HOLDING_OLD,
  IN_BACKUP_FORM,
  inputFor,
  live,
  marked,
  OLD,
  patched,
  planFor,
  type World,
  wanted,
} from '../../support/plan-input.ts';
import { applyAll, cloudOf } from '../simulate.ts';

const OURS = 'gitlab.example/cloud/images:prod/glance.yaml';
const THEIRS = 'gitlab.example/lab/images:glance.yaml';
const ID = '00000000-0000-4000-8000-00000000000';
const PRUNING = { settings: { prune: 'delete' as const } };

/** A published image of the stack, from the state file with this origin; null: from one without. */
const published = (digit: number, name: string, origin: string | null, fields = {}) =>
  live({
    id: `${ID}${digit}`,
    name,
    properties: marked('current', {
      [MARKER.image]: name,
      ...(origin === null ? {} : { [MARKER.origin]: origin }),
    }),
    ...fields,
  });

const pruned = (world: World, entry = wanted()) =>
  planFor([entry], { ...PRUNING, ...world }).changes.filter(({ name }) => name !== entry.name);

describe('the origin of a state file', () => {
  it('is recorded on new content', () => {
    const [change] = planFor([wanted()], { origin: OURS }).changes;
    expect(change?.steps[0]).toMatchObject({ attributes: { properties: { [MARKER.origin]: OURS } } });
  });

  it('is recorded with any other change of an image that has none', () => {
    const [change] = planFor([wanted({ hidden: true })], {
      origin: OURS,
      live: [published(1, 'cirros', null)],
    }).changes;
    expect(change && patched(change, 'update')).toMatchObject({ [MARKER.origin]: OURS });
  });

  it('changes nothing by itself', () => {
    const plan = planFor([wanted()], { origin: OURS, live: [published(1, 'cirros', null)] });
    expect(plan.changes).toMatchObject([{ action: 'unchanged', steps: [] }]);
  });
});

describe('an image that another state file published under the same stack', () => {
  it.each([
    ['another origin', OURS],
    ['no known origin', undefined],
  ])('is not pruned by a file of %s', (_what, origin) => {
    const images = [published(1, 'cirros', null), published(2, 'theirs', THEIRS)];
    const [change] = pruned({ live: images, ...(origin ? { origin } : {}) });
    expect(change).toMatchObject({
      name: 'theirs',
      steps: [],
      blockedBy: [{ code: 'foreign', candidates: [`${ID}2`] }],
    });
    expect(change?.blockedBy[0]?.message).toContain('--new-origin');
  });

  it('is not replaced', () => {
    const image = published(1, 'cirros', THEIRS, HOLDING_OLD);
    const [change] = planFor([wanted()], { origin: OURS, live: [image] }).changes;
    expect(change).toMatchObject({ blockedBy: [{ code: 'foreign', candidates: [image.id] }] });
  });

  it('does not lose a staged image to this file', () => {
    const staged = live({
      id: `${ID}3`,
      name: 'theirs (staged)',
      properties: marked('staged', { [MARKER.image]: 'theirs', [MARKER.origin]: THEIRS }),
    });
    expect(pruned({ origin: OURS, live: [published(1, 'cirros', OURS), staged] })).toEqual([]);
  });

  it('is taken over with --new-origin, which is said once', () => {
    const images = [published(1, 'cirros', THEIRS), published(2, 'theirs', THEIRS)];
    const plan = planFor([wanted()], {
      ...PRUNING,
      origin: OURS,
      live: images,
      allowed: { deletes: [], replaces: [], newOrigin: true },
    });
    expect(plan.changes).toMatchObject([
      {
        name: 'cirros',
        action: 'update',
        fields: [{ path: 'origin', before: THEIRS, after: OURS }],
        steps: [{ patch: [{ path: `/${MARKER.origin}`, value: OURS }] }],
      },
      { name: 'theirs', action: 'delete', blockedBy: [] },
    ]);
  });
});

describe('images of one entry from two state files of one stack', () => {
  const aside = (digit: number, role: 'staged' | 'backup', origin: string, fields = {}) =>
    live({
      id: `${ID}${digit}`,
      name: role,
      properties: marked(role, { [MARKER.origin]: origin }),
      ...fields,
    });
  const touched = ({ steps }: Change) => steps.flatMap((step) => ('id' in step ? [step.id] : []));

  it.each([
    ['an update', wanted({ hidden: true })],
    ['a replacement', wanted({ digests: OLD })],
    ['`state: absent`', wanted({ state: 'absent' })],
  ])('block %s while both have published an image', (_what, entry) => {
    const images = [published(1, 'cirros', OURS), published(2, 'cirros', THEIRS)];
    const [change] = planFor([entry], { origin: OURS, live: images }).changes;
    expect(change).toMatchObject({ steps: [], blockedBy: [{ code: 'foreign', candidates: [`${ID}2`] }] });
  });

  it.each([
    ['an update', wanted({ hidden: true })],
    ['a replacement', wanted({ digests: OLD, backup: { ...wanted().backup, keep: 0 } })],
    ['`state: absent`', wanted({ state: 'absent' })],
  ])('leave the staged images and backups of the other file alone: %s', (_what, entry) => {
    const [staged, backup] = [
      aside(2, 'staged', THEIRS, HOLDING_OLD),
      aside(3, 'backup', THEIRS, HOLDING_OLD),
    ];
    const images = [published(1, 'cirros', OURS), staged, backup];
    const [change] = planFor([entry], { origin: OURS, live: images }).changes;
    expect(change?.steps).not.toEqual([]);
    expect(change && touched(change)).not.toContain(staged.id);
    expect(change && touched(change)).not.toContain(backup.id);
    expect(change?.warnings.filter((text) => text.includes(THEIRS))).toHaveLength(2);
  });

  it('are resumed and restored from this file alone', () => {
    const images = [aside(2, 'staged', THEIRS), aside(3, 'backup', THEIRS)];
    const [change] = planFor([wanted()], { origin: OURS, live: images }).changes;
    expect(change?.steps[0]).toMatchObject({ kind: 'stage' });
    const own = [aside(2, 'staged', OURS)];
    expect(planFor([wanted()], { origin: OURS, live: own }).changes).toMatchObject([{ action: 'resume' }]);
  });

  it('block a pinned id that the other file has staged', () => {
    const staged = aside(2, 'staged', THEIRS, { status: 'queued' });
    const [change] = planFor([wanted({ id: staged.id })], { origin: OURS, live: [staged] }).changes;
    expect(change).toMatchObject({ blockedBy: [{ code: 'immutable', candidates: [staged.id] }] });
  });

  it('are not rolled back to a backup of the other file', () => {
    const input = inputFor([wanted()], {
      origin: OURS,
      live: [published(1, 'cirros', OURS), aside(3, 'backup', THEIRS)],
    });
    expect(() => planRollback(input, { name: 'cirros', to: null })).toThrow(
      expect.objectContaining({ hint: expect.stringContaining('--new-origin') }),
    );
  });

  it('are pruned without the backups of the other file', () => {
    const backup = aside(4, 'backup', THEIRS);
    const theirs = { ...backup, properties: { ...backup.properties, [MARKER.image]: 'gone' } };
    const images = [published(1, 'cirros', OURS), published(2, 'gone', OURS), theirs];
    const [change] = pruned({ origin: OURS, live: images });
    expect(change && touched(change)).toEqual([`${ID}2`]);
  });

  it('are one file’s again after --new-origin, with all their backups', () => {
    const allowed = { deletes: [], replaces: [], newOrigin: true };
    const keeping = { backup: { ...wanted().backup, keep: 3 } };
    const images = [published(1, 'cirros', THEIRS), aside(3, 'backup', THEIRS, IN_BACKUP_FORM)];
    for (const entry of [wanted(keeping), wanted({ ...keeping, digests: OLD })]) {
      const cloud = cloudOf(images);
      applyAll(planFor([entry], { origin: OURS, live: images, allowed }), cloud);
      const after = [...cloud.images.values()];
      expect(new Set(after.map(({ properties }) => properties[MARKER.origin]))).toEqual(new Set([OURS]));
      expect(planFor([entry], { origin: OURS, live: after }).changes).toMatchObject([
        { action: 'unchanged', steps: [], warnings: [] },
      ]);
    }
  });

  it.each([
    ['neither file has an origin', undefined, null],
    ['the image records none', OURS, null],
  ])('count as one file’s where %s', (_what, origin, recorded) => {
    const images = [published(1, 'cirros', recorded), published(2, 'cirros', recorded)];
    const world = origin === undefined ? { live: images } : { live: images, origin };
    const [change] = planFor([wanted()], world).changes;
    expect(change?.blockedBy).toEqual([]);
    expect(change && touched(change)).toContain(`${ID}2`);
  });
});

describe('a file none of whose entries the stack has ever had', () => {
  const theirs = () => published(2, 'theirs', null);

  it('prunes nothing: the images are probably those of another file', () => {
    const [change] = pruned({ live: [theirs()] });
    expect(change).toMatchObject({ name: 'theirs', steps: [], blockedBy: [{ code: 'foreign' }] });
    expect(change?.blockedBy[0]?.message).toContain('no entry of this file was ever part of the stack');
  });

  it.each([
    ['a former name', published(1, 'old name', null), wanted({ previously: ['old name'] })],
    ['a backup alone', live({ id: `${ID}1`, properties: marked('backup') }), wanted()],
    ['its pinned id', published(1, 'other', null, {}), wanted({ id: `${ID}1` })],
  ])('is no such file when the stack knows %s', (_what, known, entry) => {
    const changes = pruned({ live: [known, theirs()] }, entry).filter(({ name }) => name === 'theirs');
    expect(changes).toMatchObject([{ action: 'delete', blockedBy: [] }]);
  });

  it('prunes when --new-origin says that every entry was renamed', () => {
    const allowed = { deletes: [], replaces: [], newOrigin: true };
    expect(pruned({ live: [theirs()], allowed })).toMatchObject([{ action: 'delete', blockedBy: [] }]);
  });
});

describe('the default of `max_deletes`', () => {
  const stack = (count: number) =>
    Array.from({ length: count }, (_, index) => published(0, `image ${index}`, null, { id: idOf(index) }));
  const idOf = (index: number) => `00000000-0000-4000-8000-${String(index).padStart(12, '0')}`;
  const entries = (count: number) =>
    Array.from({ length: count }, (_, index) => wanted({ name: `image ${index}` }));
  const blocked = (kept: number, all: number, settings: object = PRUNING.settings) =>
    planFor(entries(kept), { live: stack(all), settings }).changes.filter(
      ({ blockedBy }) => blockedBy.length > 0,
    ).length;

  it.each([
    [7, 10, 0],
    [6, 10, 4],
    [45, 50, 0],
    [44, 50, 6],
  ])('is 3, or a tenth of the stack: a file of %i entries for %i images blocks %i', (kept, all, count) => {
    expect(blocked(kept, all)).toBe(count);
  });

  it('gives way to the file’s own limit', () => {
    expect(blocked(1, 10, { prune: 'delete', maxDeletes: { count: 9 } })).toBe(0);
  });
});

describe('a plan of a stack of which no image is in the project', () => {
  it('is new here', () => {
    expect(planFor([wanted()]).newHere).toBe(true);
    expect(planFor([wanted()], { live: [live()] }).newHere).toBe(true);
    expect(planFor([wanted()], { live: [published(1, 'cirros', null)] }).newHere).toBeUndefined();
  });
});

describe('a file that prunes and names no cloud', () => {
  it('gets a warning where no image of its stack is', () => {
    const { warnings } = planFor([wanted()], { ...PRUNING, desired: { cloud: {} } });
    expect(warnings).toEqual([expect.stringContaining('does not say which cloud it means')]);
  });

  it.each([
    ['an image of its stack is there', { live: [published(1, 'cirros', null)], desired: { cloud: {} } }],
    ['it names the cloud', {}],
    ['it does not prune', { settings: {}, desired: { cloud: {} } }],
  ])('gets no warning when %s', (_what, world) => {
    expect(planFor([wanted()], { ...PRUNING, ...world }).warnings).toEqual([]);
  });
});
