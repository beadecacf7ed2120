import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Honest, honest, mutate, mutationsOf, refusedOrShown, withFiles } from './mutations.ts';
import { openSavedPlan, type Workplace } from './workplace.ts';

/** `RECONCILE_MUTATIONS` makes more cases, for a nightly run. */
const RUNS = Number(process.env.RECONCILE_MUTATIONS ?? 150);

let place: Workplace;
beforeAll(async () => {
  place = await openSavedPlan();
});
afterAll(() => place.close());

/** Where the plan is applied: with its state file, or without it and on the word of the user. */
const PLACES = [
  ['with its state file', 'glance.yaml', []],
  ['without its state file, with --trust-plan', 'elsewhere.yaml', ['--trust-plan']],
] as const;

describe.each(PLACES)('a saved plan that is mutated anywhere, %s', (_where, file, argv) => {
  let plain: Honest;
  beforeAll(async () => {
    place.save(withFiles(place.plan, [file]));
    plain = await honest(place, ...argv);
  });

  it('is refused, or does what it shows', { timeout: RUNS * 2000 }, async () => {
    const outcomes = { refused: 0, same: 0, other: 0 };
    const document = withFiles(place.plan, [file]);
    await fc.assert(
      fc.asyncProperty(mutationsOf(document), async (mutations) => {
        const outcome = await refusedOrShown(place, plain, mutate(document, mutations), argv);
        outcomes[outcome] += 1;
      }),
      { numRuns: RUNS },
    );
    expect(outcomes.refused).toBeGreaterThan(0);
    expect(outcomes.same).toBeGreaterThan(0);
  });
});
