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
});
