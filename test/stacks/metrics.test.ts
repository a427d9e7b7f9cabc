import { beforeAll, describe, expect, test } from 'vitest';
import { cloudMonitorName, REPORTED, type ReportedMetric } from '../../services/metrics/reported.ts';
import { Graph, nameOf } from '../support/engine/graph.ts';
import type { Registration } from '../support/engine/in-process.ts';
import { unwrap } from '../support/standin-provider/values.ts';
import { cloudStacks, registeredOf } from './support/cloud-stacks.ts';

/** A metric that somebody looks at: by its store's name, with the one dimension that tells whose it is. */
interface Asked {
  by: string;
  store: string;
  metric: string;
  dimension: string;
  value: string;
}

type Inputs = Record<string, unknown>;

/** What the clouds measure by themselves; everything else has to be told by an instance. */
const NATIVE = /^(AWS\/|acs_(slb_dashboard|nlb)$)/;

function asked(all: Registration[]): Asked[] {
  return all.flatMap((one): Asked[] => {
    const inputs = unwrap(one.inputs) as Inputs;
    const of = (store: unknown, metric: unknown, dimensions: Inputs): Asked[] => {
      const [[dimension = '', value = ''] = []] = Object.entries(dimensions);
      return [{ by: one.urn, store: String(store), metric: String(metric), dimension, value: String(value) }];
    };
    switch (one.type) {
      case 'aws:cloudwatch/metricAlarm:MetricAlarm': {
        const { metricName, namespace, dimensions } = inputs;
        return metricName === undefined ? [] : of(namespace, metricName, dimensions as Inputs);
      }
      case 'aws:autoscaling/policy:Policy': {
        const { targetTrackingConfiguration } = inputs as { targetTrackingConfiguration?: Inputs };
        const custom = targetTrackingConfiguration?.['customizedMetricSpecification'] as Inputs | undefined;
        if (!custom) return [];
        const [dimension] = custom['metricDimensions'] as { name: string; value: string }[];
        return of(custom['namespace'], custom['metricName'], { [dimension!.name]: dimension!.value });
      }
      case 'alicloud:cms/alarm:Alarm':
      case 'alicloud:cloudmonitor/serviceMetricAlarmRule:ServiceMetricAlarmRule': {
        const { metricDimensions, resources = metricDimensions, metric, metricName = metric } = inputs;
        const [{ groupId, dimension, ...rest } = {}] = JSON.parse(String(resources)) as Record<
          string,
          string
        >[];
        const [name = '', value = ''] = dimension?.split('=') ?? [];
        return of(
          groupId ?? inputs['project'],
          metricName,
          dimension === undefined ? rest : { [name]: value },
        );
      }
      case 'alicloud:ess/alarm:Alarm': {
        if (inputs['metricType'] !== 'custom') return [];
        return of(inputs['cloudMonitorGroupId'], inputs['metricName'], inputs['dimensions'] as Inputs);
      }
      case 'alicloud:ess/scalingRule:ScalingRule': {
        const [metric] = (inputs['hybridMetrics'] ?? []) as Inputs[];
        if (!metric) return [];
        const [dimension] = metric['dimensions'] as { dimensionKey: string; dimensionValue: string }[];
        return of(inputs['hybridMonitorNamespace'], metric['metricName'], {
          [dimension!.dimensionKey]: dimension!.dimensionValue,
        });
      }
      default:
        return [];
    }
  });
}

/** Where the instances of each group tell what they measure, by the group's id. */
function tellingOf(all: Registration[]): Map<string, Record<string, string>> {
  const starting = /:(LaunchTemplate|ScalingConfiguration)$/;
  return new Map(
    all
      .filter(({ type }) => starting.test(type))
      .map((one) => {
        const text = Buffer.from(String(unwrap(one.inputs['userData'])), 'base64').toString();
        const settings = /"content":"((?:[^"\\]|\\.)*)"[^}]*?/g;
        const found = [...text.matchAll(settings)]
          .map(([, content]) => JSON.parse(`"${content}"`) as string)
          .find((content) => content.startsWith('{"metadata"'));
        const { instance } = JSON.parse(found ?? '{}') as { instance?: { metrics?: Record<string, string> } };
        return [nameOf(one), instance?.metrics ?? {}];
      }),
  );
}

describe.each(cloudStacks)('$stack', ({ stack, plan }) => {
  const groups = plan.regions.flatMap((region) => region.groups);
  let all: Registration[];
  beforeAll(async () => {
    all = await registeredOf(stack);
  });

  test('asks for no metric that its cloud does not measure and no instance tells, where it is told', () => {
    const telling = tellingOf(all);
    const own = asked(all).filter(({ store }) => !NATIVE.test(store));
    expect(own.length).toBeGreaterThan(0);
    for (const { by, store, metric, dimension, value } of own) {
      const name = (Object.keys(REPORTED) as ReportedMetric[]).find((one) =>
        [one, cloudMonitorName(one)].includes(metric),
      );
      expect(name, `${by} asks for ${metric}`).toBeDefined();
      const { of, by: workloads } = REPORTED[name!];
      expect(dimension, by).toBe(of);
      const teller = groups.filter(
        ({ id, workload, buckets }) =>
          (workloads as readonly string[]).includes(workload) &&
          (of === 'group' ? id === value : buckets.includes(value)) &&
          Object.values(telling.get(id) ?? {}).includes(store),
      );
      expect(teller, `${by} asks in ${store} for ${metric} of ${value}`).not.toEqual([]);
    }
  });

  test('lets those instances tell, and no others', () => {
    const graph = new Graph(all);
    for (const { id } of groups) {
      const policy =
        graph.ofType('alicloud:ram/policy:Policy').find((one) => nameOf(one) === id) ??
        graph.ofType('aws:iam/rolePolicy:RolePolicy').find((one) => nameOf(one) === id)!;
      const text = String(policy.inputs?.['policyDocument'] ?? policy.inputs?.['policy']);
      const { namespace, monitorGroupId, kind } = tellingOf(all).get(id) ?? {};
      const isAws = kind === 'cloudwatch';
      expect(text.includes('cloudwatch:PutMetricData'), id).toBe(isAws);
      expect(text.includes('cms:PutHybridMonitorMetricData'), id).toBe(!isAws && namespace !== undefined);
      expect(text.includes('cms:PutCustomMetric'), id).toBe(monitorGroupId !== undefined);
    }
  });
});
