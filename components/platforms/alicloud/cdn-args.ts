import type { DomainNewArgs } from '@pulumi/alicloud/cdn/domainNew.js';
import type { CdnNode, Plan } from '../../../topology/plan/plan.ts';
import type { EdgeOrigin } from '../../platform.ts';
import { siteTags } from '../../tags.ts';
import { certificate } from './certificate.ts';
import { PlanError } from '../../plan-error.ts';

/** Alibaba's numbers for the primary origin and for the one that steps in. */
const PRIORITY = { primary: 20, fallback: 30 } as const;

const DAY_SECONDS = 86_400;

export function edgeHostname(node: CdnNode): string {
  if (node.hostname === undefined) {
    throw new PlanError(`${node.id}: an edge in the cloud needs skerry:site.domain`);
  }
  return node.hostname;
}

export function domainArgs(plan: Plan, node: CdnNode, origins: EdgeOrigin[]): DomainNewArgs {
  const tls = certificate(plan);
  return {
    domainName: edgeHostname(node),
    cdnType: 'web',
    // Nodes on the mainland serve only domains with an ICP number.
    scope: plan.domain?.icp === undefined ? 'overseas' : 'global',
    sources: origins.map((origin, index) => ({
      type: origin.kind === 'bucket' ? 'oss' : 'ipaddr',
      content: origin.host,
      port: origin.port,
      priority: index === 0 ? PRIORITY.primary : PRIORITY.fallback,
      weight: 10,
    })),
    ...(tls && {
      certificateConfig: {
        certId: tls.id,
        certRegion: tls.region,
        certType: 'cas',
        serverCertificateStatus: 'on',
      },
    }),
    tags: siteTags(plan),
  };
}

/** A function of the edge, by Alibaba's own names, and what tells two of the same name apart. */
export interface EdgeFunction {
  key: string;
  functionName: string;
  functionArgs: { argName: string; argValue: string }[];
}

export function edgeFunctions(node: CdnNode): EdgeFunction[] {
  const common = [
    edgeFunction('https', 'https_force', { enable: 'on', https_rewrite: '308' }),
    edgeFunction('range', 'range', { enable: 'on' }),
  ];
  if (node.name === 'mirrors') {
    return [...common, ttl('root', '/', 60)];
  }
  return [
    ...common,
    edgeFunction('private-bucket', 'l2_oss_key', { private_oss_auth: 'on' }),
    // Bucket keys mark their last segment: /composer/p2/a/b.json lies at public/composer/p2/a/=b.json.
    edgeFunction('bucket-keys', 'back_to_origin_url_rewrite', {
      source_url: '^/(.*/)?([^/]+)$',
      target_url: '/public/$1=$2',
      flag: 'break',
    }),
    ttl('metadata', '/composer/p2/', 60),
    ttl('dists', '/composer/dists/', 365 * DAY_SECONDS),
  ];
}

/**
 * Objects and answers say themselves how long they last (a dist that its upstream may replace: seconds); this is for
 * those that don't. Without the last argument the rule would go before the origin's word
 * (https://www.alibabacloud.com/help/doc-detail/40080.htm).
 */
function ttl(key: string, path: string, seconds: number): EdgeFunction {
  return edgeFunction(`ttl-${key}`, 'path_based_ttl_set', {
    path,
    ttl: String(seconds),
    weight: '50',
    swift_origin_cache_high: 'on',
  });
}

function edgeFunction(key: string, functionName: string, args: Record<string, string>): EdgeFunction {
  return {
    key,
    functionName,
    functionArgs: Object.entries(args).map(([argName, argValue]) => ({ argName, argValue })),
  };
}
