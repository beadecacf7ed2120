import { expect, it } from 'vitest';
import { joinPlans } from '../../src/plan/join-plans.ts';
import { planFor, wanted } from '../support/plan-input.ts';

const one = planFor([wanted({ name: 'a', digests: {} })], { desired: { warnings: ['of the file'] } });
const other = planFor([wanted({ name: 'b' })], { desired: { warnings: ['of the file'] } });

it('the plan of one target stays as it is', () => {
  expect(joinPlans([one])).toBe(one);
});

it('the plan of two targets has both targets and their changes, and says once what both say', () => {
  const joined = joinPlans([one, other]);
  expect(joined.targets).toEqual([...one.targets, ...other.targets]);
  expect(joined.changes.map(({ name }) => name)).toEqual(['a', 'b']);
  expect(joined.summary.create).toBe(2);
  expect(joined.warnings).toEqual(['of the file']);
});

it('pruning is withheld in all when it is withheld in one', () => {
  expect(joinPlans([one, { ...other, pruningWithheld: true }]).pruningWithheld).toBe(true);
});
