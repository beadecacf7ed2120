import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { ReconcileError } from '../../src/model/errors.ts';

/** Cases for each property; FUZZ_RUNS sets more for a long run. */
const RUNS = Number(process.env.FUZZ_RUNS ?? 150);

/** Milliseconds that a parser may take for one case, on a machine that has other things to do. */
const LONGEST = 3_000;

/** Bytes of heap that may still be in use after all cases, above what there was before. */
const MOST_MEMORY = 256 * 1024 * 1024;

export type Fuzz = <T>(
  input: string,
  arbitrary: fc.Arbitrary<T>,
  parse: (value: T) => unknown,
  options?: { readonly share?: number },
) => void;

/**
 * A parser of input from outside, held to what it promises whatever comes: an answer or a {@link ReconcileError},
 * in bounded time. `parse` may assert more, of what the answer must then be. `share` of the cases is tried where one
 * is dear. Prints cases and time when FUZZ_RUNS is set.
 */
export function describeParser(parser: string, properties: (fuzz: Fuzz) => void): void {
  let cases = 0;
  let milliseconds = 0;

  function fuzz<T>(
    input: string,
    arbitrary: fc.Arbitrary<T>,
    parse: (value: T) => unknown,
    { share = 1 }: { readonly share?: number } = {},
  ): void {
    const numRuns = Math.max(10, Math.round(RUNS * share));
    it(
      input,
      async () => {
        const before = process.memoryUsage().heapUsed;
        const begun = performance.now();
        await fc.assert(
          fc.asyncProperty(arbitrary, async (value) => {
            cases += 1;
            await survives(() => parse(value));
          }),
          { numRuns },
        );
        milliseconds += performance.now() - begun;
        expect(process.memoryUsage().heapUsed - before).toBeLessThan(MOST_MEMORY);
      },
      30_000 + numRuns * 50,
    );
  }

  describe(parser, () => {
    properties(fuzz);
    afterAll(() => {
      if (process.env.FUZZ_RUNS === undefined) return;
      const seconds = (milliseconds / 1000).toFixed(1);
      process.stdout.write(`fuzz: ${parser}: ${cases} cases in ${seconds} s\n`);
    });
  });
}

/** Runs a parser that may refuse its input, but not crash, and not take its time. Gives undefined when it refuses. */
export async function survives<T>(parse: () => T | Promise<T>): Promise<T | undefined> {
  const begun = performance.now();
  try {
    return await parse();
  } catch (error) {
    if (!(error instanceof ReconcileError)) throw error;
    expect(error.message).not.toMatch(/\n\s+at /);
    expect(error.message.length).toBeLessThan(5_000);
    return undefined;
  } finally {
    expect(performance.now() - begun).toBeLessThan(LONGEST);
  }
}
