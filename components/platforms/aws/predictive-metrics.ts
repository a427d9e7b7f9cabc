import type { GroupNode, Metric, Plan } from '../../../topology/plan/plan.ts';
import { groupName } from './group-name.ts';
import { metricPlace } from './metrics.ts';

/**
 * What a forecast is made of. The service knows the pair of load and utilisation for CPU; for metrics of our own the
 * load is the mean for each instance times their number, by its own count of them.
 */
export function forecastMetrics(plan: Plan, node: GroupNode, metric: Metric) {
  if (metric === 'cpu') {
    return { predefinedMetricPairSpecification: { predefinedMetricType: 'ASGCPUUtilization' } };
  }
  const name = groupName(plan, node);
  const mean = query('mean', metricPlace(plan, node, metric, name), false);
  const inService = {
    namespace: 'AWS/AutoScaling',
    metricName: 'GroupInServiceInstances',
    dimensions: { AutoScalingGroupName: name },
  };
  return {
    customizedLoadMetricSpecification: {
      metricDataQueries: [
        mean,
        query('instances', inService, false),
        { id: 'load', expression: 'mean * instances', returnData: true },
      ],
    },
    customizedScalingMetricSpecification: { metricDataQueries: [{ ...mean, returnData: true }] },
    customizedCapacityMetricSpecification: { metricDataQueries: [query('instances', inService, true)] },
  };
}

function query(id: string, place: ReturnType<typeof metricPlace>, returnData: boolean) {
  const dimensions = Object.entries(place.dimensions).map(([name, value]) => ({ name, value }));
  const metric = { namespace: place.namespace, metricName: place.metricName, dimensions };
  return { id, metricStat: { metric, stat: 'Average' }, returnData };
}
