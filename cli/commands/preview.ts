import { openBeside } from '../beside/open.ts';
import type { TellOptions } from '../check/tell-reports.ts';
import { checkBefore } from '../check/before.ts';
import { operate } from '../engine/engine.ts';
import { createMissingStack, prepareBackend } from '../engine/prepare.ts';
import { silentBuckets } from '../local/silent-buckets.ts';
import { note, printJson } from '../output/note.ts';
import { previewPolicies } from '../policies/preview.ts';
import { backendOf } from '../state/backend-of.ts';
import { warnOfLonelyState } from '../state/require-shared.ts';
import { requireSamePlace } from '../stack/require-same-place.ts';
import { openEngine, openStack, type Stack } from '../stack/open.ts';

export interface PreviewOptions extends TellOptions {
  /** Only hold what would be there to the policies, and tell that. */
  policies?: true;
}

/** `skerry preview`: what `up` would change. */
export async function preview(name: string, options: PreviewOptions): Promise<number> {
  if (options.policies) return previewPolicies(name, options);
  const stack = openStack(name);
  const plan = await checkBefore(stack, { ports: false });
  if (!plan) return 1;
  requireSamePlace(stack, plan);
  const warning = warnOfLonelyState(stack, plan, await backendOf(process.env));
  if (warning !== undefined) note(warning);
  const beside = await openBeside(stack, plan);
  if (!beside) return 1;
  beside.close();
  const { engine } = await openEngine(stack, note);
  if (stack.local) await prepareBackend(engine, stack.stateFolder, note);
  // What somebody has changed by hand is overwritten by `up`, so it shows here.
  const flags = !stack.local || (await canRead(stack)) ? ['--refresh'] : [];
  const steps: { operation: string; type: string; urn: string; properties: string[] }[] = [];
  const result = await createMissingStack(engine, () =>
    operate(engine, {
      command: 'preview',
      flags,
      quiet: options.json === true,
      onEvent: ({ resOutputsEvent }) => {
        const step = resOutputsEvent?.metadata;
        if (!step || step.op === 'same' || step.op === 'refresh') return;
        steps.push({ operation: step.op, type: step.type, urn: step.urn, properties: step.diffs ?? [] });
      },
    }),
  );
  if (options.json) {
    printJson({ stack: name, changes: Object.fromEntries(result.changes), steps, ...beside.changes });
  } else beside.tell();
  return result.succeeded ? 0 : 2;
}

/** Whether the parts can be read as they are now. They are not started for it: a preview changes nothing. */
async function canRead({ name, stateFolder }: Stack): Promise<boolean> {
  const [silent] = await silentBuckets(stateFolder);
  if (silent === undefined) return true;
  note(`${silent} does not answer: planned from what the last run knew; \`skerry up ${name}\` starts it`);
  return false;
}
