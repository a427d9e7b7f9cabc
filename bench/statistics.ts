export interface Summary {
  runs: number;
  median: number;
  min: number;
  max: number;
}

export function summarise(samples: readonly number[]): Summary {
  if (samples.length === 0) throw new Error('no samples to summarise');
  const sorted = [...samples].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  const median = sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
  return { runs: sorted.length, median, min: sorted[0]!, max: sorted.at(-1)! };
}

/**
 * Ratios of samples taken in turn (ours, floor, ours, floor …), pair by pair: a machine that grows slower in the
 * middle of the run slows both halves of a pair alike.
 */
export function pairwiseRatios(ours: readonly number[], floor: readonly number[]): number[] {
  if (ours.length !== floor.length) throw new Error(`unpaired samples: ${ours.length} and ${floor.length}`);
  return ours.map((value, index) => value / floor[index]!);
}
