import { cloudMonitorName, type ReportedMetric } from '../../../services/metrics/reported.ts';
import type { GroupNode, Metric, Plan } from '../../../topology/plan/plan.ts';
import { cloudName } from '../../names.ts';

/** The one metric that the cloud measures itself; instances report the others. */
export const CPU: Metric = 'cpu';
export const CPU_NATIVE = 'CpuUtilization';

/** Where a region's instances report metrics that rules track; unique in the account. */
export function metricNamespace(stack: string, region: string): string {
  return cloudName(stack, region, 64);
}

/** As instances report it. */
export function metricName(metric: Metric | ReportedMetric): string {
  return cloudMonitorName(metric);
}

/** Whether anybody looks for what a group's instances measure themselves, and where. */
export function lookedInto(plan: Plan, node: GroupNode): { namespace: boolean; custom: boolean } {
  const { namespace, custom } = metricStores(node);
  return { namespace, custom: custom || (plan.alerts !== undefined && node.workload === 'mirror-sync') };
}

/** How an instance tells it; absent where nobody looks. */
export function metricsSettings(plan: Plan, node: GroupNode, monitorGroupId: string | undefined) {
  const { namespace, custom } = lookedInto(plan, node);
  if (!namespace && !custom) return undefined;
  return {
    kind: 'cloudmonitor',
    endpoint: `https://cms-vpc.${node.region}.aliyuncs.com`,
    region: node.region,
    ...(namespace && { namespace: metricNamespace(plan.stack, node.region) }),
    ...(custom && monitorGroupId !== undefined && { monitorGroupId }),
  };
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
