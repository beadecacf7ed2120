import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    // The suites that need a real Glance have a config of their own: vitest.glance.config.ts.
    exclude: ['test/glance-stack/**', 'test/chaos/**'],
    setupFiles: ['test/fixed-seed.ts'],
    testTimeout: 180_000,
    hookTimeout: 180_000,
    // Limits catch what hangs; what only is slow on a busy machine is no failure.
    expect: { poll: { timeout: 60_000 } },
    coverage: { provider: 'v8', include: ['src/**'], exclude: ['src/**/*.generated.ts'] },
  },
});
