import { openBeside } from '../beside/open.ts';
import { checkBefore } from '../check/before.ts';
import { openStackBucket } from '../cloud/bucket-store.ts';
import { type Beside, previewAndApply } from '../engine/apply.ts';
import { operate, type Engine, type OperationResult } from '../engine/engine.ts';
import { parallelFlags } from '../engine/parallel.ts';
import { groundOf } from '../engine/pending/ground.ts';
import { settleInterrupted } from '../engine/pending/settle.ts';
import { createMissingStack, prepareBackend, readOutputs, settlePending } from '../engine/prepare.ts';
import { bootParts } from '../local/boot-parts.ts';
import { withStackLock } from '../local/stack-lock.ts';
import { composerLines } from '../mirror/composer-lines.ts';
import { waitForFirstSync } from '../mirror/wait.ts';
import { note, printJson } from '../output/note.ts';
import { confirm, requirePerson } from '../output/question.ts';
import type { Plan } from '../../topology/plan/plan.ts';
import { backendOf } from '../state/backend-of.ts';
import { backupBefore } from '../state/backup-before.ts';
import { requireSharedState } from '../state/require-shared.ts';
import { requireSamePlace } from '../stack/require-same-place.ts';
import { openEngine, openStack, type Stack } from '../stack/open.ts';
import { endpointsOf, type Endpoints } from '../stack/endpoints.ts';

export interface UpOptions {
  yes?: true;
  wait: boolean;
  parallel?: string;
  json?: true;
}

/** `skerry up`: makes a stack what its file says, and waits until the mirror serves. */
export async function up(name: string, options: UpOptions): Promise<number> {
  const started = performance.now();
  const parallel = parallelFlags(options.parallel);
  const stack = openStack(name);
  const plan = await checkBefore(stack, { ports: stack.local });
  if (!plan) return 1;
  requireSamePlace(stack, plan);
  requireSharedState(stack, plan, await backendOf(process.env));
  if (!options.yes) requirePerson();

  const up = await withStackLock(stack, 'skerry up', () => bringUp(stack, plan, parallel, options));
  if (typeof up === 'number') return up;
  const { changes, endpoints } = up;
  // A first sync takes hours where the upstream is large: what else is to be done with the stack needn't wait for it.
  if (plan.mirror && endpoints.mirror !== undefined && options.wait) {
    await waitForFirstSync(endpoints.mirror, plan.mirror.composer, name);
  }
  if (options.json) {
    const seconds = Math.round(performance.now() - started) / 1000;
    printJson({ stack: name, changes: Object.fromEntries(changes), endpoints, seconds });
  } else {
    process.stdout.write(closingText(name, endpoints, stack.local));
  }
  return 0;
}

interface Up {
  changes: OperationResult['changes'];
  endpoints: Endpoints;
}

/** @returns the exit status where it isn't up */
async function bringUp(
  stack: Stack,
  plan: Plan,
  parallel: string[],
  options: UpOptions,
): Promise<Up | number> {
  const { name } = stack;
  const { engine } = await openEngine(stack, note);
  let read = false;
  if (stack.local) {
    await prepareBackend(engine, stack.stateFolder, note);
    await bootParts(stack.stateFolder, note);
    read = await settlePending(engine, stack.stateFolder, note);
  } else {
    await backupBefore(stack, engine.env);
    await settleInterrupted(groundOf(engine));
  }
  // Reading the parts of this machine takes milliseconds, and finds those that somebody has removed by hand.
  const flags = [...(stack.local && !read ? ['--refresh'] : []), ...parallel];
  const beside = await openBeside(stack, plan, (bucket) => openStackBucket(engine, plan, bucket));
  if (!beside) return 1;
  try {
    const result = await createMissingStack(engine, () => apply(engine, stack, flags, options, beside));
    if (result === 'declined') {
      note('nothing was changed');
      return 1;
    }
    if (!result.succeeded) {
      note(`not all of ${name} could be made: what was made stays, and the next \`up\` goes on from there`);
      return 2;
    }
    await beside.finish();
    if (stack.local) {
      const { waitUntilHealthy } = await import('../local/wait-healthy.ts');
      await waitUntilHealthy(name, stack.stateFolder);
    }
    return { changes: result.changes, endpoints: endpointsOf(await readOutputs(engine, stack)) };
  } finally {
    beside.close();
  }
}

async function apply(
  engine: Engine,
  stack: Stack,
  flags: string[],
  { yes }: UpOptions,
  beside: Beside,
): Promise<OperationResult | 'declined'> {
  const consent = async () => yes === true || (await confirm(`Apply to ${stack.name}?`));
  if (!stack.local) return await previewAndApply(groundOf(engine), flags, consent, beside);
  if (!yes) {
    const plan = await operate(engine, { command: 'preview', flags });
    if (!plan.succeeded) return plan;
    if (plan.changed > 0 && !(await consent())) return 'declined';
  }
  return await operate(engine, { command: 'up', flags });
}

function closingText(name: string, endpoints: Endpoints, local: boolean): string {
  const addresses = Object.entries(endpoints).map(([what, url]) => `  ${what.padEnd(8)}${url}`);
  const lines = [`${name} is up`, ...addresses];
  if (endpoints.mirror !== undefined) {
    lines.push(
      '',
      'In a PHP project, to install from the mirror alone:',
      ...composerLines(endpoints.mirror).map((line) => `  ${line}`),
      '  composer update',
    );
  }
  lines.push('', 'Next:', `  skerry status ${name}`);
  if (local) lines.push(`  skerry logs ${name}`);
  lines.push(`  skerry down ${name}`);
  return `${lines.join('\n')}\n`;
}
