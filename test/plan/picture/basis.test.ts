import { describe, expect, it } from 'vitest';
import type { Change } from '../../../src/model/plan.ts';
import { namesakesFault, ownersFault } from '../../../src/plan/picture/basis-picture.ts';
import { HOLDING_OLD, live, marked, planFor, wanted } from '../../support/plan-input.ts';

const ID = '00000000-0000-4000-8000-00000000000';
const AT = { file: 'glance.yaml', line: 1, column: 1 };
const own = live({ ...HOLDING_OLD, id: `${ID}1`, properties: marked('current') });
const PLAN = planFor([wanted()], { live: [own] });
const [REPLACED] = PLAN.changes as [Change];
const [TARGET] = PLAN.targets;

function withBasis(basis: Partial<Change['basis']>, change = REPLACED): Change {
  return { ...change, basis: { ...change.basis, ...basis } };
}

function ownersFaultOf(change: Change): string | null {
  if (!TARGET) throw new Error('the plan has no target');
  return ownersFault(change, TARGET);
}

describe('the owners of a change', () => {
  it('are the project of the target, and those that the steps name', () => {
    expect(ownersFaultOf(REPLACED)).toBeNull();
    const owner = { project: 'team', at: AT };
    const { changes } = planFor([wanted({ owner })], { projects: [{ id: 'team-id', name: 'team' }] });
    const [created] = changes as [Change];
    expect(created.basis.owners).toContain('team-id');
    expect(ownersFaultOf(created)).toBeNull();
  });

  it.each([
    ['another project', ['service-id', 'victim-id']],
    ['images without an owner', ['service-id', null]],
  ])('are refused with %s', (_what, owners) => {
    expect(ownersFaultOf(withBasis({ owners }))).toContain('counts');
  });

  it('do not matter to a change without steps', () => {
    expect(ownersFaultOf({ ...withBasis({ owners: ['victim-id'] }), steps: [] })).toBeNull();
  });
});

describe('the namesakes of a change', () => {
  it('are images that it touches, or that a warning names', () => {
    const bystander = live({ id: `${ID}2`, status: 'queued' });
    const [change] = planFor([wanted()], { live: [own, bystander] }).changes as [Change];
    expect(change.basis.namesakes).toContain(`${ID}2`);
    expect(Object.keys(change.basis.images)).not.toContain(`${ID}2`);
    expect([REPLACED, change].map(namesakesFault)).toEqual([null, null]);
    expect(namesakesFault({ ...change, warnings: [] })).toContain(`${ID}2`);
  });

  it('are refused with an image that the change neither touches nor shows', () => {
    const { namesakes } = REPLACED.basis;
    const images = { ...REPLACED.basis.images, [`${ID}9`]: '0'.repeat(64) };
    const claimed = [...namesakes, `${ID}9`];
    expect(namesakesFault(withBasis({ namesakes: claimed }))).toContain(`${ID}9`);
    expect(namesakesFault(withBasis({ namesakes: claimed, images }))).toContain(`${ID}9`);
  });
});
