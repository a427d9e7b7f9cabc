import type { Edit } from '../../support/sites.ts';
import type { Case } from './case.ts';

/** Words of the balancer in front of git on Alibaba Cloud, and of the one of the mirror there, and on AWS. */
const git = (words: string): Edit => ['git: {group: git,', `git: {${words}, group: git,`];
const classic = (words: string): Edit => ['serve: {type: clb,', `serve: {type: clb, ${words},`];
const aws = (words: string): Edit => ['serve: {group', `serve: {${words}, group`];

const canary: Edit = [
  '      cn-beijing:\n',
  '          git-canary:\n            workload: git\n            capacity: {owner: iac, min: 1, max: 1, desired: 1}\n      cn-beijing:\n',
];

const certificates = (words: string): Edit => [
  'certificate: acm/00000000-0000-0000-0000-000000000000}',
  `certificates: {${words}}}`,
];
const [one, other] = ['acm/00000000-0000-0000-0000-000000000000', 'acm/11111111-1111-1111-1111-111111111111'];
const https: Edit = ['listeners: {http: 8080}', 'listeners: {https: 443}'];
const dns = (words: string): Edit => ['name: example.com,', `name: example.com, ${words},`];
const abroad = 'account: {id: "1234567890123456", type: international}';

export const balancerCases: Case[] = [
  {
    code: 'lb/health-limit',
    site: 'aws',
    bad: [aws('health: {interval: 4s, timeout: 2s}')],
    at: '4s',
    message: 'interval: 4s is beyond what a balancer of aws takes',
    allowed: '5s to 300s (limits of health checks, table of 2026-11-20)',
    fix: '5s',
    good: [aws('health: {interval: 5s, timeout: 2s}')],
  },
  {
    code: 'lb/health-limit',
    site: 'cloud',
    bad: [git('health: {healthy: 1}')],
    at: '1',
    message: 'healthy: 1 is beyond what a balancer of alicloud takes',
    allowed: '2 to 10 (limits of health checks, table of 2026-11-20)',
    fix: '2',
    good: [classic('health: {healthy: 1}')],
  },
  {
    code: 'lb/health-timeout',
    site: 'aws',
    bad: [aws('health: {timeout: 20s}')],
    at: '20s',
    message: 'a check may take 20 s, and the next begins after 10 s',
    fix: '10s',
    good: [aws('health: {timeout: 20s, interval: 20s}')],
  },
  {
    code: 'lb/health-timeout',
    site: 'cloud',
    bad: [classic('health: {interval: 2s}')],
    at: '2s',
    message: 'a check may take 3 s, and the next begins after 2 s',
    fix: 'timeout: 2s beside it',
    good: [classic('health: {interval: 2s, timeout: 2s}')],
  },
  {
    code: 'lb/drain-limit',
    site: 'cloud',
    bad: [git('drain: 20m')],
    at: '20m',
    message: 'a balancer of alicloud keeps the connections of a leaving instance for 15m at most',
    allowed: "0s to 900s (balancers' drain times, table of 2026-11-20)",
    fix: '15m',
    good: [git('drain: 15m')],
  },
  {
    code: 'lb/tls-without-https',
    site: 'cloud',
    bad: [classic('tls: balancer')],
    at: 'balancer',
    message: 'TLS would end at the balancer, and the balancer has no https listener that takes it there',
    fix: 'listeners: {https: 443}, or edge',
    good: [classic('tls: edge')],
  },
  {
    code: 'lb/https-of-edge',
    site: 'cloud',
    bad: [git('tls: edge')],
    at: 'edge',
    message: 'TLS would end at the edge, and an https listener ends it at the balancer',
    related: ['https is here'],
    fix: 'balancer, or an http listener',
    good: [git('tls: balancer')],
  },
  {
    code: 'lb/tls-without-key',
    site: 'cloud',
    bad: [git('tls: instance')],
    at: 'instance',
    message: 'TLS ends on the instances, and the domain names no secret with their certificate and key',
    fix: 'key: gitTls in domain',
    good: [git('tls: instance'), ['certificate: cas/1', 'certificate: cas/1, key: gitHostKeys']],
  },
  {
    code: 'lb/classic-tls-abroad',
    site: 'cloud',
    bad: [
      ['git: {group: git,', 'git: {type: clb, group: git,'],
      ['account: {id: "1234567890123456"}', abroad],
    ],
    at: 'clb',
    message: 'on an international account, the certificate service hands classic balancers no certificate',
    related: ['https is here'],
    fix: 'nlb',
    good: [['account: {id: "1234567890123456"}', abroad]],
  },
  {
    code: 'lb/weight-of-no-group',
    site: 'cloud',
    bad: [git('weights: {git-canary: 10}')],
    at: 'git-canary',
    message: 'cn-hangzhou has no group git-canary',
    allowed: 'mirror-sync, mirror-serve',
    fix: 'git-canary under groups of cn-hangzhou',
    good: [git('weights: {git-canary: 10}'), canary],
  },
  {
    code: 'lb/weight-of-no-group',
    site: 'cloud',
    bad: [git('weights: {git: 10}')],
    at: 'git',
    message: "git is the balancer's own group, whose instances have 100",
    allowed: 'mirror-sync, mirror-serve',
    fix: 'leave git out',
  },
  {
    code: 'lb/weight-of-other-workload',
    site: 'cloud',
    bad: [git('weights: {mirror-serve: 10}')],
    at: 'mirror-serve',
    message: 'mirror-serve runs mirror-serve, and git behind the same balancer git',
    related: ['git is here'],
    fix: 'a group that runs git',
  },
  {
    code: 'cdn/origins-of-two-platforms',
    site: 'aws',
    bad: [
      [
        'files: {origins: [eu-central-1/mirror]}',
        'files: {origins: [eu-central-1/mirror, cn-hongkong/mirror]}',
      ],
      [
        '      eu-central-1:\n',
        '      cn-hongkong:\n        platform: alicloud\n        network: {cidr: 10.33.0.0/16, zones: [cn-hongkong-b]}\n        buckets: {mirror: {access: cdn}}\n      eu-central-1:\n',
      ],
    ],
    at: 'cn-hongkong/mirror',
    message:
      "the edge is one of aws, where eu-central-1/mirror is, and can't fetch from cn-hongkong/mirror on alicloud",
    related: ['its primary is here'],
    fix: 'a fallback on aws, or leave it out',
  },
  {
    code: 'domain/certificate-of-two-regions',
    site: 'aws',
    bad: [https],
    at: one,
    message: `the edge mirrors needs a certificate of us-east-1, and the https listener of eu-central-1/serve one of eu-central-1: ${one} is in one of them`,
    fix: 'certificates: {edge: acm/…, eu-central-1: acm/…}',
    good: [https, certificates(`edge: ${one}, eu-central-1: ${other}`)],
  },
  {
    code: 'domain/certificate-of-no-place',
    site: 'aws',
    bad: [certificates(`edge: ${one}, eu-centrl-1: ${other}`)],
    at: 'eu-centrl-1',
    message: 'eu-centrl-1 is neither the edge nor a region of this site',
    allowed: 'edge, eu-central-1',
    fix: 'eu-central-1',
    good: [certificates(`edge: ${one}`)],
  },
  {
    code: 'lb/cdn-not-alone',
    warning: true,
    site: 'cloud',
    bad: [['listeners: {http: 80}}', 'listeners: {http: 80}, allow: cdn}']],
    at: 'cdn',
    message:
      "cn-hangzhou/serve takes connections from anywhere: Alibaba's CDN fetches from addresses that change and are published nowhere",
    fix: "any; what it serves is what the edge serves, and whose secrecy doesn't rest on this",
  },
  {
    code: 'cdn/access-unused',
    warning: true,
    site: 'cloud',
    bad: [['git-backup: {appendOnly: true}', 'git-backup: {appendOnly: true, access: cdn}']],
    at: 'cdn',
    message: 'no edge has cn-beijing/git-backup among its origins, so that nobody reads it from outside',
    fix: 'private, or name it in the origins of cdn.files',
  },
  {
    code: 'domain/zone-missing',
    site: 'aws',
    bad: [dns('dns: existing')],
    at: 'existing',
    message: 'Route 53 may have several zones of one name, and the id of the one that is meant is missing',
    fix: 'zone: Z0123456789ABCDEFGHIJ beside it',
    good: [dns('dns: existing, zone: Z0123456789ABCDEFGHIJ')],
  },
  {
    code: 'domain/zone-unused',
    site: 'aws',
    bad: [dns('zone: Z0123456789ABCDEFGHIJ')],
    at: 'zone',
    message: 'zone is the id of one that exists, and dns is none',
    fix: 'dns: existing beside it',
    good: [dns('dns: managed')],
  },
  {
    code: 'domain/zone-unused',
    site: 'cloud',
    bad: [['name: example.cn,', 'name: example.cn, dns: existing, zone: Z0123456789ABCDEFGHIJ,']],
    at: 'zone',
    message: "zone is the id of one of Route 53, and the site's platform is alicloud",
    fix: 'leave zone out',
    good: [['name: example.cn,', 'name: example.cn, dns: existing,']],
  },
  {
    code: 'domain/dns-on-local',
    site: 'aws',
    bad: [
      dns('dns: managed'),
      ['platform: aws', 'platform: local'],
      ['account: {id: "123456789012"}', 'accounts: {aws: {id: "123456789012"}}'],
      ['      eu-central-1:\n', '      eu-central-1:\n        platform: aws\n'],
    ],
    at: 'managed',
    message: "records are kept by the cloud of the site's platform, and that is local",
    related: ['platform is here'],
    fix: 'none, or platform: alicloud for the site',
    good: [
      ['platform: aws', 'platform: local'],
      ['account: {id: "123456789012"}', 'accounts: {aws: {id: "123456789012"}}'],
      ['      eu-central-1:\n', '      eu-central-1:\n        platform: aws\n'],
    ],
  },
];
