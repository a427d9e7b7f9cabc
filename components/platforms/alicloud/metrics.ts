import type { GroupNode, Metric, Plan } from '../../../topology/plan/plan.ts';
import { cloudName } from '../../names.ts';

/** The one metric that the cloud measures itself; instances report the others. */
export const CPU: Metric = 'cpu';
export const CPU_NATIVE = 'CpuUtilization';

/** Where a region's instances report metrics that rules track; unique in the account. */
export function metricNamespace(stack: string, region: string): string {
  return cloudName(stack, region, 64);
}

/** As instances report it: neither store of CloudMonitor takes a hyphen. */
export function metricName(metric: Metric | 'queue-age' | 'freshness'): string {
  return metric.replaceAll('-', '_');
}

/**
 * Where a group's rules look for metrics that instances report. Rules that track one read the region's namespace (Hybrid
 * Cloud Monitoring); alarms of step and simple rules know only the older custom metrics, of an application group.
 */
export function metricStores({ rules }: Pick<GroupNode, 'rules'>): { namespace: boolean; custom: boolean } {
  const own = rules.filter(({ metric }) => metric !== CPU);
  return {
    namespace: own.some(({ kind }) => kind === 'track'),
    custom: own.some(({ kind }) => kind === 'step' || kind === 'simple'),
  };
}

/** Name of the region's application group. */
export function monitorGroupName(plan: Plan, region: string): string {
  return cloudName(plan.stack, region, 30);
}
