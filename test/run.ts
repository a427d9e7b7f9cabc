/**
 * `npm test`: every gate in turn, cheapest first, all of them even when one fails, and a closing line that sums up.
 * `node test/run.ts unit` runs only the gates named.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

interface Outcome {
  name: string;
  passed: number;
  failed: number;
  skipped: number;
  seconds: number;
}

type Counts = Omit<Outcome, 'seconds'>;

const root = join(import.meta.dirname, '..');
const reports = await mkdtemp(join(tmpdir(), 'skerry-test-'));

/** The report that vitest's `json` reporter writes; only what is summed up here. */
interface VitestReport {
  numPassedTests: number;
  numFailedTests: number;
  numPendingTests: number;
  success: boolean;
}

function run(command: string, args: string[], env: NodeJS.ProcessEnv): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd: root,
      env: { ...process.env, ...env },
      stdio: ['ignore', 'inherit', 'inherit'],
    });
    child.on('error', reject);
    child.on('exit', (code, signal) => resolve(code ?? (signal ? 128 : 1)));
  });
}

/** A tool that only passes or fails. What it says is told at its end: tools run side by side. */
function tool(name: string, command: string, args: string[]) {
  return async (): Promise<Counts> => {
    const child = spawn(join(root, 'node_modules/.bin', command), args, {
      cwd: root,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const said: Buffer[] = [];
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (chunk: Buffer) => void said.push(chunk));
    const [code] = (await once(child, 'close')) as [number | null];
    process.stdout.write(Buffer.concat(said));
    return { name, passed: code === 0 ? 1 : 0, failed: code === 0 ? 0 : 1, skipped: 0 };
  };
}

function vitest(name: string, projects = name, env: NodeJS.ProcessEnv = {}) {
  return async (): Promise<Counts> => {
    const file = join(reports, `${name}.json`);
    const reporters = ['--reporter', 'default', '--reporter', 'json', '--outputFile.json', file];
    const command = join(root, 'node_modules/.bin/vitest');
    const code = await run(command, ['run', '--project', projects, ...reporters], env);
    const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return undefined;
      throw error;
    });
    if (text === undefined) return { name, passed: 0, failed: 1, skipped: 0 };
    const report = JSON.parse(text) as VitestReport;
    // A file that can't even be loaded fails the run without a failed test.
    const failed = Math.max(report.numFailedTests, code === 0 && report.success ? 0 : 1);
    return { name, passed: report.numPassedTests, failed, skipped: report.numPendingTests };
  };
}

type Gates = Record<string, () => Promise<Counts>>;

/**
 * The engine starts hundreds of processes that load the same packages; compiling those is much of what the parts cost.
 * Not for the whole system: there, what its users will wait for is measured.
 */
const compiledOnce = { NODE_COMPILE_CACHE: join(reports, 'compiled') };

/** In this order; those of one stage run side by side. */
const stages: Gates[] = [
  {
    format: tool('format', 'prettier', ['--check', '--log-level', 'warn', '.']),
    types: tool('types', 'tsc', ['--noEmit']),
    node20: tool('node20', 'tsc', ['--noEmit', '-p', 'setup/tsconfig.early.json']),
  },
  { lint: tool('lint', 'eslint', ['--max-warnings', '0', '.']), unit: vitest('unit') },
  { parts: vitest('parts', 'parts', compiledOnce) },
  { e2e: vitest('e2e', 'e2e*') },
];
const names = stages.flatMap((gates) => Object.keys(gates));

async function timed(gate: () => Promise<Counts>): Promise<Outcome> {
  const started = performance.now();
  return { ...(await gate()), seconds: (performance.now() - started) / 1000 };
}

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !names.includes(name));
if (unknown.length > 0) {
  console.error(`no such gate: ${unknown.join(', ')}; there are ${names.join(', ')}`);
  process.exit(2);
}

const outcomes: Outcome[] = [];
try {
  for (const gates of stages) {
    const due = Object.entries(gates).filter(([name]) => wanted.length === 0 || wanted.includes(name));
    if (due.length > 0) console.log(`\n--- ${due.map(([name]) => name).join(', ')}`);
    outcomes.push(...(await Promise.all(due.map(([, gate]) => timed(gate)))));
  }
} finally {
  await rm(reports, { recursive: true, force: true });
}

console.log('');
for (const { name, passed, failed, skipped, seconds } of outcomes) {
  const counts = `${passed} passed, ${failed} failed, ${skipped} skipped`;
  console.log(`${name.padEnd(8)}${counts.padEnd(42)}${seconds.toFixed(1).padStart(8)} s`);
}
const sum = (pick: (outcome: Outcome) => number) =>
  outcomes.reduce((total, outcome) => total + pick(outcome), 0);
console.log(
  `\n${sum((o) => o.passed)} passed, ${sum((o) => o.failed)} failed, ${sum((o) => o.skipped)} skipped`,
);
process.exitCode = sum((o) => o.failed) === 0 ? 0 : 1;
