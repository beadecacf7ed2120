import { defineConfig } from 'vitest/config';

// What `npm run test:fuzz` runs: every parser of input from outside, with the number of cases in FUZZ_RUNS, and the
// planner, with a tenth of it, on what publishers serve from run to run.
export default defineConfig({
  test: {
    include: ['test/fuzz/**/*.test.ts', 'test/plan/convergence-published.slow.test.ts'],
    setupFiles: ['test/fixed-seed.ts'],
    // A parser that takes all the memory there is ends its own process, not the machine.
    execArgv: ['--max-old-space-size=1024'],
    testTimeout: 120_000,
    hookTimeout: 60_000,
  },
});
