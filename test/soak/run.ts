/**
 * `npm run soak [MINUTES]` (default 60): first 600 generated sites before their judges, and every interruption of the
 * clouds' stacks (interruptions.ts); then the tests that draw their moments at random, again and again with new seeds. Ends with 1 at the first failure and says how
 * to repeat it. `npm run soak -- --only 'cn-prod kill' --from 3`: interruptions alone, and of them those.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

const SEEDED = ['test/e2e/interrupted.test.ts', 'test/e2e/healing.test.ts'];
const root = join(import.meta.dirname, '../..');

const given = process.argv.slice(2);
const isChosen = given.some((word) => word.startsWith('--'));
const minutes = isChosen ? Infinity : Number(given[0] ?? 60);
if (!(minutes > 0)) {
  console.error(`MINUTES is ${given[0]}; it must be a number above 0`);
  process.exit(2);
}

/** Ends this process where it fails. */
async function must(
  command: string,
  args: string[],
  again: string,
  env: NodeJS.ProcessEnv = {},
): Promise<void> {
  const child = spawn(command, args, { cwd: root, stdio: 'inherit', env: { ...process.env, ...env } });
  const [code] = (await once(child, 'exit')) as [number | null];
  if (code === 0) return;
  console.error(`failed: ${again}`);
  process.exit(1);
}

const end = Date.now() + minutes * 60_000;
if (!isChosen) {
  const judges = ['run', '--project', 'parts', 'test/judges'];
  const many = { SKERRY_JUDGED_SITES: '600' };
  await must(
    join(root, 'node_modules/.bin/vitest'),
    judges,
    'npx vitest run --project parts test/judges',
    many,
  );
}
const interruptions = isChosen ? given : ['--minutes', String(minutes)];
await must(process.execPath, ['test/soak/interruptions.ts', ...interruptions], 'as told above');
if (isChosen) process.exit(0);
let seed = Date.now() % 1_000_000;
let rounds = 0;
while (Date.now() < end) {
  for (const file of SEEDED) {
    console.log(`\n--- ${file}, SKERRY_SEED=${seed}`);
    const again = `SKERRY_SEED=${seed} npx vitest run --project 'e2e*' ${file}`;
    const args = ['run', '--project', 'e2e*', file];
    await must(join(root, 'node_modules/.bin/vitest'), args, again, { SKERRY_SEED: String(seed) });
  }
  rounds += 1;
  seed += 1;
}
console.log(`\n${rounds} rounds, none failed`);
