import { DomainConfig } from '@pulumi/alicloud/cdn/domainConfig.js';
import { DomainNew } from '@pulumi/alicloud/cdn/domainNew.js';
import { type ComponentResource, interpolate } from '@pulumi/pulumi';
import type { CdnNode, Plan } from '../../../topology/plan/plan.ts';
import type { CdnFacts, EdgeOrigin } from '../../platform.ts';
import { domainArgs, edgeHostname, edgeProtocol } from './cdn-args.ts';
import { edgeFunctions } from './edge-functions.ts';
import type { SiteServices } from './site-services.ts';

export function createEdge(
  plan: Plan,
  node: CdnNode,
  origins: readonly EdgeOrigin[],
  site: SiteServices,
  parent: ComponentResource,
): CdnFacts {
  const options = { parent, provider: site.provider() };
  const domain = new DomainNew(node.id, domainArgs(plan, node, origins), options);
  const protocol = edgeProtocol(plan);
  for (const { key, functionName, functionArgs } of edgeFunctions(node, protocol === 'https')) {
    const args = { domainName: domain.domainName, functionName, functionArgs };
    new DomainConfig(`${node.id}/${key}`, args, options);
  }
  site.record(node.name, 'CNAME', domain.cname, parent);
  return { url: interpolate`${protocol}://${domain.domainName.apply(() => edgeHostname(node))}` };
}
