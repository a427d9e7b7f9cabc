import { ComponentResource, type ComponentResourceOptions, type Input, type Output } from '@pulumi/pulumi';
import type { Finding } from '../topology/diagnostics/diagnostic.ts';
import { below } from '../topology/diagnostics/pointer.ts';
import { building } from './building.ts';
import { type GroupArgs, givenGroup, groupFindings } from './group-args.ts';
import type { CloudRegion } from './region.ts';
import type { LoadBalancer } from './words.ts';

/** A layer-4 balancer in front of a group. A listener hands on to port 8080 of the instances, that for SSH to 2222. */
export type GroupBalancer = Omit<LoadBalancer, 'group' | 'weights'>;

export interface ScalingGroupArgs extends GroupArgs {
  /** Where it lies. */
  region: CloudRegion;
  /** What instances run at their first start: a script or cloud-init's own format. Default: nothing. */
  userData?: Input<string>;
  /** Balancers in front of the group, by name. Default: none. */
  loadBalancers?: Record<string, GroupBalancer>;
  /** Security groups of the instances beside the group's own, which lets in its balancers alone. Default: none. */
  securityGroupIds?: Input<string>[];
  /** ARNs of target groups made elsewhere that instances are registered with; on AWS alone. Default: none. */
  targetGroupArns?: Input<string>[];
}

/**
 * Instances between bounds, running the software that you bring. With its hooks and balancers before the first
 * instance, a role of its own, encrypted disks and no public addresses.
 *
 * Its desired capacity is never an output: with the owners `autoscaler` and `schedule` it moves by itself.
 */
export class ScalingGroup extends ComponentResource {
  /** The cloud's own id of the group; on AWS its name. */
  readonly groupId: Output<string>;
  /** Addresses or DNS names of the balancers, by name. */
  readonly hosts: Record<string, Output<string>>;

  /**
   * @param name letters, digits and hyphens; one of its own among the groups and balancers of the region
   * @throws RefusedError with all that is wrong with the arguments
   */
  constructor(name: string, args: ScalingGroupArgs, options?: ComponentResourceOptions) {
    super('skerry:index:ScalingGroup', name, {}, options);
    const { region, userData, loadBalancers = {}, securityGroupIds, targetGroupArns, ...words } = args;
    const subject = `ScalingGroup ${name}`;
    const at = below(region.regionPointer(), 'groups', name);
    const balancers = below(region.regionPointer(), 'loadBalancers');
    const accepted = region.accept(
      subject,
      {
        groups: { [name]: words },
        loadBalancers: Object.fromEntries(
          Object.entries(loadBalancers).map(([key, balancer]) => [key, { ...balancer, group: name }]),
        ),
      },
      {
        software: 'own',
        places: [
          { pointer: at, label: '' },
          { pointer: balancers, label: 'loadBalancers' },
        ],
        findings: [
          ...groupFindings(region.platform, args, at),
          ...region.balancerFindings(loadBalancers, balancers),
          ...targetGroupFindings(region, targetGroupArns, at),
        ],
      },
      this,
    );
    const [node] = accepted.plan.regions.flatMap(({ groups }) => groups);
    if (!node) throw new Error(`the plan of ${name} has no group`);
    region.groups.set(node.id, {
      ...givenGroup(accepted, node, args, at),
      ...(userData !== undefined && { userData }),
      ...(securityGroupIds && { securityGroupIds }),
      ...(targetGroupArns && { targetGroupArns }),
    });
    const built = building(subject, this, () => {
      const { builder } = region;
      const fronts = accepted.plan.regions.flatMap((plan) => plan.loadBalancers);
      const hosts = fronts.map((front) => [front.name, builder.loadBalancer(front, this).host] as const);
      return { hosts, groupId: builder.scalingGroup(node, {}, this).groupId };
    });
    this.groupId = built.groupId;
    this.hosts = Object.fromEntries(built.hosts);
    this.registerOutputs({ groupId: this.groupId, hosts: this.hosts });
  }
}

function targetGroupFindings(
  { platform }: CloudRegion,
  arns: readonly unknown[] = [],
  at: string,
): Finding[] {
  if (platform === 'aws' || arns.length === 0) return [];
  return [
    {
      code: 'platform/word-not-honoured',
      severity: 'error',
      message: `targetGroupArns has no effect on ${platform}, which has no target groups`,
      pointer: below(at, 'targetGroupArns'),
      fix: 'loadBalancers',
    },
  ];
}
