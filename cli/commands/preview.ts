import { checkBefore } from '../check/before.ts';
import { operate } from '../engine/engine.ts';
import { createMissingStack, prepareBackend } from '../engine/prepare.ts';
import { note, printJson } from '../output/note.ts';
import { requireSamePlace } from '../stack/require-same-place.ts';
import { openEngine, openStack } from '../stack/open.ts';

/** `skerry preview`: what `up` would change. */
export async function preview(name: string, options: { json?: true }): Promise<number> {
  const stack = openStack(name);
  const plan = await checkBefore(stack, { ports: false });
  if (!plan) return 1;
  requireSamePlace(stack, plan);
  const { engine } = await openEngine(stack, note);
  if (stack.local) await prepareBackend(engine, stack.stateFolder, note);
  const steps: { operation: string; type: string; urn: string; properties: string[] }[] = [];
  const result = await createMissingStack(engine, () =>
    operate(engine, {
      command: 'preview',
      flags: stack.local ? ['--refresh'] : [],
      quiet: options.json === true,
      onEvent: ({ resOutputsEvent }) => {
        const step = resOutputsEvent?.metadata;
        if (!step || step.op === 'same' || step.op === 'refresh') return;
        steps.push({ operation: step.op, type: step.type, urn: step.urn, properties: step.diffs ?? [] });
      },
    }),
  );
  if (options.json) printJson({ stack: name, changes: Object.fromEntries(result.changes), steps });
  return result.succeeded ? 0 : 1;
}
