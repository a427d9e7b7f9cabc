import type { Pointer } from '../diagnostics/diagnostic.ts';

/**
 * A rule that moves a group's desired capacity. `name` is unique in its group and derives from what the rule is (the
 * metric and the kind), never from its numbers: a changed threshold updates the rule in place.
 */
export type ScalingRule = TrackRule | StepRule | SimpleRule | PredictRule;

/**
 * `cpu`: mean CPU of the instances in percent, which the clouds know by themselves; the others are reported by the
 * instances, as `<metric>` with the dimension `group` = the group's id.
 */
export type Metric = 'cpu' | 'backlog-per-instance' | 'connections-per-instance';

interface Rule {
  name: string;
  metric: Metric;
  origin: Pointer;
}

/** Holds the metric at `target`. Named as its metric. */
export interface TrackRule extends Rule {
  kind: 'track';
  /** In the metric's unit, above 0. */
  target: number;
  /** Whether it takes instances away, too. */
  scaleIn: boolean;
  /** Seconds until a new instance counts in the metric. */
  warmUpSeconds: number;
}

/** One alarm, and further steps from its threshold on. Named `<metric>-step-above` or `-below`. */
export interface StepRule extends Rule {
  kind: 'step';
  alarm: Alarm;
  warmUpSeconds: number;
  unit: ChangeUnit;
  /** With unit `percent`: fewest instances that a step is about. */
  atLeast?: number;
  /** Away from the threshold outwards, without gaps: the first begins at it, the last is open. */
  steps: Step[];
}

/**
 * A range of the metric **relative to the alarm's threshold**, as both clouds want it: with `above`, `from` 0 or more
 * (inclusive) and `to` (exclusive; absent in the last); with `below`, both are 0 or less, `to` inclusive and `from`
 * (exclusive) absent in the last.
 */
export interface Step {
  from?: number;
  to?: number;
  /** In the rule's unit; negative takes instances away. */
  change: number;
}

/** One change, then nothing for the cooldown. Named `<metric>-simple-above` or `-below`. */
export interface SimpleRule extends Rule {
  kind: 'simple';
  alarm: Alarm;
  unit: ChangeUnit;
  change: number;
  atLeast?: number;
  cooldownSeconds: number;
}

/** `instances`: so many more or fewer; `percent`: of those that run; `total`: this is the new number. */
export type ChangeUnit = 'instances' | 'percent' | 'total';

export interface Alarm {
  /** `above`: the mean is at the threshold or more; `below`: at it or less. */
  when: 'above' | 'below';
  threshold: number;
  /** Whole minutes in a row in which it must be so, each a period of 60 s. */
  minutes: number;
}

/** Starts instances before the forecast load. Named `<metric>-predict`. It never takes instances away. */
export interface PredictRule extends Rule {
  kind: 'predict';
  target: number;
  /** `forecast`: only tells what it would do. */
  mode: 'forecast' | 'scale';
  /** Absent: max holds. Else a forecast may raise max, and by so many percent (0–100) beyond the forecast. */
  maxBuffer?: number;
  /** Seconds before the forecast load, a multiple of 60. */
  aheadSeconds: number;
}
