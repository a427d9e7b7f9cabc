import type { CdnNode } from '../../../topology/plan/plan.ts';

const DAY_SECONDS = 86_400;

/** Seconds for which what changes may be kept, where its origin says nothing. */
const SHORT_SECONDS = 60;

/** A function of the edge, by Alibaba's own names, and what tells two of the same name apart. */
export interface EdgeFunction {
  key: string;
  functionName: string;
  functionArgs: { argName: string; argValue: string }[];
}

/**
 * @param tls whether the edge has a certificate: without one, sending clients to HTTPS would send them nowhere
 * @see https://www.alibabacloud.com/help/en/cdn/developer-reference/parameters-for-configuring-features-for-domain-names
 *   read on 2026-11-22
 */
export function edgeFunctions(node: CdnNode, tls: boolean): EdgeFunction[] {
  return [
    ...(tls ? TLS_ONLY : []),
    // Dists are fetched from their origin in slices, of which a client that resumes needs only some.
    edgeFunction('range', 'range', { enable: 'on' }),
    ...(node.name === 'mirrors' ? [ttl('root', '/', SHORT_SECONDS)] : BUCKET_FUNCTIONS),
  ];
}

const TLS_ONLY = [
  edgeFunction('https', 'https_force', { enable: 'on', https_rewrite: '308' }),
  edgeFunction('http2', 'https_option', { http2: 'on' }),
  edgeFunction('tls', 'https_tls_version', { tls10: 'off', tls11: 'off', tls12: 'on', tls13: 'on' }),
];

const BUCKET_FUNCTIONS = [
  edgeFunction('private-bucket', 'l2_oss_key', { private_oss_auth: 'on' }),
  // Buckets refuse plain text.
  edgeFunction('origin-tls', 'forward_scheme', { enable: 'on', scheme_origin: 'https' }),
  // Bucket keys mark their last segment: /composer/p2/a/b.json lies at public/composer/p2/a/=b.json.
  edgeFunction('bucket-keys', 'back_to_origin_url_rewrite', {
    source_url: '^/(.*/)?([^/]+)$',
    target_url: '/public/$1=$2',
    flag: 'break',
  }),
  ttl('metadata', '/composer/p2/', SHORT_SECONDS),
  ttl('dists', '/composer/dists/', 365 * DAY_SECONDS),
];

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
