import { describe, expect, it } from 'vitest';
import { planOf } from '../components/support/plans.ts';
import { type Registration, register } from '../support/engine/in-process.ts';
import { cloudStacks, registeredOf } from './support/cloud-stacks.ts';

/** Registering holds every resource to the tables of types and values: it throws where a provider or cloud would refuse. */
it.each(cloudStacks)('$stack gives each resource what its cloud takes', async ({ stack }) => {
  expect((await registeredOf(stack)).length).toBeGreaterThan(90);
});

const inputsOf = (all: readonly Registration[], type: string, name: string) =>
  all.find((one) => one.type === type && one.urn.endsWith(`::${name}`))?.inputs ?? {};

describe('where the clouds differ', () => {
  it('a hook waits as long as each of them allows, and the drain is as long as the hook', async () => {
    const ali = await register(planOf('cn-prod', ['drain: 15m', 'drain: 6h']));
    expect(inputsOf(ali, 'alicloud:ess/lifecycleHook:LifecycleHook', 'cn-hangzhou/git/drain')).toMatchObject({
      heartbeatTimeout: 21_600,
    });
    const aws = await register(planOf('aws-prod', ['drain: 15m', 'drain: 2h']));
    expect(inputsOf(aws, 'aws:autoscaling/lifecycleHook:LifecycleHook', 'eu-west-1/git/drain')).toMatchObject(
      {
        heartbeatTimeout: 7200,
      },
    );
    expect(() => planOf('aws-prod', ['drain: 15m', 'drain: 3h'])).toThrow('hook/drain-limit');
  });

  it('a schedule leaves bounds alone by −1 on AWS, where what is left out is taken for 0, and by silence elsewhere', async () => {
    const aws = await registeredOf('aws-prod');
    expect(inputsOf(aws, 'aws:autoscaling/schedule:Schedule', 'us-east-1/mirror-serve/night')).toMatchObject({
      minSize: -1,
      maxSize: -1,
      desiredCapacity: 2,
    });
    const task = inputsOf(
      await registeredOf('cn-prod'),
      'alicloud:ess/scheduledTask:ScheduledTask',
      'cn-beijing/mirror-serve/night',
    );
    expect(task).toMatchObject({ desiredCapacity: 2 });
    expect(task).not.toHaveProperty('minValue');
    expect(task).not.toHaveProperty('maxValue');
  });

  it('a group that begins with none says so: zero is not unset', async () => {
    const edit: [string, string] = ['min: 3, max: 16, initial: 4', 'min: 0, max: 16, initial: 0'];
    const ali = await register(planOf('cn-prod', edit));
    expect(inputsOf(ali, 'alicloud:ess/scalingGroup:ScalingGroup', 'cn-hangzhou/git')).toMatchObject({
      minSize: 0,
      desiredCapacity: 0,
    });
    const aws = await register(planOf('aws-prod', edit));
    expect(inputsOf(aws, 'aws:autoscaling/group:Group', 'eu-west-1/git')).toMatchObject({
      minSize: 0,
      desiredCapacity: 0,
    });
  });

  it('each names its own messages', async () => {
    const notices = (await registeredOf('aws-prod')).filter(({ type }) => type.endsWith(':Notification'));
    expect(notices.map(({ inputs }) => inputs['notifications'])).toContainEqual([
      'autoscaling:EC2_INSTANCE_LAUNCH_ERROR',
      'autoscaling:EC2_INSTANCE_TERMINATE_ERROR',
    ]);
  });
});
