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

it('pruning is withheld in all targets when it is withheld in one', () => {
  expect(joinPlans([one, { ...other, pruningWithheld: true }]).pruningWithheld).toBe(true);
});

it('an entry that several targets skip is named once', () => {
  const entry = { name: 'c', list: null, at: wanted().at, message: 'away', hint: null };
  const joined = joinPlans([
    { ...one, unresolved: [entry] },
    { ...other, unresolved: [entry] },
  ]);
  expect(joined.unresolved).toEqual([entry]);
});

it('plans without skipped entries and withheld pruning have neither field', () => {
  const joined = joinPlans([one, other]);
  expect(joined).not.toHaveProperty('unresolved');
  expect(joined).not.toHaveProperty('pruningWithheld');
});

it('the joined plan is partial when one of the plans is', () => {
  expect(joinPlans([one, other]).partial).toBe(false);
  expect(joinPlans([one, { ...other, partial: true }]).partial).toBe(true);
});

it('a plan needs a target', () => {
  expect(() => joinPlans([])).toThrow();
});
