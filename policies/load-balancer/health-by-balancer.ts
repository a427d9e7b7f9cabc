import type { StackPolicy } from '../policy.ts';
import { is } from '../stack.ts';
import { listed } from '../values.ts';

export const healthByBalancer: StackPolicy = {
  id: 'lb/group-asks-its-balancer',
  severity: 'medium',
  summary: 'A group behind a load balancer takes its word on which instances are healthy.',
  why: 'Else an instance that hangs stays for ever: the balancer sends it nothing, and the group does not replace it.',
  remediation: 'On AWS healthCheckType ELB, on Alibaba Cloud LOAD_BALANCER.',
  source: 'AWS FSBP AutoScaling.1; infraguard ess-group-health-check, which a check of any kind satisfies',
  types: ['aws:autoscaling/group:Group', 'alicloud:ess/scalingGroup:ScalingGroup'],
  judge: (group, stack) => {
    if (is('aws:autoscaling/group:Group', group)) {
      const { healthCheckType, targetGroupArns } = group.properties;
      return listed(targetGroupArns).length > 0 && healthCheckType !== 'ELB' && wrong(healthCheckType);
    }
    if (!is('alicloud:ess/scalingGroup:ScalingGroup', group)) return undefined;
    const attached = [
      ...stack.referring(
        'alicloud:ess/scalingGroupVServerGroups:ScalingGroupVServerGroups',
        'scalingGroupId',
        group,
      ),
      ...stack.referring('alicloud:ess/serverGroupAttachment:ServerGroupAttachment', 'scalingGroupId', group),
    ];
    const { healthCheckType, healthCheckTypes } = group.properties;
    const types = [...listed(healthCheckTypes), ...(healthCheckType === undefined ? [] : [healthCheckType])];
    return attached.length > 0 && !types.includes('LOAD_BALANCER') && wrong(types.join(', '));
  },
};

const wrong = (type = 'nothing'): string =>
  `stands behind a load balancer and asks ${type === '' ? 'nothing' : type} for its instances’ health`;
