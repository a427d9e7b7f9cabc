import type { BucketNode, GroupNode, Plan } from '../../../topology/plan/plan.ts';
import { type BucketAccess, bucketAccess } from '../../bucket-access.ts';
import { accountOf, bucketNode } from '../../lookup.ts';
import { bucketName, bucketResource } from './bucket-args.ts';
import { lookedInto } from './metrics.ts';
import { instanceSecrets, parameterResources } from './secret-names.ts';

const OBJECT_ACTIONS: Record<BucketAccess['level'], string[]> = {
  read: ['oss:GetObject'],
  write: ['oss:GetObject', 'oss:PutObject', 'oss:DeleteObject', 'oss:AbortMultipartUpload', 'oss:ListParts'],
};

/** Instances of ECS may take the role; there are no keys to leak. */
export const INSTANCE_TRUST = JSON.stringify({
  Version: '1',
  Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: ['ecs.aliyuncs.com'] } }],
});

/** What a group's instances may do: their buckets, their secrets, and what concerns their own group's life. */
export function accessPolicy(plan: Plan, group: GroupNode, scalingGroupId: string): string {
  return JSON.stringify({
    Version: '1',
    Statement: [
      ...bucketStatements(plan, bucketAccess(group)),
      ...secretStatements(plan, group),
      lifeStatement(plan, group, scalingGroupId),
      ...metricStatements(plan, group),
    ],
  });
}

/** What a writer from another cloud may do: the same as one from here. */
export function writerPolicy(plan: Plan, buckets: readonly BucketNode[]): string {
  const accesses = buckets.map(({ id }) => ({ bucket: id, level: 'write' as const }));
  return JSON.stringify({ Version: '1', Statement: bucketStatements(plan, accesses) });
}

function bucketStatements(plan: Plan, accesses: readonly BucketAccess[]) {
  return accesses.flatMap(({ bucket, level }) => {
    const node = bucketNode(plan, bucket);
    const resource = bucketResource(plan, node.region, bucketName(plan, node));
    return [
      allow(['oss:ListObjects', 'oss:GetBucketInfo'], [resource]),
      allow(OBJECT_ACTIONS[level], [`${resource}/*`]),
    ];
  });
}

function secretStatements(plan: Plan, group: GroupNode) {
  const resources = instanceSecrets(plan, group).map((secret) =>
    parameterResources(plan, group.region, secret),
  );
  if (resources.length === 0) return [];
  return [
    allow(
      ['oos:GetSecretParameter'],
      resources.map(({ oos }) => oos),
    ),
    allow(
      ['kms:GetSecretValue'],
      resources.map(({ kms }) => kms),
    ),
  ];
}

/** Its hooks are completed by the instance itself, which has to look for them first. */
function lifeStatement(plan: Plan, { region }: GroupNode, scalingGroupId: string) {
  const { id } = accountOf(plan, 'alicloud');
  return allow(
    [
      'ess:DescribeScalingInstances',
      'ess:DescribeScalingActivities',
      'ess:DescribeLifecycleActions',
      'ess:CompleteLifecycleAction',
    ],
    [`acs:ess:${region}:${id}:scalinggroup/${scalingGroupId}`],
  );
}

/** CloudMonitor knows no resources that values could be put into. */
function metricStatements(plan: Plan, group: GroupNode) {
  const { namespace, custom } = lookedInto(plan, group);
  const actions = [
    ...(custom ? ['cms:PutCustomMetric'] : []),
    ...(namespace ? ['cms:PutHybridMonitorMetricData'] : []),
  ];
  return actions.length === 0 ? [] : [allow(actions, ['*'])];
}

const allow = (Action: string[], Resource: string[]) => ({ Effect: 'Allow', Action, Resource });
