import { defineConfig } from 'vitest/config';

const e2e = 'test/e2e/**/*.test.ts';
const parts = 'test/**/*.parts.test.ts';

/**
 * `unit`: pure, milliseconds each. `parts`: real Redis, versitygw, haproxy, nginx, engine… on loopback addresses of
 * their own, side by side. `e2e`: the whole system with real clients, one file at a time, for they measure deadlines.
 */
export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          include: ['test/**/*.test.ts'],
          exclude: [e2e, parts],
          testTimeout: 10_000,
          isolate: false,
          sequence: { groupOrder: 0 },
        },
      },
      {
        test: {
          name: 'parts',
          include: [parts],
          exclude: [e2e],
          pool: 'forks',
          // More than cores: the tests wait for processes most of their time.
          maxWorkers: 3,
          testTimeout: 120_000,
          sequence: { groupOrder: 1 },
          hookTimeout: 120_000,
        },
      },
      {
        test: {
          name: 'e2e',
          include: [e2e],
          pool: 'forks',
          fileParallelism: false,
          testTimeout: 600_000,
          sequence: { groupOrder: 2 },
          hookTimeout: 600_000,
        },
      },
    ],
  },
});
