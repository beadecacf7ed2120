import { defineConfig } from 'vitest/config';

// What `npm run test:mutation` runs against every mutant of src/plan: its tests by example. The properties of
// convergence*.test.ts and the stories of test/scenarios would find more, at some hundred plans, or the whole of
// YAML and its schemas to load, a mutant.
export default defineConfig({
  test: {
    include: ['test/plan/**/*.test.ts', 'test/image/**/*.test.ts'],
    exclude: ['test/plan/convergence*.test.ts'],
    // The tests share no state: one worker for all files of a run.
    isolate: false,
    testTimeout: 20_000,
  },
});
