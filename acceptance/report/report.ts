import type { Caps } from '../caps.ts';
import type { Estimate } from '../price/estimate.ts';

/** What a run does, in this order; `down` and `verify` also where another has failed. */
const STEPS = ['estimate', 'up', 'healthy', 'install', 'tweak', 'kill', 'down', 'verify'] as const;
export type StepName = (typeof STEPS)[number];

export interface StepRecord {
  name: StepName;
  state: 'waiting' | 'running' | 'passed' | 'failed' | 'left out';
  began?: string;
  seconds?: number;
  /** What was found, in sentences. */
  facts: string[];
  /** Why it failed, or was left out. */
  reason?: string;
}

/** A run, as it is written to a file before and after each of its steps. */
export interface Report {
  version: 1;
  /** Name of its stack, and the value of the tag `skerry:stack` on all that it makes. */
  run: string;
  /** The stack that it tries. */
  stack: string;
  /** Folder of the clone. */
  clone: string;
  by: Runner;
  began: string;
  ended?: string;
  /** `unknown`: it has made something, or was about to, and nobody has seen that all of it is gone. */
  left: 'nothing' | 'unknown';
  caps: Caps;
  /** How the tried stack differs from the one that was named. */
  changes: string[];
  estimate?: Estimate;
  steps: StepRecord[];
}

/** A process: a pid alone names nobody for ever. */
export interface Runner {
  host: string;
  pid: number;
  startTicks: number;
}

export function newReport(
  facts: Pick<Report, 'run' | 'stack' | 'clone' | 'by' | 'caps' | 'changes'>,
  now: Date,
): Report {
  const steps = STEPS.map((name): StepRecord => ({ name, state: 'waiting', facts: [] }));
  return { version: 1, ...facts, began: now.toISOString(), left: 'nothing', steps };
}

/** A step begins. From `up` on there may be something in the cloud that has to go. */
export function begin(report: Report, name: StepName, now: Date): Report {
  const left = name === 'up' ? 'unknown' : report.left;
  // A clean-up repeats steps: what they have told before is over.
  const begun: StepRecord = { name, state: 'running', began: now.toISOString(), facts: [] };
  const steps = report.steps.map((step) => (step.name === name ? begun : step));
  return { ...report, steps, left };
}

export type Outcome = { state: 'passed'; facts: string[] } | { state: 'failed' | 'left out'; reason: string };

/** A step ends. After `verify` has passed nothing is left. */
export function end(report: Report, name: StepName, outcome: Outcome, now: Date): Report {
  const began = stepOf(report, name).began;
  const seconds = began === undefined ? {} : { seconds: (now.getTime() - Date.parse(began)) / 1000 };
  const left = name === 'verify' && outcome.state === 'passed' ? 'nothing' : report.left;
  return { ...change(report, name, { ...outcome, ...seconds }), left };
}

/** Nothing more will be done. */
export function finish(report: Report, now: Date): Report {
  return { ...report, ended: now.toISOString() };
}

export function stepOf({ steps }: Report, name: StepName): StepRecord {
  const step = steps.find((each) => each.name === name);
  if (!step) throw new Error(`the report has no step ${name}`);
  return step;
}

function change(report: Report, name: StepName, changes: Partial<StepRecord>): Report {
  return {
    ...report,
    steps: report.steps.map((step) => (step.name === name ? { ...step, ...changes } : step)),
  };
}

export type Verdict = 'running' | 'passed' | 'failed';

/** Passed is what has passed in every step that could be tried. */
export function verdictOf({ ended, steps, left }: Report): Verdict {
  if (ended === undefined) return 'running';
  const passed = steps.every(({ state }) => state === 'passed' || state === 'left out');
  return passed && left === 'nothing' && steps.some(({ name, state }) => name === 'up' && state === 'passed')
    ? 'passed'
    : 'failed';
}

/** 0: passed; 1: refused, or a step failed, and nothing is left; 2: something may be left. */
export function exitCodeOf(report: Report): 0 | 1 | 2 {
  if (report.left !== 'nothing') return 2;
  return verdictOf(report) === 'passed' ? 0 : 1;
}
