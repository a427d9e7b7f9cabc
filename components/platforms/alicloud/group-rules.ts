import { Alarm } from '@pulumi/alicloud/ess/alarm.js';
import type { ScalingGroup } from '@pulumi/alicloud/ess/scalingGroup.js';
import { ScalingRule } from '@pulumi/alicloud/ess/scalingRule.js';
import { ScheduledTask } from '@pulumi/alicloud/ess/scheduledTask.js';
import type { ComponentResource, Input } from '@pulumi/pulumi';
import type { GroupNode } from '../../../topology/plan/plan.ts';
import { type AlicloudContext, within } from './context.ts';
import { ruleAlarmArgs } from './rule-alarm-args.ts';
import { scalingRuleArgs } from './scaling-rule-args.ts';
import { scheduledTasks } from './scheduled-task-args.ts';

/** What moves a group's capacity: rules, the alarms that set them off, and schedules. */
export function createRules(
  context: AlicloudContext,
  node: GroupNode,
  group: ScalingGroup,
  monitorGroupId: Input<number> | undefined,
  parent: ComponentResource,
): void {
  const { plan } = context;
  const options = within(context, parent);
  for (const rule of node.rules) {
    const name = `${node.id}/${rule.name}`;
    const made = new ScalingRule(name, scalingRuleArgs(plan, node, rule, group.id), options);
    if (rule.kind !== 'step' && rule.kind !== 'simple') continue;
    const ground = {
      scalingGroupId: group.id,
      ruleAri: made.ari,
      ...(monitorGroupId !== undefined && { monitorGroupId }),
    };
    new Alarm(name, ruleAlarmArgs(plan, node, rule, ground), options);
  }
  for (const { key, args } of scheduledTasks(plan, node, group.id)) {
    new ScheduledTask(`${node.id}/${key}`, args, options);
  }
}
