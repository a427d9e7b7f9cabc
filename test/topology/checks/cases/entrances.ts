import type { Case } from './case.ts';

const domain = '    domain: {name: example.com, certificate: acm/00000000-0000-0000-0000-000000000000}\n';
const serve = 'serve: {group: mirror-serve, listeners: {http: 8080}}';

export const entranceCases: Case[] = [
  {
    code: 'lb/port-duplicate',
    site: 'cloud',
    bad: [['listeners: {https: 443, ssh: 22}', 'listeners: {https: 443, ssh: 443}']],
    at: '443',
    message: 'ssh and https both listen on 443',
    related: ['https is here'],
    fix: 'a port of its own',
  },
  {
    code: 'lb/port-privileged',
    site: 'local',
    bad: [[serve, 'serve: {group: mirror-serve, listeners: {http: 1023}}']],
    at: '1023',
    message: "an ordinary user of this machine can't bind port 1023",
    allowed: '1024 to 65535 on local',
    fix: '9023',
    good: [[serve, 'serve: {group: mirror-serve, listeners: {http: 1024}}']],
  },
  {
    code: 'lb/protocol-of-workload',
    site: 'local',
    bad: [[serve, 'serve: {group: mirror-serve, listeners: {ssh: 2222}}']],
    at: 'ssh',
    message: "mirror-serve, which mirror-serve runs, doesn't answer ssh",
    allowed: 'http or https',
    fix: 'http: 2222',
  },
  {
    code: 'lb/protocol-of-workload',
    site: 'local',
    bad: [[serve, 'serve: {group: mirror-sync, listeners: {http: 8080}}']],
    at: 'http',
    message: "mirror-sync, which mirror-sync runs, doesn't answer http",
    allowed: 'none: mirror-sync serves nobody',
    fix: 'group: mirror-serve',
  },
  {
    code: 'lb/type-of-platform',
    site: 'aws',
    bad: [['serve: {group', 'serve: {type: clb, group']],
    at: 'clb',
    message: 'clb is the classic load balancer of Alibaba Cloud; aws has none at layer 4',
    fix: 'nlb',
    good: [['serve: {group', 'serve: {type: nlb, group']],
  },
  {
    code: 'lb/deny-too-many',
    site: 'aws',
    bad: [['serve: {group', `serve: {deny: [${ranges(19)}], group`]],
    at: 'deny',
    message: 'what the balancers of eu-central-1 deny makes 19 entries of its network ACL',
    allowed:
      '18 in a region (entries of a network ACL, table of 2026-11-22); a source counts once for each of its ports that do not lie together',
    fix: 'wider ranges, or the sources that matter',
    good: [['serve: {group', `serve: {deny: [${ranges(18)}], group`]],
  },
  {
    code: 'cdn/edge-missing',
    site: 'local',
    bad: [['      files: {origins: [local/mirror]}\n', '']],
    at: 'cdn',
    message: 'the mirror has no edge files, and its root names it to clients',
    fix: 'cdn: {files: {origins: [region/bucket]}}',
  },
  {
    code: 'cdn/domain-missing',
    site: 'aws',
    bad: [[domain, '']],
    at: 'cdn',
    message: "the edges' host names lie in the site's domain, and it has none",
    fix: 'domain: {name: example.cn}',
  },
  {
    code: 'lb/cdn-addresses-unknown',
    site: 'aws',
    bad: [
      [
        '      eu-central-1:\n',
        '      eu-south-1:\n        network: {cidr: 10.40.0.0/16, zones: [eu-south-1a]}\n        groups: {mirror-sync: {capacity: {owner: iac, min: 1, max: 1, desired: 1}}}\n        redis: {}\n        loadBalancers: {extra: {group: mirror-serve, listeners: {http: 80}, allow: cdn}}\n      eu-central-1:\n',
      ],
    ],
    at: 'cdn',
    message: 'the addresses from which CloudFront reaches eu-south-1 are not known here',
    fix: 'any',
  },
  {
    code: 'cdn/too-many-origins',
    site: 'aws',
    bad: [
      [
        '      files: {origins: [eu-central-1/mirror]}',
        '      files: {origins: [eu-central-1/mirror, eu-central-1/b, eu-central-1/c]}',
      ],
      [
        '          mirror: {access: cdn,',
        '          b: {access: cdn}\n          c: {access: cdn}\n          mirror: {access: cdn,',
      ],
    ],
    at: 'eu-central-1/c',
    message: '3 origins are more than an edge of aws takes: a primary, and one that steps in',
    allowed: '2 at most',
    fix: '[eu-central-1/mirror, eu-central-1/b]',
  },
  {
    code: 'domain/certificate-invalid',
    site: 'aws',
    bad: [[domain, '    domain: {name: example.com, certificate: cas/1}\n']],
    at: 'cas/1',
    message: 'cas/1 is no certificate of aws, which eu-central-1 lies on',
    allowed: 'acm/<id of 36 characters> on aws',
    fix: 'acm/00000000-0000-0000-0000-000000000000, for example',
  },
  {
    code: 'domain/certificate-missing',
    site: 'aws',
    bad: [[domain, '    domain: {name: example.com}\n']],
    at: 'domain',
    message: 'the domain has no certificate, which the edge mirrors needs on aws',
    fix: 'certificate: acm/00000000-0000-0000-0000-000000000000',
  },
  {
    code: 'domain/certificate-missing',
    site: 'cloud',
    bad: [[', certificate: cas/1}', '}']],
    at: 'domain',
    message: 'the domain has no certificate, which the https listener of cn-hangzhou/git needs on alicloud',
    fix: 'certificate: cas/12345678',
  },
  {
    code: 'cdn/origin-private',
    site: 'local',
    bad: [['mirror: {access: cdn, forceDestroy: true}', 'mirror: {forceDestroy: true}']],
    at: 'local/mirror',
    message: 'local/mirror is private, so that the edge could not read it',
    related: ['local/mirror is defined here'],
    fix: 'access: cdn for local/mirror',
  },
];

function ranges(count: number): string {
  return Array.from({ length: count }, (_, at) => `203.0.113.${at}/32`).join(', ');
}
