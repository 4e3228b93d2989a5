import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: [
      '{packages,apps}/*/src/**/*.test.ts',
      'apps/console/basemap/**/*.test.ts',
      'tests/**/*.test.ts',
      'scripts/**/*.test.ts',
    ],
    pool: 'threads',
    // One thread world per file costs seconds on two cores; tests here share nothing but the code.
    isolate: false,
    testTimeout: 30_000,
  },
});
