import { defineConfig } from 'vitest/config';
import { SlowestReporter } from './test/support/slowest-reporter.ts';

// These need a real Glance, or are programs of their own: vitest.glance.config.ts, scripts/test-chaos.mjs, scripts/nightly-suite.mjs.
const ELSEWHERE = ['test/glance-stack/**', 'test/chaos/**', 'test/nightly/**'];

// Two projects: `npx vitest run --project fast`. A file belongs to the slow one by its name, *.slow.test.ts.
export default defineConfig({
  test: {
    // vitest leaves one core idle by default, which is half of a machine with two.
    maxWorkers: '100%',
    reporters: ['default', new SlowestReporter()],
    coverage: { provider: 'v8', include: ['src/**'], exclude: ['src/**/*.generated.ts'] },
    projects: [
      {
        test: {
          name: 'fast',
          include: ['test/**/*.test.ts'],
          exclude: ['test/**/*.slow.test.ts', ...ELSEWHERE],
          setupFiles: ['test/fixed-seed.ts', 'test/support/no-processes.ts'],
          // The tests share no state, so a worker loads src/ once for all files.
          isolate: false,
          // CI's machines are noisy, and a slow moment there is no failure. On a busy machine of your own: CI=1.
          testTimeout: process.env.CI ? 30_000 : 5_000,
          hookTimeout: process.env.CI ? 30_000 : 10_000,
          expect: { poll: { timeout: 5_000 } },
          sequence: { groupOrder: 0 },
        },
      },
      {
        test: {
          name: 'slow',
          include: ['test/**/*.slow.test.ts'],
          exclude: ELSEWHERE,
          setupFiles: ['test/fixed-seed.ts'],
          // Only what hangs reaches these limits, even on a busy machine.
          testTimeout: 180_000,
          hookTimeout: 180_000,
          expect: { poll: { timeout: 60_000 } },
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
});
