import { attachmentLimits } from '../catalog/attachment.ts';
import type { Code } from './code.ts';

const code = (meaning: Omit<Code, 'severity' | 'toldBy'>): Code => ({
  ...meaning,
  severity: 'error',
  toldBy: 'cloud',
});

/** What only the cloud shows of instances that are to come into a group (capacity/refuse-attachment.ts). */
export const attachmentCodes: readonly Code[] = [
  code({
    code: 'attach/unknown',
    summary: 'each instance that is to come in is one of the account',
    why: 'The call fails for all that it names, in the middle of an update.',
    allowed: "Ids of instances of the site's account in the group's region.",
    fix: 'Correct the id.',
  }),
  code({
    code: 'attach/other-region',
    summary: 'each instance that is to come in lies in the region of its group',
    why: 'A group has instances of its own region alone, and none can be moved: the call fails for all that it names.',
    allowed: "Instances of the group's region.",
    fix: 'Name it in a group of its region.',
  }),
  code({
    code: 'attach/other-network',
    summary: 'each instance that is to come in lies in the network of its group',
    why: 'Balancer, Redis and bucket are reached inside the network: the cloud refuses an instance of another one.',
    allowed: "Instances of the region's network.",
    fix: 'Make a new instance in that network: none can be moved.',
    prevents: [{ cloud: 'tencent', error: 'ResourceUnavailable.CvmVpcInconsistent' }],
  }),
  code({
    code: 'attach/other-zone',
    summary: 'on aws, each instance that is to come in lies in a zone of its group',
    why: 'AWS refuses an instance whose zone is none of the group.',
    allowed: "Instances of the network's zones.",
    fix: 'Add the zone to the network of the region.',
    tables: [attachmentLimits],
  }),
  code({
    code: 'attach/other-group',
    summary: 'no instance that is to come in is in another group',
    why: 'An instance is in one group at a time: the cloud refuses it, and all that the call names with it.',
    allowed: 'Instances of no group.',
    fix: 'Detach it there first.',
    prevents: [{ cloud: 'tencent', error: 'ResourceUnavailable.InstancesAlreadyInAutoScalingGroup' }],
  }),
  code({
    code: 'attach/not-running',
    summary: 'each instance that is to come in is running',
    why: 'A stopped one would be unhealthy at once, and the group would end it: the cloud refuses it.',
    allowed: 'Running instances.',
    fix: 'Start it first.',
    prevents: [{ cloud: 'tencent', error: 'ResourceUnavailable.StoppedInstanceNotAllowAttach' }],
  }),
  code({
    code: 'attach/entrusted-otherwise',
    summary: 'the file says of a member what was agreed when it came in',
    why: 'A cloud settles on attaching whether it may release an instance, and keeps to it: what the file says would not be so.',
    allowed: 'entrusted as it was when the instance came in.',
    fix: 'Write it so, or detach the instance first.',
  }),
  code({
    code: 'attach/busy-group',
    summary: 'on alicloud, nothing happens in a group while instances come in or leave',
    why: 'The call is refused while the group is not enabled, or while something starts, stops or scales in it.',
    allowed: 'An enabled group in which no activity runs.',
    fix: 'Wait for the activity, and ask again.',
    tables: [attachmentLimits],
    prevents: [{ cloud: 'tencent', error: 'ResourceInUse.ActivityInProgress' }],
  }),
  code({
    code: 'attach/above-max',
    summary: 'a group has room for those that come in beside those that run',
    why: 'Each that comes in raises desired by one, which the cloud refuses beyond max: some would be in, and some not.',
    allowed: 'As many as max leaves beside the present desired.',
    fix: 'Raise max, or bring in fewer.',
    prevents: [
      { cloud: 'tencent', error: 'ResourceInsufficient.AutoScalingGroupAboveMaxSize' },
      { cloud: 'alicloud', error: 'IncorrectCapacity.MaxSize' },
    ],
  }),
  code({
    code: 'attach/undone-by-update',
    summary: 'where iac owns desired, the file counts those that come in',
    why: 'Each that comes in raises desired, and the next update takes it back to the number in the file: it ends as many instances.',
    allowed: 'desired with those that come in.',
    fix: 'Write desired as it becomes.',
  }),
];
