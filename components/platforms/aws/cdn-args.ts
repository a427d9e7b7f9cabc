import type { Input } from '@pulumi/pulumi';
import type { CachePolicyArgs } from '@pulumi/aws/cloudfront/cachePolicy.js';
import type { DistributionArgs } from '@pulumi/aws/cloudfront/distribution.js';
import type { CdnNode, Plan } from '../../../topology/plan/plan.ts';
import type { input as inputs } from '@pulumi/aws/types/index.js';
import { cloudName } from '../../names.ts';
import { PlanError } from '../../plan-error.ts';
import type { EdgeOrigin } from '../../platform.ts';
import { certificateArn } from './certificate.ts';
import { nameTags } from './name-tags.ts';

const DAY_SECONDS = 86_400;

const READ_METHODS = ['GET', 'HEAD'];

/** Answers of the primary on which CloudFront asks the next origin. */
const FAILOVER_STATUS = [500, 502, 503, 504];

/** Origins of a group, by the service's limit. */
const MEMBERS_MAX = 2;

export type CacheLife = 'short' | 'long';

/**
 * The origin's own words count within the bounds. A dist says itself for how long it may be kept: most for ever, one
 * that its upstream may replace for seconds.
 */
export function cachePolicyArgs(plan: Plan, node: CdnNode, life: CacheLife): CachePolicyArgs {
  const year = 365 * DAY_SECONDS;
  return {
    name: cloudName(plan.stack, `${node.id}/${life}`, 128),
    ...(life === 'short'
      ? { minTtl: 0, defaultTtl: 60, maxTtl: 300 }
      : { minTtl: 0, defaultTtl: year, maxTtl: year }),
    parametersInCacheKeyAndForwardedToOrigin: {
      cookiesConfig: { cookieBehavior: 'none' },
      headersConfig: { headerBehavior: 'none' },
      // The change feed is asked by it; anything else would only make copies of the same answer.
      queryStringsConfig:
        node.name === 'mirrors'
          ? { queryStringBehavior: 'whitelist', queryStrings: { items: ['since'] } }
          : { queryStringBehavior: 'none' },
      enableAcceptEncodingBrotli: true,
      enableAcceptEncodingGzip: true,
    },
  };
}

/** Which lives an edge has use for: dists, which last, lie behind `files` alone. */
export function cacheLives(node: CdnNode): CacheLife[] {
  return node.name === 'files' ? ['short', 'long'] : ['short'];
}

export interface EdgeGround {
  policies: Partial<Record<CacheLife, Input<string>>>;
  /** Of an edge in front of buckets. */
  buckets?: { accessControlId: Input<string>; keysFunctionArn: Input<string> };
}

export function distributionArgs(
  plan: Plan,
  node: CdnNode,
  origins: readonly EdgeOrigin[],
  ground: EdgeGround,
): DistributionArgs {
  const [primary, ...fallbacks] = origins;
  if (!primary) throw new Error(`${node.id} has no origin`);
  if (node.hostname === undefined)
    throw new PlanError(`${node.id}: an edge in the cloud needs skerry:site.domain`);
  if (origins.length > MEMBERS_MAX) {
    throw new PlanError(
      `${node.id}: ${origins.length} origins; CloudFront takes ${MEMBERS_MAX}, a primary and one that steps in`,
    );
  }
  const targetOriginId = fallbacks.length > 0 ? 'all' : primary.id;
  const behaviour = (life: CacheLife) => ({
    targetOriginId,
    allowedMethods: READ_METHODS,
    cachedMethods: READ_METHODS,
    viewerProtocolPolicy: 'redirect-to-https',
    cachePolicyId: needed(ground.policies[life], node, life),
    compress: true,
    ...(ground.buckets && {
      functionAssociations: [{ eventType: 'viewer-request', functionArn: ground.buckets.keysFunctionArn }],
    }),
  });
  return {
    enabled: true,
    comment: cloudName(plan.stack, node.id, 128),
    aliases: [node.hostname],
    httpVersion: 'http2and3',
    isIpv6Enabled: true,
    origins: origins.map((origin) => originArgs(origin, ground)),
    ...(fallbacks.length > 0 && {
      originGroups: [
        {
          originId: 'all',
          failoverCriteria: { statusCodes: FAILOVER_STATUS },
          members: origins.map(({ id }) => ({ originId: id })),
        },
      ],
    }),
    defaultCacheBehavior: behaviour('short'),
    ...(node.name === 'files' && {
      orderedCacheBehaviors: [{ pathPattern: '/composer/dists/*', ...behaviour('long') }],
    }),
    restrictions: { geoRestriction: { restrictionType: 'none' } },
    viewerCertificate: {
      acmCertificateArn: certificateArn(plan, 'edge'),
      sslSupportMethod: 'sni-only',
      minimumProtocolVersion: 'TLSv1.2_2021',
    },
    tags: nameTags(plan, undefined, node.id),
  };
}

function needed<T>(policy: T | undefined, node: CdnNode, life: CacheLife): T {
  if (policy === undefined) throw new Error(`${node.id} has no cache policy ${life}`);
  return policy;
}

type OriginArgs = inputs.cloudfront.DistributionOrigin;

function originArgs(origin: EdgeOrigin, ground: EdgeGround): OriginArgs {
  const common = { originId: origin.id, domainName: origin.host };
  if (origin.kind === 'bucket') {
    return { ...common, ...(ground.buckets && { originAccessControlId: ground.buckets.accessControlId }) };
  }
  return {
    ...common,
    customOriginConfig: {
      httpPort: origin.protocol === 'http' ? origin.port : 80,
      httpsPort: origin.protocol === 'https' ? origin.port : 443,
      originProtocolPolicy: `${origin.protocol}-only`,
      originSslProtocols: ['TLSv1.2'],
    },
  };
}
