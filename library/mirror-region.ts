import {
  ComponentResource,
  type ComponentResourceOptions,
  type Output,
  type Resource,
  secret,
} from '@pulumi/pulumi';
import { publicKeyOf } from '../components/boot/public-key.ts';
import type { GivenGroup } from '../components/given.ts';
import { PlanError } from '../components/plan-error.ts';
import { Site } from '../components/site.ts';
import type { Finding } from '../topology/diagnostics/diagnostic.ts';
import { below, SITE } from '../topology/diagnostics/pointer.ts';
import { building } from './building.ts';
import type { Accepted } from './declared.ts';
import { type GroupArgs, givenGroup, groupFindings } from './group-args.ts';
import { RefusedError, refusalOf } from './refused.ts';
import {
  BALANCER,
  type MirrorRegionArgs,
  SERVE,
  SIGNING_KEY,
  SITE_PLACES,
  SYNC,
  TOKENS,
  placesOf,
  regionWords,
  siteWords,
} from './mirror-words.ts';
import type { CloudRegion } from './region.ts';

/**
 * A mirror of packages in one region: bucket, balancer, instances that serve, edges before them, and instances that
 * sync with their Redis. The same resources that a stack file with this one region has.
 */
export class MirrorRegion extends ComponentResource {
  /** Base URL of the mirror: what goes into `composer config repositories`. */
  readonly url: Output<string>;
  /** Base URL of metadata and dists. */
  readonly filesUrl: Output<string>;
  readonly bucketName: Output<string>;
  /** Of the balancer. */
  readonly host: Output<string>;
  /** The cloud's own ids, by what the groups do. */
  readonly groupIds: { serve: Output<string>; sync?: Output<string> };

  /**
   * @param name part of names in the cloud; one mirror a region and program
   * @throws RefusedError with all that is wrong with the arguments
   */
  constructor(name: string, args: MirrorRegionArgs, options?: ComponentResourceOptions) {
    super('skerry:index:MirrorRegion', name, {}, options);
    const { region, serve, sync } = args;
    const subject = `MirrorRegion ${name}`;
    const inRegion = (part: string) => `${region.regionName}/${part}`;
    const accepted = region.accept(
      subject,
      regionWords(args),
      {
        site: siteWords(args, inRegion),
        places: placesOf(region),
        secrets: new Set([SIGNING_KEY, ...(args.composer.tokens === undefined ? [] : [TOKENS])]),
        suffix: name,
        findings: [
          ...groupFindings(region.platform, serve, below(region.regionPointer(), 'groups', SERVE)),
          ...(sync
            ? groupFindings(region.platform, sync, below(region.regionPointer(), 'groups', SYNC))
            : []),
          ...region.balancerFindings(
            { serve: args.loadBalancer ?? BALANCER },
            below(region.regionPointer(), 'loadBalancers'),
          ),
          ...keyFindings(args.releases.signingKey),
        ],
      },
      this,
    );
    const { plan } = accepted;
    const secrets = givenSecrets(subject, args, this);
    const groups = givenGroups(accepted, region, { [SERVE]: serve, ...(sync && { [SYNC]: sync }) });
    const site = building(subject, this, () => {
      const builder = region.platformFor(plan, { secrets, groups });
      return new Site(plan, new Map([[region.platform, builder]]), { parent: this });
    });
    const built = site.regions.get(region.regionName);
    this.url = needed(site.edges.get('mirrors')?.url);
    this.filesUrl = needed(site.edges.get('files')?.url);
    this.bucketName = needed(built?.buckets.get(inRegion('mirror'))?.bucketName);
    this.host = needed(built?.loadBalancers.get(inRegion('serve'))?.host);
    const syncId = built?.groups.get(inRegion(SYNC))?.groupId;
    this.groupIds = {
      serve: needed(built?.groups.get(inRegion(SERVE))?.groupId),
      ...(syncId && { sync: syncId }),
    };
    this.registerOutputs({ url: this.url, filesUrl: this.filesUrl, bucketName: this.bucketName });
  }
}

function givenGroups(
  accepted: Accepted,
  region: CloudRegion,
  groups: Record<string, GroupArgs>,
): Map<string, GivenGroup> {
  const nodes = accepted.plan.regions.flatMap((plan) => plan.groups);
  return new Map(
    nodes.map((node) => {
      const args = groups[node.name];
      if (!args) throw new Error(`the plan has a group ${node.id} that was not declared`);
      return [node.id, givenGroup(accepted, node, args, below(region.regionPointer(), 'groups', node.name))];
    }),
  );
}

function givenSecrets(
  subject: string,
  { composer, releases }: MirrorRegionArgs,
  resource: Resource,
): Map<string, Output<string>> {
  // A plain one is refused with all the rest.
  const key = secret(releases.signingKey).apply((pem) => {
    const [finding] = keyFindings(pem);
    if (finding) throw new RefusedError(subject, [refusalOf(finding, SITE_PLACES)], resource);
    return pem;
  });
  return new Map([
    [SIGNING_KEY, key],
    ...(composer.tokens === undefined ? [] : [[TOKENS, secret(composer.tokens)] as const]),
  ]);
}

function keyFindings(pem: unknown): Finding[] {
  if (typeof pem !== 'string' || isSigningKey(pem)) return [];
  return [
    {
      code: 'release/not-a-signing-key',
      severity: 'error',
      message: 'this is no Ed25519 private key in PEM',
      pointer: below(SITE, 'releases', 'signingKey'),
      fix: 'one made with: openssl genpkey -algorithm ed25519',
    },
  ];
}

function isSigningKey(pem: string): boolean {
  try {
    publicKeyOf(pem);
    return true;
  } catch (error) {
    if (!(error instanceof PlanError)) throw error;
    return false;
  }
}

/** What a site with these words always has. */
function needed<T>(part: T | undefined): T {
  if (part === undefined) throw new Error('the mirror was built without one of its parts');
  return part;
}
