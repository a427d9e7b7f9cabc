/**
 * `npm run bench [name…]`: runs each benchmark beside its floor, prints figure, spread and goal, and ends with 1 where
 * a goal is missed, 2 where a benchmark could not run.
 */
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { formatMeasurement, isMet, type Measurement } from './goal.ts';

interface Benchmark {
  measure: (progress: (line: string) => void) => Promise<Measurement[]>;
}

const names = (await readdir(import.meta.dirname))
  .filter((file) => file.endsWith('.bench.ts'))
  .map((file) => file.slice(0, -'.bench.ts'.length))
  .sort();
const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !names.includes(name));
if (unknown.length > 0) {
  console.error(`no such benchmark: ${unknown.join(', ')}; there are ${names.join(', ')}`);
  process.exit(2);
}

let missed = 0;
let broken = 0;
for (const name of wanted.length > 0 ? wanted : names) {
  console.log(`\n--- ${name}`);
  try {
    const { measure } = (await import(join(import.meta.dirname, `${name}.bench.ts`))) as Benchmark;
    for (const measurement of await measure((line) => console.log(`  ${line}`))) {
      console.log(formatMeasurement(measurement));
      if (!isMet(measurement)) missed += 1;
    }
  } catch (error) {
    broken += 1;
    console.error(`could not run: ${error instanceof Error ? error.message : String(error)}`);
  }
}
console.log(`\n${missed} missed, ${broken} could not run`);
process.exitCode = broken > 0 ? 2 : missed > 0 ? 1 : 0;
