/** Set-up proper, on Node 24 with the npm packages in place: see docs/setup.md. */
import { accessSync, constants, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { cacheAdvice } from './cache-advice.ts';
import { examine, formatTable } from './doctor.ts';
import { formatElapsed } from './early/progress.mjs';
import { cacheDir, pulumiHome, repositoryRoot } from './paths.ts';
import { runSteps } from './run-steps.ts';
import { SetupError, type Purpose, type Step } from './step.ts';
import { bundlesStep } from './steps/bundles.ts';
import { commandStep } from './steps/command.ts';
import { debianStep } from './steps/debian.ts';
import { engineStep } from './steps/engine.ts';
import { languageHostStep } from './steps/language-host.ts';
import { motoStep } from './steps/moto.ts';
import { nodeStep } from './steps/node.ts';
import { bootKitStep } from './steps/boot-kit.ts';
import { releaseStep } from './steps/release.ts';
import { firstReleaseStep } from './steps/first-release.ts';
import { schemaStep } from './steps/schema.ts';
import { versitygwStep } from './steps/versitygw.ts';

const root = repositoryRoot();
const started = performance.now();

function ownSteps(): Step[] {
  return [
    commandStep(root),
    nodeStep(root),
    engineStep(root),
    languageHostStep(root),
    versitygwStep(root),
    schemaStep(root),
    bundlesStep(root),
    releaseStep(root),
    firstReleaseStep(root),
    bootKitStep(root),
  ];
}

/** What only tests need, beside packages; pinned for the system that the tests of parts run on. */
function testSteps(): Step[] {
  return process.platform === 'linux' ? [motoStep(root)] : [];
}

/** Elsewhere there is no `local` platform, which alone needs them, and with it no way to run all the tests. */
function packageSteps(...purposes: Purpose[]): Step[] {
  return process.platform === 'linux' ? [debianStep(root, purposes)] : [];
}

async function doctor(json: boolean, purpose: Purpose): Promise<number> {
  const needed = await examine([...packageSteps('start'), ...ownSteps()]);
  const ofTests = await examine([...packageSteps('test'), ...testSteps()]);
  const items = [...needed, ...ofTests];
  const ok = (purpose === 'test' ? items : needed).every(({ state }) => state === 'present');
  const node = {
    name: 'npm packages',
    state: 'present' as const,
    detail: `by package-lock.json, Node ${process.version}`,
  };
  if (json) console.log(JSON.stringify({ ok, cache: cacheDir(), items: [node, ...items] }, undefined, 2));
  else console.log(formatTable([node, ...items]));
  return ok ? 0 : 1;
}

/** Told before anything is begun: even where nothing is missing, the engine keeps logs and plugins there. */
function openCache(): void {
  mkdirSync(cacheDir(), { recursive: true });
  mkdirSync(pulumiHome(), { recursive: true, mode: 0o700 });
  accessSync(pulumiHome(), constants.W_OK);
}

async function setup(purpose: Purpose): Promise<number> {
  openCache();
  const packages = packageSteps('start', ...(purpose === 'test' ? [purpose] : []));
  const steps = [...packages, ...ownSteps(), ...(purpose === 'test' ? testSteps() : [])];
  const done = await runSteps(steps, join(cacheDir(), 'locks'), process.stderr);
  const elapsed = performance.now() - started;
  if (done > 0) process.stderr.write(`Set-up is complete (${formatElapsed(elapsed)})\n`);
  return 0;
}

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      for: { type: 'string', default: 'start' },
      doctor: { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
    },
  });
  const purpose = values.for;
  if (purpose !== 'start' && purpose !== 'test') {
    throw new SetupError(`--for ${JSON.stringify(purpose)}: allowed are start and test`);
  }
  return values.doctor ? doctor(values.json, purpose) : setup(purpose);
}

/** What the user can do something about: ours, and the system's (no space, no right), and an unknown option. */
function isForTheUser(error: unknown): error is NodeJS.ErrnoException {
  if (error instanceof SetupError) return true;
  if (!(error instanceof Error)) return false;
  const { errno, code } = error as NodeJS.ErrnoException;
  // Any other code of Node's own is a fault of ours.
  return errno !== undefined || code?.startsWith('ERR_PARSE_ARGS_') === true;
}

try {
  process.exitCode = await main();
} catch (error) {
  if (!isForTheUser(error)) throw error;
  const advice = cacheAdvice(error, cacheDir());
  process.stderr.write([error.message, ...(advice ? [advice] : []), ''].join('\n'));
  process.exitCode = 2;
}
