import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

const e2e = 'test/e2e/**/*.test.ts';
/** Those of the whole system's tests that hold it to seconds, or that must hit a moment. */
const timed = ['test/e2e/healing.test.ts', 'test/e2e/interrupted.test.ts'];
const parts = 'test/**/*.parts.test.ts';

/** Those of the parts' tests that take longest, so that none of them is begun last and runs alone in the end. */
const longest = /\/(providers\/local|stacks|services\/mirror\/sync|cli|library)\/[^/]+$/;

class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    const isLong = ({ moduleId }: TestSpecification) => longest.test(moduleId);
    return [...sorted.filter(isLong), ...sorted.filter((file) => !isLong(file))];
  }
}

// What was agreed on is compared there, and written nowhere.
if (process.env['CI'] && process.argv.some((word) => /^(-u|--update(=.*)?)$/.test(word))) {
  throw new Error(
    'golden files are not updated where CI is set: run `npm run golden` in a checkout, and commit',
  );
}

/**
 * `unit`: pure, milliseconds each. `parts`: real Redis, versitygw, haproxy, nginx, engine… on loopback addresses of
 * their own, side by side. `e2e`: the whole system with real clients, which wait for each other most of the time: two
 * files side by side, but for those of `e2e-timed`.
 */
export default defineConfig({
  test: {
    sequence: { sequencer: LongestFirst },
    projects: [
      {
        test: {
          name: 'unit',
          include: ['test/**/*.test.ts'],
          exclude: [e2e, parts],
          // Against a hang, and no more: the linter runs beside them.
          testTimeout: 30_000,
          hookTimeout: 30_000,
          isolate: false,
          // Both cores of a small machine, of which vitest would leave one to itself. The linter runs beside them.
          maxWorkers: 2,
          // The stacks' tests make promises by the hundred thousand, most of which live for long enough to be copied.
          execArgv: ['--max-semi-space-size=64'],
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
          // Against a hang, and no more, as is that of `until`; deadlines that are promised stand in their tests.
          testTimeout: 300_000,
          sequence: { groupOrder: 1 },
          hookTimeout: 300_000,
        },
      },
      {
        test: {
          name: 'e2e',
          include: [e2e],
          exclude: timed,
          pool: 'forks',
          maxWorkers: 2,
          testTimeout: 600_000,
          sequence: { groupOrder: 2 },
          hookTimeout: 600_000,
        },
      },
      {
        test: {
          name: 'e2e-timed',
          include: timed,
          pool: 'forks',
          fileParallelism: false,
          testTimeout: 600_000,
          sequence: { groupOrder: 3 },
          hookTimeout: 600_000,
        },
      },
    ],
  },
});
