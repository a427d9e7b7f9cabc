import type { ResourcePolicy } from '../policy.ts';

/**
 * Names of sets of ciphers that begin with TLS 1.2 or later, as of 2026-11-22.
 * - AWS: docs.aws.amazon.com/elasticloadbalancing/latest/network/describe-ssl-policies.html
 * - Alibaba Cloud: alibabacloud.com/help/doc-detail/439139.htm (network balancers),
 *   alibabacloud.com/help/en/slb/classic-load-balancer/user-guide/tls-security-policies (classic ones)
 * - Edge: docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/secure-connections-supported-viewer-protocols-ciphers.html
 * - Bucket: alibabacloud.com/help/en/oss/developer-reference/putbuckethttpsconfig
 */
const NEW = {
  aws: /^ELBSecurityPolicy-(TLS13-1-[23]-|TLS-1-2-|FS-1-2-)/,
  alicloud: /^tls_cipher_policy_1_2/,
  edge: /^TLSv1\.[23]_/,
  bucket: new Set(['TLSv1.2', 'TLSv1.3']),
} as const;

export const tlsFromOneTwo: ResourcePolicy = {
  id: 'encryption/new-tls',
  severity: 'high',
  summary: 'Whoever ends TLS takes version 1.2 or newer.',
  why: 'Older versions are broken: what they carry can be read by whoever keeps a copy.',
  remediation: 'Name a set of ciphers that begins with TLS 1.2.',
  source:
    'AWS FSBP ELB.17 and CloudFront.15, each of which takes fewer of these sets; infraguard ' +
    'slb-all-listenter-tls-policy-check; own for network balancers and buckets of Alibaba Cloud',
  words: ['listeners.https'],
  judges: {
    'aws:lb/listener:Listener': ({ protocol, sslPolicy }) =>
      (protocol === 'TLS' || protocol === 'HTTPS') &&
      !NEW.aws.test(sslPolicy ?? '') &&
      `takes the ciphers of ${sslPolicy ?? 'no set, which is an old one'}`,
    'alicloud:nlb/listener:Listener': ({ listenerProtocol, securityPolicyId }) =>
      listenerProtocol === 'TCPSSL' &&
      !NEW.alicloud.test(securityPolicyId ?? '') &&
      `takes the ciphers of ${securityPolicyId ?? 'no set, which is an old one'}`,
    'alicloud:slb/listener:Listener': ({ protocol, tlsCipherPolicy }) =>
      protocol === 'https' &&
      !NEW.alicloud.test(tlsCipherPolicy ?? '') &&
      `takes the ciphers of ${tlsCipherPolicy ?? 'no set, which is an old one'}`,
    'alicloud:oss/bucketHttpsConfig:BucketHttpsConfig': ({ enable, tlsVersions }) =>
      enable &&
      (tlsVersions ?? []).filter((version) => !NEW.bucket.has(version)).map((version) => `takes ${version}`),
    'aws:cloudfront/distribution:Distribution': ({ viewerCertificate }) =>
      viewerCertificate.cloudfrontDefaultCertificate !== true &&
      !NEW.edge.test(viewerCertificate.minimumProtocolVersion ?? '') &&
      `takes ${viewerCertificate.minimumProtocolVersion ?? 'any version'}`,
  },
};
