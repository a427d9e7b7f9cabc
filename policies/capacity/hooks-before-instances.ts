import type { StackPolicy } from '../policy.ts';
import { is } from '../stack.ts';
import { listed } from '../values.ts';

const LAUNCHING = { aws: 'autoscaling:EC2_INSTANCE_LAUNCHING', alicloud: 'SCALE_OUT' } as const;

/** On AWS a group starts by itself, on Alibaba Cloud with the configuration that enables it. */
export const hooksBeforeInstances: StackPolicy = {
  id: 'capacity/hooks-before-instances',
  severity: 'high',
  summary: 'Lifecycle hooks are there before the first instance is.',
  why:
    'A hook that comes after its group misses the first instances: they serve before they are set up, and leave without ' +
    'draining.',
  remediation:
    'On AWS name the hook in the group’s initialLifecycleHooks as well; on Alibaba Cloud let the configuration that ' +
    'enables the group depend on it.',
  source: 'own, after aws-cdk#16356 and terraform-provider-aws#282',
  words: ['hooks'],
  types: [
    'aws:autoscaling/lifecycleHook:LifecycleHook',
    'alicloud:ess/scalingConfiguration:ScalingConfiguration',
  ],
  judge: (resource, stack) => {
    if (is('aws:autoscaling/lifecycleHook:LifecycleHook', resource)) {
      const { name, lifecycleTransition } = resource.properties;
      const [source] = resource.sources('autoscalingGroupName');
      if (lifecycleTransition !== LAUNCHING.aws || !source) return undefined;
      if (!is('aws:autoscaling/group:Group', source)) return undefined;
      const initial = listed(source.properties.initialLifecycleHooks).map((hook) => hook.name);
      return !initial.includes(name ?? '') && `hook ${name ?? ''} comes after the first instances`;
    }
    if (!is('alicloud:ess/scalingConfiguration:ScalingConfiguration', resource)) return undefined;
    const [group] = resource.sources('scalingGroupId');
    if (!group || resource.properties.enable !== true) return undefined;
    const before = new Set(resource.dependencies.map(({ urn }) => urn));
    const late = stack
      .referring('alicloud:ess/lifecycleHook:LifecycleHook', 'scalingGroupId', group)
      .filter(({ properties }) => properties.lifecycleTransition === LAUNCHING.alicloud)
      .find(({ urn }) => !before.has(urn));
    return late && `enables its group before hook ${late.name} is there`;
  },
};
