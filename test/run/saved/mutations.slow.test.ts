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

interface Place {
  readonly name: string;
  /** The state file that the plan names. */
  readonly file: string;
  /** Whether glance.yaml is in the working directory. */
  readonly isAtHand: boolean;
  readonly argv: readonly string[];
}

/** Where the plan is applied. */
const PLACES: readonly Place[] = [
  { name: 'with its state file', file: 'glance.yaml', isAtHand: true, argv: [] },
  { name: 'with a state file that the plan does not name', file: 'elsewhere.yaml', isAtHand: true, argv: [] },
  {
    name: 'without its state file, with --trust-plan',
    file: 'elsewhere.yaml',
    isAtHand: false,
    argv: ['--trust-plan'],
  },
];

describe.each(PLACES)('a saved plan that is mutated anywhere, $name', ({ file, isAtHand, argv }) => {
  const there = <Value>(work: () => Promise<Value>) => (isAtHand ? work() : place.withoutStateFile(work));
  let plain: Honest;
  beforeAll(async () => {
    place.save(withFiles(place.plan, [file]));
    plain = await there(() => honest(place, ...argv));
  });

  it('is refused, or does what it shows', { timeout: RUNS * 2000 }, async () => {
    const outcomes = { refused: 0, same: 0, other: 0 };
    const document = withFiles(place.plan, [file]);
    await there(() =>
      fc.assert(
        fc.asyncProperty(mutationsOf(document), async (mutations) => {
          const outcome = await refusedOrShown(place, plain, mutate(document, mutations), argv);
          outcomes[outcome] += 1;
        }),
        { numRuns: RUNS },
      ),
    );
    expect(outcomes.refused).toBeGreaterThan(0);
    expect(outcomes.same).toBeGreaterThan(0);
  });
});

it('a saved plan that is mutated anywhere changes nothing without its state file, when nothing vouches for it', {
  timeout: RUNS * 2000,
}, async () => {
  await place.reset();
  await place.withoutStateFile(() =>
    fc.assert(
      fc.asyncProperty(mutationsOf(place.plan), async (mutations) => {
        place.save(mutate(place.plan, mutations));
        await place.apply();
        expect(place.changing()).toEqual([]);
      }),
      { numRuns: RUNS },
    ),
  );
});
