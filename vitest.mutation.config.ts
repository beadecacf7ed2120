import { defineConfig } from 'vitest/config';

// What `npm run test:mutation` runs against every mutant of src/plan: the tests by example. The properties of
// convergence.test.ts would find more, at some hundred plans a mutant.
export default defineConfig({
  test: {
    include: ['test/plan/**/*.test.ts', 'test/scenarios/**/*.test.ts'],
    exclude: ['test/plan/convergence.test.ts'],
    testTimeout: 20_000,
  },
});
