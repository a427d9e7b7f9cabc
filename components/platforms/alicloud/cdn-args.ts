import type { DomainNewArgs } from '@pulumi/alicloud/cdn/domainNew.js';
import type { CdnNode, Plan } from '../../../topology/plan/plan.ts';
import { PlanError } from '../../plan-error.ts';
import type { EdgeOrigin } from '../../platform.ts';
import { siteTags } from '../../tags.ts';
import { certificate } from './certificate.ts';

/** Alibaba's numbers for the primary origin and for those that step in. */
const PRIORITY = { primary: 20, fallback: 30 } as const;

/** From this port alone an edge fetches by TLS; from any other it fetches in plain text. */
const TLS_PORT = 443;

export function edgeHostname(node: CdnNode): string {
  if (node.hostname === undefined) {
    throw new PlanError(`${node.id}: an edge in the cloud needs skerry:site.domain`);
  }
  return node.hostname;
}

/** By which protocol clients reach the edges: without a certificate there is no TLS to send them to. */
export function edgeProtocol(plan: Plan): 'http' | 'https' {
  return certificate(plan, 'edge') ? 'https' : 'http';
}

export function domainArgs(plan: Plan, node: CdnNode, origins: readonly EdgeOrigin[]): DomainNewArgs {
  const tls = certificate(plan, 'edge');
  return {
    domainName: edgeHostname(node),
    cdnType: 'web',
    // Nodes on the mainland serve only domains with an ICP number.
    scope: plan.domain?.icp === undefined ? 'overseas' : 'global',
    sources: origins.map((origin, index) => ({
      type: sourceType(plan, node, origin),
      content: origin.host,
      port: sourcePort(node, origin),
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

/** A classic balancer has an address, a network balancer and whatever lies in another cloud a name. */
function sourceType(plan: Plan, node: CdnNode, { id, kind }: EdgeOrigin): 'oss' | 'ipaddr' | 'domain' {
  const region = plan.regions.find(({ name }) => id.startsWith(`${name}/`));
  if (kind === 'bucket') {
    if (region?.platform === 'alicloud') return 'oss';
    throw new PlanError(
      `${node.id}: Alibaba's edge signs its requests to OSS alone, and ${id} lies elsewhere`,
    );
  }
  const balancer = region?.loadBalancers.find((candidate) => candidate.id === id);
  return region?.platform === 'alicloud' && balancer?.type === 'clb' ? 'ipaddr' : 'domain';
}

function sourcePort(node: CdnNode, { id, protocol, port }: EdgeOrigin) {
  const fits = protocol === 'https' ? port === TLS_PORT : port !== TLS_PORT;
  if (typeof port !== 'number' || fits) return port;
  throw new PlanError(
    `${node.id}: Alibaba's edge fetches by https from port ${TLS_PORT} and by http from any other; ` +
      `${id} listens for ${protocol} on ${port}`,
  );
}
