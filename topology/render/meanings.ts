/** Which way data go: `out` from an arrow's `from` to its `to`, `in` the other way. */
export type Flow = 'out' | 'in' | 'both';

/** What an arrow means. `from` and `to` are those of the arrow. */
export interface MeaningFacts {
  /** Between the labels of `from` and `to`, a sentence. */
  verb: string;
  /** For the legend. */
  legend: string;
  /** Which way the data go, if an arrow says nothing else. */
  data: Flow;
  /**
   * Which of the two stands on the left. Drawings read from the upstream on the left to the clients on the right, as
   * packages travel: with `data: 'both'` this is a matter of layout alone.
   */
  left: 'from' | 'to';
  /** Those of a family look alike. */
  family: 'packages' | 'requests' | 'git' | 'queue' | 'backup';
}

export const meanings = {
  fetches: {
    verb: 'fetches from',
    legend: 'fetches: packages come from the upstream',
    data: 'in',
    left: 'to',
    family: 'packages',
  },
  publishes: {
    verb: 'publishes into',
    legend: 'publishes: packages go into the buckets',
    data: 'out',
    left: 'from',
    family: 'packages',
  },
  serves: {
    verb: 'serves from',
    legend: 'serves: root, change feed and status come from the bucket',
    data: 'in',
    left: 'to',
    family: 'packages',
  },
  queues: {
    verb: 'queues in',
    legend: 'queues: tasks and leases',
    data: 'both',
    left: 'from',
    family: 'queue',
  },
  hints: {
    verb: 'broadcasts through',
    legend: 'hints: broadcasts among instances',
    data: 'both',
    left: 'to',
    family: 'queue',
  },
  keeps: {
    verb: 'keeps repositories in',
    legend: 'keeps: repositories, written and read',
    data: 'both',
    left: 'to',
    family: 'git',
  },
  backup: {
    verb: 'is copied into',
    legend: 'backup: an append-only copy',
    data: 'out',
    left: 'from',
    family: 'backup',
  },
  balances: {
    verb: 'balances',
    legend: 'balances: answers of the instances',
    data: 'in',
    left: 'to',
    family: 'requests',
  },
  origin: {
    verb: 'fetches from its origin',
    legend: 'origin: the CDN edge fetches from it; fallbacks are dashed',
    data: 'in',
    left: 'to',
    family: 'requests',
  },
  asks: {
    verb: 'ask',
    legend: 'asks: what clients get, and push',
    data: 'in',
    left: 'to',
    family: 'requests',
  },
} as const satisfies Record<string, MeaningFacts>;

export type Meaning = keyof typeof meanings;

export const meaningFacts = (meaning: Meaning): MeaningFacts => meanings[meaning];
