/** Alibaba Cloud: the region that components of `skerry` lie in. Loads the SDK of Alibaba Cloud, and of no other. */
import {
  type ComponentResourceOptions,
  type Input,
  type Output,
  type ProviderResource,
  output,
} from '@pulumi/pulumi';
import type { Given } from '../components/given.ts';
import { type AlicloudNetwork, createNetwork } from '../components/platforms/alicloud/network.ts';
import { AlicloudPlatform } from '../components/platforms/alicloud/platform.ts';
import type { PlatformBuilder } from '../components/platform.ts';
import type { NetworkNode, Plan } from '../topology/plan/plan.ts';
import { SiteServices } from '../components/platforms/alicloud/site-services.ts';
import { confirmedProvider } from './confirmed-provider.ts';
import { CloudRegion, type CommonRegionArgs } from './region.ts';

/** A VPC that is there, or is made beside by your own program. */
export interface ExistingVpc {
  vpcId: Input<string>;
  /** Range of the VPC: what network balancers reach instances from. */
  cidr: Input<string>;
  /** vSwitches by zone (`cn-hangzhou-i`); all zones of the region's components. */
  vswitches: Record<string, Input<string>>;
}

/** A VPC made by the region, with a vSwitch a zone. */
export interface NewVpc {
  /** A private range, /8 to /24. */
  cidr: string;
  zones: string[];
  /** A NAT gateway with an address of its own. Default: `true`. */
  internet?: boolean;
}

export interface RegionArgs extends CommonRegionArgs {
  network: ExistingVpc | NewVpc;
}

/**
 * A region of Alibaba Cloud. A provider among its options is used, and must be one of this region; else one is made, for
 * which the cloud is asked first whether its credentials are of the account.
 */
export class Region extends CloudRegion {
  readonly vpcId: Output<string>;
  /** In the order of the zones. */
  readonly vswitchIds: Output<string>[];
  readonly #provider: ProviderResource;
  readonly #network: AlicloudNetwork;

  /**
   * @param name as Alibaba Cloud names it: `cn-hangzhou`
   * @throws RefusedError with all that is wrong with the arguments
   */
  constructor(name: string, args: RegionArgs, options?: ComponentResourceOptions) {
    const { network, ...common } = args;
    const zones = 'vpcId' in network ? Object.keys(network.vswitches) : network.zones;
    super('alicloud', name, common, { cidr: network.cidr, zones }, options);
    const { plan } = this.accepted;
    const [region] = plan.regions;
    if (!region) throw new Error(`the plan of ${name} has no region`);
    this.#provider = this.getProvider('alicloud:vpc/network:Network') ?? confirmedProvider(plan, name, this);
    if ('vpcId' in network) {
      this.#network = existingNetwork(region.network, network);
    } else {
      const node = { ...region.network, internet: network.internet ?? true };
      const site = new SiteServices(plan, this.#provider);
      const place = { plan, region: { ...region, network: node }, component: this, site };
      this.#network = createNetwork({ ...place, provider: this.#provider }, node, this);
    }
    this.vpcId = this.#network.vpc.id;
    this.vswitchIds = this.#network.vswitches.map(({ vswitch }) => vswitch.id);
    this.builder.network(region.network, this);
    this.registerOutputs({ vpcId: this.vpcId, vswitchIds: this.vswitchIds });
  }

  /** @internal */
  override platformFor(plan: Plan, given: Given): PlatformBuilder {
    return new AlicloudPlatform(plan, { ...given, provider: this.#provider, network: this.#network });
  }
}

function existingNetwork(node: NetworkNode, vpc: ExistingVpc): AlicloudNetwork {
  const vswitches = Object.entries(vpc.vswitches).map(([zone, id]) => ({
    zone,
    vswitch: { id: output(id), zoneId: output(zone) },
  }));
  const [first] = vswitches;
  if (!first) throw new Error(`${node.id}: the checks let a network without a vSwitch pass`);
  return {
    node,
    vpc: { id: output(vpc.vpcId), cidrBlock: output(vpc.cidr) },
    cidr: vpc.cidr,
    vswitches,
    core: first.vswitch,
    egress: [],
  };
}
