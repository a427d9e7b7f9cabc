import { describe, expect, test } from 'vitest';
import {
  alertsTopic,
  contactArgs,
  mirrorAlarms,
  unhealthyAlarm,
  webhookArgs,
} from '../../../../components/platforms/alicloud/alert-args.ts';
import type { Alerts } from '../../../../topology/plan/plan.ts';
import { promiseOf } from '../../support/promise-of.ts';
import { balancerOf, groupOf, planOf } from '../../support/plans.ts';

const plan = planOf('cn-prod');
const alerts: Alerts = {
  origin: '',
  webhook: 'alertWebhook',
  emails: [],
  queueAgeSeconds: 900,
  freshnessSeconds: 600,
  atMaxSeconds: 900,
};
const ground = { contactGroup: 'people', topic: 'cn-prod-alerts' };

test.each([
  ['clb', 'cn-hangzhou/serve', 'acs_slb_dashboard', 'UnhealthyServerCount'],
  ['nlb', 'cn-hangzhou/git', 'acs_nlb', 'ListenerUnhealthyServerCount'],
])(
  'instances of a %s that fail their checks for three minutes set off an alarm',
  async (_, id, project, metric) => {
    const args = unhealthyAlarm(plan, balancerOf(plan, id), 'lb-1', ground);
    expect(args).toMatchObject({
      project,
      metric,
      period: 60,
      escalationsCritical: { comparisonOperator: '>', threshold: '0', times: 3 },
      contactGroups: ['people'],
      tags: { 'skerry:stack': 'cn-prod', 'skerry:region': 'cn-hangzhou' },
    });
    expect(await promiseOf(args.metricDimensions)).toBe('[{"instanceId":"lb-1"}]');
    const [target] = args.targets as { arn: string }[];
    expect(await promiseOf(target?.arn)).toBe(
      'acs:mns:cn-hangzhou:1234567890123456:/topics/cn-prod-alerts/message',
    );
  },
);

test('a queue that waits and each bucket that lags set off alarms at the times of the file', async () => {
  const sync = groupOf(plan, 'cn-hongkong/mirror-sync');
  const alarms = mirrorAlarms(plan, sync, alerts, '7', ground);
  const told = await Promise.all(
    alarms.map(async ({ key, args }) => [
      key,
      args.metric,
      await promiseOf(args.metricDimensions),
      (args.escalationsCritical as { threshold: string }).threshold,
    ]),
  );
  expect(told).toEqual([
    ['queue-age', 'queue_age', '[{"groupId":"7","dimension":"group=cn-hongkong/mirror-sync"}]', '900'],
    [
      'freshness/cn-hangzhou/mirror',
      'freshness',
      '[{"groupId":"7","dimension":"bucket=cn-hangzhou/mirror"}]',
      '600',
    ],
    [
      'freshness/cn-beijing/mirror',
      'freshness',
      '[{"groupId":"7","dimension":"bucket=cn-beijing/mirror"}]',
      '600',
    ],
  ]);
  for (const { args } of alarms) expect(args.project).toBe('acs_customMetric_1234567890123456');
});

describe('the topic of alarms', () => {
  test("is the stack's own, one a region, or the one that exists", () => {
    expect(alertsTopic(plan, 'cn-beijing')).toBe('cn-prod-cn-beijing-alerts');
    expect(alertsTopic({ ...plan, alerts: { ...alerts, topic: 'topic/ops' } }, 'cn-beijing')).toBe('ops');
  });

  test('posts to the webhook, and people are told by mail', () => {
    expect(webhookArgs('t', 'https://example.cn/hook')).toMatchObject({
      pushType: 'http',
      endpoint: 'https://example.cn/hook',
    });
    expect(contactArgs(plan, 'ops@example.cn')).toMatchObject({ channelsMail: 'ops@example.cn' });
  });
});
