/** AWS: the region that components of `skerry` lie in. Loads the SDK of AWS, and of no other cloud. */
import { Provider } from '@pulumi/aws/provider.js';
import {
  type ComponentResourceOptions,
  type Input,
  type Output,
  type ProviderResource,
  output,
} from '@pulumi/pulumi';
import type { Given } from '../components/given.ts';
import { type AwsNetwork, createNetwork } from '../components/platforms/aws/network.ts';
import { AwsPlatform } from '../components/platforms/aws/platform.ts';
import { providerArgs } from '../components/platforms/aws/provider-args.ts';
import type { PlatformBuilder } from '../components/platform.ts';
import type { Finding, Pointer } from '../topology/diagnostics/diagnostic.ts';
import { below } from '../topology/diagnostics/pointer.ts';
import type { NetworkNode, Plan } from '../topology/plan/plan.ts';
import { type Balancer, CloudRegion, type CommonRegionArgs } from './region.ts';

/** A VPC that is there, or is made beside by your own program. */
export interface ExistingVpc {
  vpcId: Input<string>;
  /** Range of the VPC: what balancers reach instances from, and instances Redis. */
  cidr: Input<string>;
  /** Subnets of the instances, by zone (`eu-central-1a`); all zones of the region's components. */
  instanceSubnets: Record<string, Input<string>>;
  /** Public subnets of the balancers, by zone. Without them the region takes no balancers. */
  edgeSubnets?: Record<string, Input<string>>;
  /** Whether instances reach the internet, by a NAT gateway of yours. Default: `true`. */
  internet?: boolean;
  /** Prefix list of an S3 gateway endpoint of yours. Without it, and without internet, instances reach no bucket. */
  s3PrefixListId?: Input<string>;
}

/** A VPC made by the region: private subnets for instances, public ones for balancers, an S3 endpoint. */
export interface NewVpc {
  /** A private range, /16 to /23. */
  cidr: string;
  zones: string[];
  /** A NAT gateway. Without it there are endpoints for the services that instances call. Default: `true`. */
  internet?: boolean;
}

export interface RegionArgs extends CommonRegionArgs {
  network: ExistingVpc | NewVpc;
}

/**
 * A region of AWS. A provider among its options is used, and must be one of this region; else one is made, which refuses
 * credentials of another account.
 */
export class Region extends CloudRegion {
  readonly vpcId: Output<string>;
  /** Of the instances, in the order of the zones. */
  readonly subnetIds: Output<string>[];
  readonly #provider: ProviderResource;
  readonly #network: AwsNetwork;
  readonly #hasEdge: boolean;

  /**
   * @param name as AWS names it: `eu-central-1`
   * @throws RefusedError with all that is wrong with the arguments
   */
  constructor(name: string, args: RegionArgs, options?: ComponentResourceOptions) {
    const { network, ...common } = args;
    const zones = 'vpcId' in network ? Object.keys(network.instanceSubnets) : network.zones;
    super('aws', name, common, { cidr: network.cidr, zones }, options);
    const { plan } = this.accepted;
    const [region] = plan.regions;
    if (!region) throw new Error(`the plan of ${name} has no region`);
    this.#provider =
      this.getProvider('aws:ec2/vpc:Vpc') ?? new Provider(name, providerArgs(plan, name), { parent: this });
    if ('vpcId' in network) {
      this.#network = existingNetwork(region.network, network);
    } else {
      const node = { ...region.network, internet: network.internet ?? true };
      const context = { plan, region: { ...region, network: node }, provider: this.#provider };
      this.#network = createNetwork(context, node, this);
    }
    this.#hasEdge = this.#network.edge.length > 0;
    this.vpcId = this.#network.vpc.id;
    this.subnetIds = this.#network.instances.map(({ id }) => id);
    this.builder.network(region.network, this);
    this.registerOutputs({ vpcId: this.vpcId, subnetIds: this.subnetIds });
  }

  /** @internal */
  override balancerFindings(balancers: Readonly<Record<string, Balancer>>, at: Pointer): Finding[] {
    const error = { severity: 'error', at: 'key' } as const;
    return Object.entries(balancers).flatMap(([name, { deny = [] }]): Finding[] => [
      ...(this.#hasEdge
        ? []
        : [
            {
              ...error,
              code: 'network/no-edge-subnets',
              message: `${name} needs a public subnet a zone, and the region's network has none`,
              pointer: below(at, name),
              fix: 'edgeSubnets in the network of the region',
            },
          ]),
      ...(deny.length === 0
        ? []
        : [
            {
              ...error,
              code: 'lb/deny-of-network',
              message: 'on AWS the network ACL of the subnets denies, which this component does not own',
              pointer: below(at, name, 'deny'),
              fix: 'rules in the network ACL of the edge subnets',
            },
          ]),
    ]);
  }

  /** @internal */
  override platformFor(plan: Plan, given: Given): PlatformBuilder {
    return new AwsPlatform(plan, { ...given, provider: this.#provider, network: this.#network });
  }
}

function existingNetwork(node: NetworkNode, vpc: ExistingVpc): AwsNetwork {
  const subnets = (ids: Record<string, Input<string>> = {}) =>
    Object.values(ids).map((id) => ({ id: output(id) }));
  return {
    node,
    vpc: { id: output(vpc.vpcId), cidrBlock: output(vpc.cidr) },
    instances: subnets(vpc.instanceSubnets),
    edge: subnets(vpc.edgeSubnets),
    egress: [],
    reach: {
      ...(vpc.s3PrefixListId !== undefined && { s3: vpc.s3PrefixListId }),
      network: vpc.cidr,
      hasEgress: vpc.internet ?? true,
    },
  };
}
