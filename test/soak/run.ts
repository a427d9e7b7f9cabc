/**
 * `npm run soak [MINUTES]` (default 60): the tests that draw their moments at random, again and again with new seeds.
 * Ends with 1 at the first failure and names its seed: `SKERRY_SEED=… npx vitest run --project 'e2e*' FILE` repeats it.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

const SEEDED = ['test/e2e/interrupted.test.ts', 'test/e2e/healing.test.ts'];
const root = join(import.meta.dirname, '../..');

const minutes = Number(process.argv[2] ?? 60);
if (!(minutes > 0)) {
  console.error(`MINUTES is ${process.argv[2]}; it must be a number above 0`);
  process.exit(2);
}
const end = Date.now() + minutes * 60_000;
let seed = Date.now() % 1_000_000;
let rounds = 0;
while (Date.now() < end) {
  for (const file of SEEDED) {
    console.log(`\n--- ${file}, SKERRY_SEED=${seed}`);
    const child = spawn(join(root, 'node_modules/.bin/vitest'), ['run', '--project', 'e2e*', file], {
      cwd: root,
      stdio: 'inherit',
      env: { ...process.env, SKERRY_SEED: String(seed) },
    });
    const [code] = (await once(child, 'exit')) as [number | null];
    if (code !== 0) {
      console.error(`failed: SKERRY_SEED=${seed} npx vitest run --project 'e2e*' ${file}`);
      process.exit(1);
    }
  }
  rounds += 1;
  seed += 1;
}
console.log(`\n${rounds} rounds, none failed`);
