import { round } from './goal.ts';
import { pairwiseRatios, summarise } from './statistics.ts';

/** Tells of the floor of every command written in JavaScript: a Node that starts and does nothing. */
export function besideBareNode({ ours, floor }: { ours: number[]; floor: number[] }, unit: string): string {
  const { median, min, max } = summarise(floor);
  return (
    `beside a bare node start: median ${round(median)} ${unit} (${round(min)}–${round(max)}), ` +
    `ratio ${round(summarise(pairwiseRatios(ours, floor)).median)}`
  );
}
