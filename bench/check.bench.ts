import { join } from 'node:path';
import { besideBareNode } from './bare-node.ts';
import type { Measurement } from './goal.ts';
import { summarise } from './statistics.ts';
import { inTurn, timed } from './timing.ts';

const root = join(import.meta.dirname, '..');

/** `skerry check cn-prod` as a command, beside the least a command written in JavaScript can take: a bare Node start. */
export async function measure(): Promise<Measurement[]> {
  const milliseconds = async (command: string, args: string[]) =>
    (await timed(command, args, { cwd: root })).seconds * 1000;
  const samples = await inTurn(
    15,
    () => milliseconds(join(root, 'cli/bin/skerry'), ['check', 'cn-prod']),
    () => milliseconds(process.execPath, ['--eval', '']),
  );
  return [
    {
      name: 'skerry check cn-prod',
      unit: 'ms',
      figure: summarise(samples.ours),
      goal: { most: 250 },
      notes: [besideBareNode(samples, 'ms')],
    },
  ];
}
