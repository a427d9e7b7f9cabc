import { BucketCname } from '@pulumi/alicloud/oss/bucketCname.js';
import { BucketCnameToken } from '@pulumi/alicloud/oss/bucketCnameToken.js';
import type { ComponentResource, Output } from '@pulumi/pulumi';
import type { BucketNode } from '../../../topology/plan/plan.ts';
import { PlanError } from '../../plan-error.ts';
import { bucketHost } from './bucket-args.ts';
import { certificate } from './certificate.ts';
import { type AlicloudContext, within } from './context.ts';

/**
 * A bucket's own host name, where the public endpoint is refused. The service wants to see first that the domain is the
 * user's, by a record with a token; it answers by TLS with the domain's certificate, since the bucket refuses plain text.
 */
export function createBucketHost(
  context: AlicloudContext,
  node: BucketNode,
  bucket: Output<string>,
  parent: ComponentResource,
): void {
  const { plan, site } = context;
  if (node.host === undefined || !plan.domain) return;
  const domain = `${node.host}.${plan.domain.name}`;
  const tls = certificate(plan, node.region);
  if (!tls) throw new PlanError(`${node.id}: host ${domain} needs skerry:site.domain.certificate`);
  const token = new BucketCnameToken(node.id, { bucket, domain }, within(context, parent));
  const proof = site.record(`_dnsauth.${node.host}`, 'TXT', token.token, parent);
  new BucketCname(
    node.id,
    { bucket, domain, certificate: { certId: `${tls.id}-${tls.region}` } },
    within(context, parent, { dependsOn: [token, ...proof] }),
  );
  const endpoint = bucket.apply((name) => bucketHost(name, node.region, 'public'));
  site.record(node.host, 'CNAME', endpoint, parent);
}
