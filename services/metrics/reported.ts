/** What instances tell their cloud of themselves, beside what it measures: rules and alarms ask for these names. */
export const REPORTED = {
  /** Seconds for which the task that waits longest could have been begun. */
  'queue-age': { of: 'group', unit: 'Seconds', by: ['mirror-sync'] },
  /** Seconds since a serving bucket was last known to have all that the upstream has; until it first has, since it is filled. */
  freshness: { of: 'bucket', unit: 'Seconds', by: ['mirror-sync'] },
  /** Tasks that wait or are worked on, for each instance of the group. */
  'backlog-per-instance': { of: 'group', unit: 'Count', by: ['mirror-sync'] },
  /** Connections to the workload's port; by the agent, whatever the workload. */
  'connections-per-instance': { of: 'group', unit: 'Count', by: ['mirror-sync', 'mirror-serve', 'git'] },
} as const satisfies Record<string, Reported>;

interface Reported {
  /** The one dimension: the id of the group that reports, or of the bucket that is told of. */
  of: 'group' | 'bucket';
  unit: 'Seconds' | 'Count';
  /** Workloads whose instances report it. */
  by: readonly string[];
}

export type ReportedMetric = keyof typeof REPORTED;

/** One value of now. */
export interface Sample {
  metric: ReportedMetric;
  value: number;
  /** Id of the bucket, where the metric is of one. */
  bucket?: string;
}

/** @param group id of the group that reports */
export function dimensionsOf({ metric, bucket = '' }: Omit<Sample, 'value'>, group: string) {
  const { of } = REPORTED[metric];
  return { [of]: of === 'bucket' ? bucket : group };
}

/** Neither store of Alibaba's CloudMonitor takes a hyphen. */
export function cloudMonitorName(metric: string): string {
  return metric.replaceAll('-', '_');
}
