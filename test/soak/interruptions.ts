/**
 * Interrupts the creation and an update of cn-prod and aws-prod at every resource that is made or changed, in all four
 * ways: killed or failed, before or after the effect. `node test/soak/interruptions.ts [--only WORDS] [--from N]
 * [--minutes M]`: only passes whose name has all the words (`--only 'cn-prod create kill'`), from the N-th pass on, none
 * begun after M minutes. It prints each pass as it begins, and ends with 1 at the first that leaves anything undone.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { interruptAll, type Interruptions } from '../support/engine/interruptions.ts';
import { TestProject } from '../support/engine/project.ts';
import { Recovery } from '../support/engine/recovery.ts';
import { EDITS } from '../support/engine/edits.ts';

interface Pass extends Pick<Interruptions, 'end'> {
  stack: keyof typeof EDITS;
  operation: 'create' | 'update';
  when: 'before' | 'after';
}

/** Against a hang of the engine alone. */
const PATIENCE_MS = 600_000;

const STACKS = ['cn-prod', 'aws-prod'] as const;

const passes = STACKS.flatMap((stack) =>
  (['create', 'update'] as const).flatMap((operation) =>
    (['kill', 'fail'] as const).flatMap((end) =>
      (['before', 'after'] as const).map((when): Pass => ({ stack, operation, end, when })),
    ),
  ),
);
const nameOf = ({ stack, operation, end, when }: Pass): string => `${stack} ${operation} ${end} ${when}`;

const { values } = parseArgs({
  options: { only: { type: 'string' }, from: { type: 'string' }, minutes: { type: 'string' } },
});
const from = Number(values.from ?? 1);
const minutes = Number(values.minutes ?? Infinity);
if (!(from >= 1) || !(minutes > 0)) {
  console.error(`--from ${values.from ?? 1} and --minutes ${values.minutes ?? ''} must be numbers above 0`);
  process.exit(2);
}
const words = (values.only ?? '').split(/\s+/).filter(Boolean);
const due = passes
  .map((pass, index) => ({ pass, number: index + 1 }))
  .filter(
    ({ pass, number }) => number >= from && words.every((word) => nameOf(pass).split(' ').includes(word)),
  );

// The program and the plugins are started some forty times a pass.
const compiled = mkdtempSync(join(tmpdir(), 'skerry-compiled-'));
process.env['NODE_COMPILE_CACHE'] = compiled;
process.on('exit', () => rmSync(compiled, { recursive: true, force: true }));

const end = Date.now() + minutes * 60_000;
for (const { pass, number } of due) {
  if (Date.now() > end) {
    console.log(`the time is over; go on with --from ${number}`);
    break;
  }
  console.log(`${number} of ${passes.length}: ${nameOf(pass)}`);
  const wrong = await run(pass);
  if (wrong.length === 0) continue;
  console.error([...wrong, `failed: node test/soak/interruptions.ts --only '${nameOf(pass)}'`].join('\n'));
  process.exit(1);
}
console.log('no interruption left anything undone');

/** What is not as it should be; empty: all is. */
async function run({ stack, operation, end, when }: Pass): Promise<string[]> {
  const project = new TestProject(stack, { patience: PATIENCE_MS });
  try {
    await project.init();
    const recovery = new Recovery(project);
    if (operation === 'update') {
      await project.up();
      for (const [before, after] of EDITS[stack]) project.editSite(before, after);
    }
    const progress = (text: string): void => console.log(`  ${new Date().toISOString()} ${text}`);
    const { untold, operations } = await interruptAll(project, recovery, {
      end,
      when: () => when,
      at: 'all',
      progress,
    });
    console.log(`  ${operations} operations were interrupted`);
    if (!(await recovery.up())) return ['the next update did not succeed'];
    const { orphans, lost } = await recovery.differences();
    return [
      ...untold.map((text) => `was not told: ${text}`),
      ...orphans.map((urn) => `is in the cloud alone: ${urn}`),
      ...lost.map((urn) => `is in the state alone: ${urn}`),
      ...(await recovery.changesLeft()).map((change) => `is left to be done: ${change}`),
    ];
  } finally {
    project.remove();
  }
}
