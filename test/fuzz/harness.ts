import { appendFileSync } from 'node:fs';
import { setImmediate } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { ReconcileError } from '../../src/model/errors.ts';

/** Cases for each property; `npm run test:fuzz` sets more. */
const RUNS = Number(process.env.FUZZ_RUNS ?? 150);

/** File that takes a line of JSON for each parser: what was tried, and in what time. */
const TALLY = process.env.FUZZ_TALLY;

/**
 * Milliseconds of processor time for one case. A good parser needs a hundredth of this limit; a parser whose time grows
 * with the square of its input needs minutes for the long examples. Clock time would blame a parser for other processes.
 */
const LONGEST = 10_000;

/** Bytes that may still be in use after all cases, above what there was before. */
const MOST_MEMORY = 64 * 1024 * 1024;

export type Fuzz = <T>(
  input: string,
  arbitrary: fc.Arbitrary<T>,
  parse: (value: T) => unknown,
  options?: { readonly share?: number },
) => void;

/**
 * Tests a parser of input from outside: for every input it must give an answer or a {@link ReconcileError}, in bounded
 * time and memory. `parse` may assert more about the answer. `share` reduces the number of cases, where a case takes long.
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
      `${parser}, fuzzed: ${input}`,
      async () => {
        const before = await memoryInUse();
        const begun = performance.now();
        await fc.assert(
          fc.asyncProperty(arbitrary, async (value) => {
            cases += 1;
            await survives(() => parse(value));
          }),
          { numRuns },
        );
        milliseconds += performance.now() - begun;
        expect((await memoryInUse()) - before).toBeLessThan(MOST_MEMORY);
      },
      120_000 + numRuns * 50,
    );
  }

  describe(parser, () => {
    properties(fuzz);
    afterAll(() => {
      if (TALLY !== undefined) appendFileSync(TALLY, `${JSON.stringify({ parser, cases, milliseconds })}\n`);
    });
  });
}

/** Runs a parser that may refuse its input, but not crash, and not take its time. Gives undefined when it refuses. */
export async function survives<T>(parse: () => T | Promise<T>): Promise<T | undefined> {
  const begun = process.cpuUsage();
  try {
    return await parse();
  } catch (error) {
    if (!(error instanceof ReconcileError)) throw error;
    expect(error.message).not.toMatch(/\n\s+at /);
    expect(error.message.length).toBeLessThan(5_000);
    return undefined;
  } finally {
    const { user, system } = process.cpuUsage(begun);
    expect((user + system) / 1000).toBeLessThan(LONGEST);
  }
}

/**
 * Bytes of objects and buffers that something still refers to. What a buffer held is given back a turn of the event
 * loop after the buffer was collected (Node 24), so that collecting once would count what nothing refers to.
 */
async function memoryInUse(): Promise<number> {
  collectGarbage();
  await setImmediate();
  collectGarbage();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;
