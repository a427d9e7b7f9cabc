import { CachePolicy } from '@pulumi/aws/cloudfront/cachePolicy.js';
import { Distribution } from '@pulumi/aws/cloudfront/distribution.js';
import { Function as EdgeFunction } from '@pulumi/aws/cloudfront/function.js';
import { OriginAccessControl } from '@pulumi/aws/cloudfront/originAccessControl.js';
import type { CustomResourceOptions } from '@pulumi/pulumi';
import type { CdnNode, Plan } from '../../../topology/plan/plan.ts';
import { cloudName } from '../../names.ts';
import type { EdgeOrigin } from '../../platform.ts';
import { siteTags } from '../../tags.ts';
import { BUCKET_KEYS_FUNCTION } from './bucket-keys-function.ts';
import { type CacheLife, cacheLives, cachePolicyArgs, distributionArgs } from './cdn-args.ts';

export function createEdge(
  plan: Plan,
  node: CdnNode,
  origins: readonly EdgeOrigin[],
  options: CustomResourceOptions,
): Distribution {
  const policy = (life: CacheLife) =>
    new CachePolicy(`${node.id}/${life}`, cachePolicyArgs(plan, node, life), options).id;
  const policies = Object.fromEntries(cacheLives(node).map((life) => [life, policy(life)]));
  const buckets = origins.some((origin) => origin.kind === 'bucket');
  const ground = { policies, ...(buckets && { buckets: bucketAccess(plan, node, options) }) };
  return new Distribution(node.id, distributionArgs(plan, node, origins, ground), options);
}

/** Requests to buckets are signed by CloudFront, and carry the bucket's key in place of the URL's path. */
function bucketAccess(plan: Plan, node: CdnNode, options: CustomResourceOptions) {
  const name = cloudName(plan.stack, node.id, 64);
  const access = new OriginAccessControl(
    node.id,
    { name, originAccessControlOriginType: 's3', signingBehavior: 'always', signingProtocol: 'sigv4' },
    options,
  );
  const keys = new EdgeFunction(
    `${node.id}/bucket-keys`,
    {
      name,
      runtime: 'cloudfront-js-2.0',
      code: BUCKET_KEYS_FUNCTION,
      publish: true,
      tags: siteTags(plan),
    },
    options,
  );
  return { accessControlId: access.id, keysFunctionArn: keys.arn };
}
