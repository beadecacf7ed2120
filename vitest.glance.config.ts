import { defineConfig } from 'vitest/config';

// The suites that need a real Keystone and Glance: scripts/with-glance serves them and sets the OS_* variables.
export default defineConfig({
  test: {
    include: ['test/contract/**/*.test.ts', 'test/glance-stack/**/*.test.ts', 'test/e2e/**/*.test.ts'],
    env: { RECONCILE_CONTRACT: 'real' },
    // One Glance on SQLite answers all: files one after the other keep measured times and pollers honest.
    fileParallelism: false,
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
});
