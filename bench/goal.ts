import type { Summary } from './statistics.ts';

/** What a benchmark reports: one figure, held against its goal. */
export interface Measurement {
  name: string;
  unit: string;
  figure: Summary;
  /** The figure must stay at or below `most`, or at or above `least`. */
  goal: { most: number } | { least: number };
  /** What it was measured beside, and other figures worth reading. */
  notes: string[];
}

export function isMet({ figure, goal }: Measurement): boolean {
  return 'most' in goal ? figure.median <= goal.most : figure.median >= goal.least;
}

export function formatMeasurement(measurement: Measurement): string {
  const { name, unit, figure, goal, notes } = measurement;
  const wanted = 'most' in goal ? `at most ${goal.most}` : `at least ${goal.least}`;
  const head = `${isMet(measurement) ? 'ok    ' : 'MISSED'} ${name}: median ${round(figure.median)} ${unit}`;
  const spread = `${round(figure.min)}–${round(figure.max)}, ${figure.runs} run${figure.runs === 1 ? '' : 's'}`;
  return [`${head} (${spread}); goal: ${wanted}`, ...notes.map((note) => `         ${note}`)].join('\n');
}

export function round(value: number): string {
  return Math.abs(value) >= 100
    ? value.toFixed(0)
    : Math.abs(value) >= 10
      ? value.toFixed(1)
      : value.toFixed(2);
}
