import {
  ComponentResource,
  type ComponentResourceOptions,
  type Input,
  getProject,
  getStack,
} from '@pulumi/pulumi';
import type { Given, GivenGroup } from '../components/given.ts';
import type { PlatformBuilder, RegionBuilder } from '../components/platform.ts';
import type { Finding, Pointer } from '../topology/diagnostics/diagnostic.ts';
import { below, SITE } from '../topology/diagnostics/pointer.ts';
import type { Cloud, Plan, Stage } from '../topology/plan/plan.ts';
import { type Accepted, type Declared, accept } from './declared.ts';
import type { Places } from './refused.ts';
import type { Account, Domain, LoadBalancer } from './words.ts';

/** What all components of a region share. */
export interface CommonRegionArgs {
  /** The account that the provider's credentials are of; its number is part of bucket names and policies. */
  account: Account;
  /**
   * `production`: buckets are protected and stay when they leave the program; balancers and groups ask the cloud for
   * protection from deletion; two zones or more. Default: `development`.
   */
  stage?: Stage;
  /** On everything that takes tags, beside Skerry's own (`skerry:stack`, `skerry:region` …). Default: none. */
  tags?: Record<string, string>;
  /** IANA time zone of schedules. Default: `UTC`. */
  timeZone?: string;
  /** Where `https` listeners and edges have their certificates and names from. Default: none. */
  domain?: Omit<Domain, 'key' | 'dns'> & { dns?: 'none' | 'existing' };
}

/** A network as the checks see it. */
export interface NetworkWords {
  cidr: Input<string>;
  zones: readonly string[];
}

export type Balancer = Omit<LoadBalancer, 'group' | 'weights'>;

/** A region's own part of a site, and what lies in it. */
export type RegionWords = Record<string, unknown>;

/**
 * A region of a cloud, with the network that its components lie in: `Region` of `skerry/aws` or of `skerry/alicloud`.
 */
export abstract class CloudRegion extends ComponentResource {
  /** As the cloud names it. */
  readonly regionName: string;
  readonly platform: Cloud;
  readonly #common: CommonRegionArgs;
  readonly #network: NetworkWords;
  /** @internal */
  readonly groups = new Map<string, GivenGroup>();
  /** @internal */
  protected readonly accepted: Accepted;
  #builder: RegionBuilder | undefined;

  /** @throws RefusedError with all that is wrong with the arguments */
  protected constructor(
    platform: Cloud,
    name: string,
    common: CommonRegionArgs,
    network: NetworkWords,
    options: ComponentResourceOptions | undefined,
  ) {
    super(`skerry:${platform}:Region`, name, {}, options);
    this.regionName = name;
    this.platform = platform;
    this.#common = common;
    this.#network = network;
    this.accepted = this.accept(`Region ${name}`, {}, { places: [{ pointer: SITE, label: '' }] }, this);
  }

  /** @internal What lies in this region, as a stack file would say it. */
  accept(
    subject: string,
    words: RegionWords,
    more: {
      places: Places;
      site?: object;
      software?: 'own';
      secrets?: ReadonlySet<string>;
      findings?: readonly Finding[];
      /** Tells things in the cloud apart from those of other components. */
      suffix?: string;
    },
    resource: ComponentResource,
  ): Accepted {
    const { account, stage = 'development', tags, timeZone, domain } = this.#common;
    const { places, site, software, secrets = new Set(), findings, suffix } = more;
    const region = this.regionPointer();
    const declared: Declared = {
      subject,
      site: {
        version: 1,
        stage,
        platform: this.platform,
        account,
        tags,
        timeZone,
        domain,
        ...site,
        regions: { [this.regionName]: { network: this.#network, ...words } },
      },
      places: [...places, { pointer: below(region, 'network'), label: 'region.network' }],
      options: {
        stack: [getProject(), getStack(), ...(suffix === undefined ? [] : [suffix])].join('-'),
        secrets,
        subnets: 'given',
        ...(software && { software }),
      },
      ...(findings && { findings }),
    };
    return accept(declared, resource);
  }

  /** @internal */
  regionPointer(): string {
    return below(SITE, 'regions', this.regionName);
  }

  /** @internal Shared by all components of the region. */
  get builder(): RegionBuilder {
    const { plan } = this.accepted;
    const [region] = plan.regions;
    if (!region) throw new Error(`the plan of ${this.regionName} has no region`);
    this.#builder ??= this.platformFor(plan, { groups: this.groups }).region(region, this);
    return this.#builder;
  }

  /** @internal What can't be said of balancers here. */
  balancerFindings(_balancers: Readonly<Record<string, Balancer>>, _at: Pointer): Finding[] {
    return [];
  }

  /** @internal Builds in this region's network and by its provider. */
  abstract platformFor(plan: Plan, given: Given): PlatformBuilder;
}
