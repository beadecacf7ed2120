import { describe, expect, it } from 'vitest';
import { MARKER } from '../../../src/model/marker.ts';
import type { Change } from '../../../src/model/plan.ts';
import { changePictureFault } from '../../../src/plan/picture/change-picture.ts';
import { HOLDING_OLD, live, marked, planFor, wanted } from '../../support/plan-input.ts';

const foreign = live(HOLDING_OLD);
const [REPLACED] = planFor([wanted()], { live: [foreign] }).changes as [Change];
const [UPDATED] = planFor([wanted({ hidden: true })], { live: [live()] }).changes as [Change];

const faultOf = (change: Change, image = foreign) =>
  changePictureFault(change, 'prod', new Map([[image.id, image]]), [change]);

describe('a change that takes over an image', () => {
  it('names the image, as it is', () => {
    expect([faultOf(REPLACED), faultOf(UPDATED, live())]).toEqual([null, null]);
    expect(REPLACED.adopts).toMatchObject([{ id: foreign.id, name: 'cirros' }]);
  });

  it('is refused when it does not say so', () => {
    expect(faultOf({ ...REPLACED, adopts: [] })).toContain('does not show that it takes over');
  });

  it.each([
    ['another name', { name: 'other' }],
    ['another project', { owner: 'other' }],
    ['another protection', { protected: true }],
    ['another id', { id: '00000000-0000-4000-8000-000000000009' }],
  ])('is refused when it shows the image with %s', (_what, other) => {
    const adopts = (REPLACED.adopts ?? []).map((adopted) => ({ ...adopted, ...other }));
    expect(faultOf({ ...REPLACED, adopts })).toContain('take over');
  });

  it('is refused when the image is the stack’s own', () => {
    const own = live({ ...HOLDING_OLD, properties: marked('current') });
    const [change] = planFor([wanted()], { live: [own] }).changes as [Change];
    const adopts = [{ id: own.id, name: own.name, owner: own.owner, protected: false, by: 'name' }];
    expect(faultOf({ ...change, adopts }, own)).toContain("the stack's own");
  });

  it('is refused as an adoption when the image has the stack’s markers', () => {
    const own = live({ properties: marked('current') });
    const [change] = planFor([wanted({ hidden: true })], { live: [own] }).changes as [Change];
    expect(faultOf({ ...change, action: 'adopt' }, own)).toContain('belongs to the stack already');
  });

  it('is refused as an update when it adopts', () => {
    expect(faultOf({ ...UPDATED, action: 'update' }, live())).toContain('adopts an image');
  });
});

describe('a reference to an image that the plan publishes', () => {
  it('is shown as the id that it will be', () => {
    const kernel = wanted({ name: 'kernel' });
    const machine = wanted({ name: 'machine', references: { kernel_id: { image: 'kernel' } } });
    const own = live({ name: 'machine', properties: marked('current', { [MARKER.image]: 'machine' }) });
    const { changes } = planFor([kernel, machine], { live: [own] });
    const change = changes.find(({ name }) => name === 'machine') as Change;
    expect(change.fields).toContainEqual({
      path: 'properties.kernel_id',
      before: null,
      after: 'id of kernel (new)',
    });
    const images = new Map([[own.id, own]]);
    expect(changePictureFault(change, 'prod', images, changes)).toBeNull();
    const fields = change.fields.map((field) => ({ ...field, after: field.after && 'another' }));
    expect(changePictureFault({ ...change, fields }, 'prod', images, changes)).not.toBeNull();
  });
});
