import { alone, ref, resource, UNKNOWN, type CaseResource, type Cases, type Scene } from '../support/case.ts';
import { ASG, asg, ESS, ess, LOCAL, local } from './scaling-groups.ts';

/** A group that something moves. */
const moved = (it: CaseResource, mover: CaseResource): Scene => ({ it, mover });

const asgRule = (inputs: Record<string, unknown> = {}) =>
  resource('aws:autoscaling/policy:Policy', {
    autoscalingGroupName: ref('it', 'name'),
    policyType: 'TargetTrackingScaling',
    ...inputs,
  });
const essRule = resource('alicloud:ess/scalingRule:ScalingRule', {
  scalingGroupId: ref('it'),
  scalingRuleType: 'TargetTrackingScalingRule',
  metricName: 'CpuUtilization',
  targetValue: 60,
});
const LEFT = { ignoreChanges: ['desiredCapacity'] };

const hook = (group: string) =>
  resource('aws:autoscaling/lifecycleHook:LifecycleHook', {
    autoscalingGroupName: ref(group, 'name'),
    name: 'boot',
    lifecycleTransition: 'autoscaling:EC2_INSTANCE_LAUNCHING',
  });
const initial = { name: 'boot', lifecycleTransition: 'autoscaling:EC2_INSTANCE_LAUNCHING' };
const essHook = resource('alicloud:ess/lifecycleHook:LifecycleHook', {
  scalingGroupId: ref('group'),
  name: 'boot',
  lifecycleTransition: 'SCALE_OUT',
});
const configuration = (more: Record<string, unknown> = {}) =>
  resource('alicloud:ess/scalingConfiguration:ScalingConfiguration', {
    scalingGroupId: ref('group'),
    enable: true,
    ...more,
  });

export const capacityCases: Cases = {
  'capacity/bounds-in-order': {
    aws: {
      violating: alone(ASG, asg({ minSize: 5, maxSize: 3 })),
      conforming: alone(ASG, asg({ minSize: 3, maxSize: 3 }), asg({ minSize: 5, maxSize: UNKNOWN })),
    },
    alicloud: {
      violating: alone(ESS, ess({ minSize: 5, maxSize: 3 })),
      conforming: alone(ESS, ess({ minSize: 3, maxSize: 3 }), ess({ minSize: UNKNOWN, maxSize: 3 })),
    },
    local: {
      violating: alone(LOCAL, local({ min: 5, max: 3 })),
      conforming: alone(LOCAL, local({ min: 2, max: 3 })),
    },
  },
  'capacity/room-to-run': {
    aws: {
      violating: alone(ASG, asg({ minSize: 0, maxSize: 0 })),
      conforming: alone(ASG, asg({ minSize: 0, maxSize: 1 })),
    },
    alicloud: {
      violating: alone(ESS, ess({ minSize: 0, maxSize: 0 })),
      conforming: alone(ESS, ess({ minSize: 0, maxSize: 1 })),
    },
    local: {
      violating: alone(LOCAL, local({ min: 0, max: 0, desired: 0 })),
      conforming: alone(LOCAL, local({ min: 0, max: 1, desired: 1 })),
    },
  },
  'capacity/desired-within-bounds': {
    aws: {
      violating: alone(ASG, asg({ desiredCapacity: 1 }), asg({ desiredCapacity: 5 })),
      conforming: alone(ASG, asg({ desiredCapacity: 4 }), asg(), asg({ desiredCapacity: UNKNOWN })),
    },
    alicloud: {
      violating: alone(ESS, ess({ desiredCapacity: 1 }), ess({ desiredCapacity: 5 })),
      conforming: alone(ESS, ess({ desiredCapacity: 2 }), ess()),
    },
    local: {
      violating: alone(LOCAL, local({ desired: 5 })),
      conforming: alone(LOCAL, local({ desired: 4 })),
    },
  },
  'capacity/two-instances': {
    aws: {
      violating: alone(ASG, asg({ minSize: 1 })),
      conforming: alone(ASG, asg({ minSize: 2 })),
    },
    alicloud: {
      violating: alone(ESS, ess({ minSize: 1 })),
      conforming: alone(ESS, ess({ minSize: 2 })),
    },
    local: { violating: alone(LOCAL, local({ min: 1 })), conforming: alone(LOCAL, local({ min: 2 })) },
  },
  'capacity/desired-left-alone': {
    aws: {
      violating: [
        moved(resource(ASG, asg({ desiredCapacity: 3 })), asgRule()),
        moved(
          resource(ASG, asg({ desiredCapacity: 3 })),
          resource('aws:autoscaling/schedule:Schedule', {
            autoscalingGroupName: ref('it', 'name'),
            scheduledActionName: 'night',
            desiredCapacity: 2,
          }),
        ),
      ],
      conforming: [
        moved(resource(ASG, asg({ desiredCapacity: 3 }), LEFT), asgRule()),
        moved(resource(ASG, asg()), asgRule()),
        ...alone(ASG, asg({ desiredCapacity: 3 })),
      ],
    },
    alicloud: {
      violating: [moved(resource(ESS, ess({ desiredCapacity: 3 })), essRule)],
      conforming: [
        moved(resource(ESS, ess({ desiredCapacity: 3 }), LEFT), essRule),
        moved(resource(ESS, ess()), essRule),
      ],
    },
  },
  'capacity/hooks-before-instances': {
    aws: {
      violating: [{ group: resource(ASG, asg()), it: hook('group') }],
      conforming: [{ group: resource(ASG, asg({ initialLifecycleHooks: [initial] })), it: hook('group') }],
    },
    alicloud: {
      violating: [{ group: resource(ESS, ess()), hook: essHook, it: configuration() }],
      conforming: [
        // What takes anything of the hook comes after it.
        {
          group: resource(ESS, ess()),
          hook: essHook,
          it: configuration({ scalingConfigurationName: ref('hook') }),
        },
        { group: resource(ESS, ess()), hook: essHook, it: configuration({ enable: false }) },
      ],
    },
  },
};
