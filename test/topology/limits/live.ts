import type { GroupFacts, InstanceFacts } from '../../../capacity/attachment.ts';

/** A mistake that only the cloud shows, at which an attachment is planned and past which it is refused. */
export interface LiveCase {
  of: string;
  code: string;
  group: Partial<GroupFacts>;
  instance: Partial<InstanceFacts>;
  /** What is right with it all the same. */
  at: { group?: Partial<GroupFacts>; instance?: Partial<InstanceFacts> };
}

export const group: GroupFacts = {
  id: 'cn-hangzhou/git',
  platform: 'alicloud',
  region: 'cn-hangzhou',
  network: 'vpc-1',
  zones: ['cn-hangzhou-i'],
  min: 1,
  max: 4,
  desired: 2,
  owner: 'autoscaler',
  members: [],
  guests: [],
  idle: true,
  mark: 'cn-prod/cn-hangzhou/git',
};

export const instance: InstanceFacts = {
  id: 'i-aaaaaa',
  region: 'cn-hangzhou',
  zone: 'cn-hangzhou-i',
  network: 'vpc-1',
  state: 'running',
};

const live = (
  of: string,
  code: string,
  past: { group?: Partial<GroupFacts>; instance?: Partial<InstanceFacts> },
  at: LiveCase['at'] = {},
): LiveCase => ({ of, code, group: past.group ?? {}, instance: past.instance ?? {}, at });

export const tencentLive: readonly LiveCase[] = [
  live('ResourceUnavailable.CvmVpcInconsistent', 'attach/other-network', { instance: { network: 'vpc-2' } }),
  live('ResourceUnavailable.InstancesAlreadyInAutoScalingGroup, of a group elsewhere', 'attach/other-group', {
    instance: { group: 'asg-1' },
  }),
  live('ResourceUnavailable.StoppedInstanceNotAllowAttach', 'attach/not-running', {
    instance: { state: 'stopped' },
  }),
  live(
    'ResourceInsufficient.AutoScalingGroupAboveMaxSize, of the live desired',
    'attach/above-max',
    { group: { desired: 4 } },
    { group: { desired: 3 } },
  ),
  live('ResourceInUse.ActivityInProgress', 'attach/busy-group', { group: { idle: false } }),
];
