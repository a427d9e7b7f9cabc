import type { BoxKind } from '../diagram.ts';
import type { Change } from '../diff/compare.ts';
import type { MeaningFacts } from '../meanings.ts';

/** Colours of one scheme. Text and lines stand out from what lies behind them by 4.5:1 or more, which a test holds. */
export interface Palette {
  background: string;
  region: string;
  box: string;
  border: string;
  text: string;
  muted: string;
  kinds: Record<Exclude<BoxKind, 'site' | 'region'>, string>;
  families: Record<MeaningFacts['family'], string>;
  changes: Record<Change, { line: string; box: string }>;
}

export const light: Palette = {
  background: '#ffffff',
  region: '#f3f5f8',
  box: '#ffffff',
  border: '#b6bec9',
  text: '#1b222c',
  muted: '#525d6b',
  kinds: {
    upstream: '#5b6675',
    clients: '#5b6675',
    group: '#4338ca',
    loadBalancer: '#a1330c',
    bucket: '#0f6a63',
    redis: '#86198f',
    cdn: '#0b5fb0',
  },
  families: {
    packages: '#1a5fb4',
    requests: '#5b6675',
    git: '#9a4a0c',
    queue: '#86198f',
    backup: '#0f6a63',
  },
  changes: {
    added: { line: '#1a7037', box: '#e9f9ee' },
    changed: { line: '#8a5a00', box: '#fff6df' },
    removed: { line: '#b3261e', box: '#fdeeed' },
  },
};

export const dark: Palette = {
  background: '#12161c',
  region: '#1a2029',
  box: '#232b36',
  border: '#4a5665',
  text: '#e8edf3',
  muted: '#a9b4c1',
  kinds: {
    upstream: '#9aa6b5',
    clients: '#9aa6b5',
    group: '#a5a8ff',
    loadBalancer: '#ff9d6e',
    bucket: '#4fd1c0',
    redis: '#e58bef',
    cdn: '#6cb4ff',
  },
  families: {
    packages: '#6cb4ff',
    requests: '#9aa6b5',
    git: '#f0a35e',
    queue: '#e58bef',
    backup: '#4fd1c0',
  },
  changes: {
    added: { line: '#5fd483', box: '#16301f' },
    changed: { line: '#f0bd4f', box: '#33290f' },
    removed: { line: '#ff8f87', box: '#391b1a' },
  },
};
