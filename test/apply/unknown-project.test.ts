import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Plan } from '../../src/model/plan.ts';
import { type Bench, openBench } from '../support/bench.ts';

let bench: Bench;
beforeEach(async () => {
  bench = await openBench();
});
afterEach(() => bench.close());

/** The plan of a creation by a run that knows other owners than its project, or none. */
async function creation(bytes: string, owners: Plan['changes'][number]['basis']['owners']): Promise<Plan> {
  const plan = await bench.plan([await bench.imageOf(bytes)]);
  return {
    ...plan,
    changes: plan.changes.map((change) => ({ ...change, basis: { ...change.basis, owners } })),
  };
}

describe('a creation while no project is known', () => {
  it('publishes the image', async () => {
    const report = await bench.apply(await creation('one', []));
    expect(report.changes).toMatchObject([{ outcome: 'done' }]);
    expect((await bench.byRole()).current).toHaveLength(1);
  });

  it('makes no second image when another run published the name since the plan', async () => {
    const [late, other] = [await creation('one', []), await creation('two', [])];
    await bench.apply(other);
    const report = await bench.apply(late);
    expect(report.changes).toMatchObject([{ outcome: 'stale' }]);
    const { current, staged } = await bench.byRole();
    expect([current.length, staged.length]).toEqual([1, 0]);
  });
});

it('a creation that Glance makes for another project than the run’s is undone', async () => {
  const report = await bench.apply(await creation('one', ['stated-project']));
  expect(report.changes).toMatchObject([{ outcome: 'failed', error: { code: 'other-project' } }]);
  expect(report.changes[0]?.error?.hint).toContain('OS_PROJECT_ID');
  const { current, staged } = await bench.byRole();
  expect([current, staged]).toEqual([[], []]);
});
