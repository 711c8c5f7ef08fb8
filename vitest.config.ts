import { defineConfig } from 'vitest/config';

/** On a machine that is busy with something else, what is waited for may take this long; in ms. */
const PATIENT = { timeout: 10_000 };

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          include: ['tests/**/*.test.ts', 'tests/**/*.test.tsx'],
          exclude: ['tests/quality/**/*.floor.test.ts', 'tests/e2e/**'],
          testTimeout: 60_000,
          hookTimeout: 120_000,
          expect: { poll: PATIENT },
        },
      },
      {
        test: {
          name: 'quality',
          include: ['tests/quality/**/*.floor.test.ts'],
          testTimeout: 600_000,
          hookTimeout: 600_000,
        },
      },
      {
        test: {
          name: 'e2e',
          include: ['tests/e2e/**/*.test.ts'],
          testTimeout: 240_000,
          hookTimeout: 300_000,
          fileParallelism: false,
          // A browser on a machine that is busy with something else: it gets time, and one more chance, which is printed.
          expect: { poll: PATIENT },
          retry: 1,
        },
      },
    ],
  },
});
