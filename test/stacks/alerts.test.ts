import { beforeAll, describe, expect, test } from 'vitest';
import { Graph, nameOf } from '../support/engine/graph.ts';
import type { Registration } from '../support/engine/in-process.ts';
import { cloudStacks, registeredOf } from './support/cloud-stacks.ts';

/** What people are told without asking for more than to be told. */
describe.each(cloudStacks.filter(({ plan }) => plan.alerts))('$stack', ({ stack, plan }) => {
  const groups = plan.regions.flatMap((region) =>
    region.groups.map((group) => ({ ...group, platform: region.platform })),
  );
  let graph: Graph;
  beforeAll(async () => {
    const all: Registration[] = await registeredOf(stack);
    graph = new Graph(all);
  });

  test.each(groups)('$id tells when its max keeps it from growing', (group) => {
    if (group.platform === 'aws') {
      const alarm = graph
        .ofType('aws:cloudwatch/metricAlarm:MetricAlarm')
        .find((one) => nameOf(one) === `${group.id}/at-max`);
      // One that can't grow is always at its max.
      expect(alarm !== undefined).toBe(group.capacity.min !== group.capacity.max);
      return;
    }
    const { notificationArn, notificationTypes } = graph.inputs(
      'alicloud:ess/notification:Notification',
      `${group.id}/alerts`,
    );
    expect(notificationTypes).toContain('AUTOSCALING:SCALE_REJECT');
    const topic = graph.inputs('alicloud:message/serviceTopic:ServiceTopic', `${group.region}/alerts`);
    expect(notificationArn).toMatch(new RegExp(`:${group.region}:\\d+:topic/${String(topic['topicName'])}$`));
  });

  const syncs = groups.filter(({ workload }) => workload === 'mirror-sync');
  const lagging = syncs.flatMap((sync) => sync.buckets.map((bucket) => ({ ...sync, bucket })));

  test.each(lagging)('$bucket alarms where it is stale, and where nobody tells of it', (sync) => {
    const name = `${sync.id}/freshness/${sync.bucket}`;
    const bound = plan.alerts!.freshnessSeconds;
    if (sync.platform === 'aws') {
      expect(graph.inputs('aws:cloudwatch/metricAlarm:MetricAlarm', name)).toMatchObject({
        threshold: bound,
        treatMissingData: 'breaching',
      });
      return;
    }
    const stale = graph.inputs('alicloud:cms/alarm:Alarm', name);
    expect(stale['escalationsCritical']).toMatchObject({ comparisonOperator: '>', threshold: String(bound) });
    const silent = graph.inputs(
      'alicloud:cloudmonitor/serviceMetricAlarmRule:ServiceMetricAlarmRule',
      `${sync.id}/silence/${sync.bucket}`,
    );
    expect(silent).toMatchObject({
      noDataPolicy: 'INSUFFICIENT_DATA',
      namespace: stale['project'],
      metricName: stale['metric'],
      resources: stale['metricDimensions'],
      targets: stale['targets'],
      contactGroups: (stale['contactGroups'] as string[])[0],
    });
  });
});
