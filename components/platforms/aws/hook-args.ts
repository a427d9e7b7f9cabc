import type { Input } from '@pulumi/pulumi';
import type { Hook } from '../../../topology/plan/plan.ts';

const TRANSITION: Record<Hook['on'], string> = {
  launch: 'autoscaling:EC2_INSTANCE_LAUNCHING',
  terminate: 'autoscaling:EC2_INSTANCE_TERMINATING',
};

/** The service takes the role to tell a topic. */
export const HOOK_TRUST = JSON.stringify({
  Version: '2012-10-17',
  Statement: [
    { Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: 'autoscaling.amazonaws.com' } },
  ],
});

export function hookPolicy(topicArns: readonly string[]): string {
  const statement = { Effect: 'Allow', Action: 'sns:Publish', Resource: topicArns };
  return JSON.stringify({ Version: '2012-10-17', Statement: [statement] });
}

/** @param told where the hook tells somebody: topic and role; both or none, or the provider sees a change for ever */
export function hookArgs(hook: Hook, told?: { topicArn: Input<string>; roleArn: Input<string> }) {
  return {
    name: hook.name,
    lifecycleTransition: TRANSITION[hook.on],
    heartbeatTimeout: hook.timeoutSeconds,
    defaultResult: hook.onTimeout === 'continue' ? 'CONTINUE' : 'ABANDON',
    ...(told && { notificationTargetArn: told.topicArn, roleArn: told.roleArn }),
  };
}
