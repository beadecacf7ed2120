import { describe, expect, it } from 'vitest';
import { MARKER } from '../../../src/model/marker.ts';
import type { Change, Plan } from '../../../src/model/plan.ts';
import type { Step } from '../../../src/model/step.ts';
import { changePictureFault, showMembersById } from '../../../src/plan/picture/change-picture.ts';
import { planPictureFault } from '../../../src/plan/picture/plan-picture.ts';
import { HOLDING_OLD, live, marked, planFor, wanted } from '../../support/plan-input.ts';

const ID = '00000000-0000-4000-8000-00000000000';
const AT = { file: 'glance.yaml', line: 1, column: 1 };
const LIVE = [
  live({ ...HOLDING_OLD, id: `${ID}1`, properties: marked('current') }),
  live({
    id: `${ID}2`,
    name: 'changed',
    visibility: 'shared',
    properties: marked('current', { [MARKER.image]: 'changed' }),
  }),
];
const IMAGES = new Map(LIVE.map((image) => [image.id, image]));
const PLAN = planFor(
  [
    wanted({ visibility: 'public' }),
    wanted({ name: 'changed', properties: { a: 'b' }, members: [{ project: 'team', at: AT }] }),
    wanted({ name: 'new' }),
  ],
  { live: LIVE, members: { [`${ID}2`]: [] }, projects: [{ id: 'team-id', name: 'team' }] },
);

function changeOf(name: string): Change {
  const found = PLAN.changes.find((change) => change.name === name);
  if (!found) throw new Error(`no change of ${name}`);
  return found;
}

function faultOf(change: Change): string | null {
  return changePictureFault(change, 'prod', IMAGES, [change]);
}

function withStep(change: Change, kind: Step['kind'], alter: (step: never) => object): Change {
  const steps = change.steps.map((step) => (step.kind === kind ? alter(step as never) : step));
  return { ...change, steps: steps as Step[] };
}

describe('the picture of a change', () => {
  it('follows from its steps in every change that reconcile plans', () => {
    expect(PLAN.changes.map(faultOf)).toEqual([null, null, null]);
    expect(planPictureFault(PLAN)).toBeNull();
  });

  it('is refused when it shows a field that no step makes', () => {
    const change = changeOf('cirros');
    const field = { path: 'colour', before: null, after: 'blue' };
    expect(faultOf({ ...change, fields: [...change.fields, field] })).toContain('no step makes the field');
    expect(faultOf({ ...change, fields: [...change.fields, ...change.fields] })).toContain('twice');
  });

  it('is refused when it hides an effect, for each field of each change', () => {
    for (const change of PLAN.changes) {
      for (const field of change.fields) {
        if (field.path.startsWith('owner_specified.')) continue;
        const fields = change.fields.filter((other) => other !== field);
        expect(faultOf({ ...change, fields }), field.path).not.toBeNull();
      }
    }
  });

  it('is refused when a patch has another operation', () => {
    const patch = [{ op: 'add', path: '/hw_disk_bus', value: 'ide' }];
    const more = ({ patch: old, ...step }: { patch: readonly object[] }) => ({
      ...step,
      patch: [...old, ...patch],
    });
    expect(faultOf(withStep(changeOf('cirros'), 'publish', more))).toContain('properties.hw_disk_bus');
    expect(faultOf(withStep(changeOf('changed'), 'update', more))).toContain('properties.hw_disk_bus');
  });

  it('is refused when the change is about an image of another name', () => {
    const change = { ...changeOf('changed'), name: 'unchanged' };
    expect(faultOf(change)).toContain('changes the image "changed"');
  });

  it('is not judged when the live image has changed: apply leaves the change out', () => {
    const other = new Map([...IMAGES].map(([id, image]) => [id, { ...image, minDisk: 9 }]));
    expect(changePictureFault({ ...changeOf('changed'), fields: [] }, 'prod', other, [])).toBeNull();
  });

  it('has members by their ids where the plan alone is known', () => {
    const change = changeOf('changed');
    const membersIn = ({ fields }: Change) => fields.find(({ path }) => path === 'members');
    expect(membersIn(change)).toMatchObject({ after: ['team'] });
    expect(membersIn(showMembersById(change))).toMatchObject({ before: [], after: ['team-id'] });
  });
});

describe('a plan', () => {
  const altered = (alter: (change: Change) => Change): Plan => ({
    ...PLAN,
    changes: PLAN.changes.map(alter),
  });

  it.each<readonly [string, (change: Change) => Change]>([
    ['another action', (change) => ({ ...change, action: 'unchanged' })],
    ['another region', (change) => ({ ...change, region: 'elsewhere' })],
    ['content that no step uploads', (change) => ({ ...change, steps: change.steps.slice(0, 1) })],
    [
      'another digest',
      (change) =>
        withStep(change, 'upload', (step: object) => ({
          ...step,
          expect: { digests: {}, size: null, validators: null },
        })),
    ],
    [
      'another format in the inspection',
      (change) => withStep(change, 'upload', (step: object) => ({ ...step, detectFormat: true })),
    ],
    [
      'an upload that unpacks bytes that the format stores as they are',
      (change) =>
        withStep(change, 'upload', (step: object) => ({
          ...step,
          method: 'web-download',
          detectPacking: true,
        })),
    ],
    [
      'markers of another stack',
      (change) =>
        withStep(change, 'stage', () => ({
          kind: 'stage',
          attributes: { properties: marked('staged', { 'owner_specified.reconcile.stack': 'theirs' }) },
        })),
    ],
    [
      'a backup that stays published',
      (change) => withStep(change, 'retire', (step: object) => ({ ...step, patch: [] })),
    ],
  ])('is refused when it has %s', (_what, alter) => {
    expect(planPictureFault(altered(alter))).not.toBeNull();
  });

  it('is refused when its summary counts otherwise, or two changes alter one image', () => {
    expect(planPictureFault({ ...PLAN, summary: { ...PLAN.summary, bytes: 1 } })).toContain('/summary');
    const twice = [...PLAN.changes, changeOf('changed')];
    expect(planPictureFault({ ...PLAN, changes: twice })).toContain('two changes alter');
  });
});
