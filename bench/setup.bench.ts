import { join } from 'node:path';
import { besideBareNode } from './bare-node.ts';
import type { Measurement } from './goal.ts';
import { summarise } from './statistics.ts';
import { inTurn, timed } from './timing.ts';

const root = join(import.meta.dirname, '..');

/** Set-up where nothing is missing, as it goes before every `npm start`, beside a bare Node start. */
export async function measure(): Promise<Measurement[]> {
  const seconds = async (args: string[]) => (await timed(process.execPath, args, { cwd: root })).seconds;
  const samples = await inTurn(
    7,
    () => seconds([join(root, 'setup/bootstrap.mjs')]),
    () => seconds(['--eval', '0']),
  );
  return [
    {
      name: 'set-up with nothing missing',
      unit: 's',
      figure: summarise(samples.ours),
      goal: { most: 2 },
      notes: [besideBareNode(samples, 's')],
    },
  ];
}
