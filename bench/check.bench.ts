import { join } from 'node:path';
import type { Measurement } from './goal.ts';
import { round } from './goal.ts';
import { pairwiseRatios, summarise } from './statistics.ts';
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
  const floor = summarise(samples.floor);
  return [
    {
      name: 'skerry check cn-prod',
      unit: 'ms',
      figure: summarise(samples.ours),
      goal: { most: 250 },
      notes: [
        `beside a bare node start: median ${round(floor.median)} ms (${round(floor.min)}–${round(floor.max)}), ` +
          `ratio ${round(summarise(pairwiseRatios(samples.ours, samples.floor)).median)}`,
      ],
    },
  ];
}
