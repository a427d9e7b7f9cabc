import { dimensionsOf } from '../../../services/metrics/reported.ts';
import type { GroupNode, Metric, Plan } from '../../../topology/plan/plan.ts';

/** Where CloudWatch keeps a metric, as each of its users wants it said. */
export interface MetricPlace {
  namespace: string;
  metricName: string;
  dimensions: Record<string, string>;
}

/** Of what instances report themselves, apart for each stack. */
export function metricNamespace(plan: Plan): string {
  return `Skerry/${plan.stack}`;
}

/** How an instance tells what it measures itself. */
export function metricsSettings(plan: Plan, region: string) {
  return {
    kind: 'cloudwatch',
    endpoint: `https://monitoring.${region}.amazonaws.com`,
    region,
    namespace: metricNamespace(plan),
  };
}

/** @param groupName the group's name at the cloud, by which it knows the load of its instances */
export function metricPlace(plan: Plan, node: GroupNode, metric: Metric, groupName: string): MetricPlace {
  if (metric === 'cpu') {
    return {
      namespace: 'AWS/EC2',
      metricName: 'CPUUtilization',
      dimensions: { AutoScalingGroupName: groupName },
    };
  }
  return {
    namespace: metricNamespace(plan),
    metricName: metric,
    dimensions: dimensionsOf({ metric }, node.id),
  };
}
