import type { Case } from './case.ts';

const localServe = 'capacity: {owner: iac, min: 2, max: 4, desired: 2}';

export const platformCases: Case[] = [
  {
    code: 'platform/word-not-honoured',
    site: 'local',
    bad: [[localServe, `${localServe}\n            spot: true`]],
    at: 'spot',
    message:
      'spot has no effect on local, where local/mirror-serve is: all instances are of this one machine',
    fix: 'leave spot out',
    good: [[localServe, `${localServe}\n            spot: false`]],
  },
  {
    code: 'platform/word-not-honoured',
    site: 'local',
    bad: [['    regions:', '    defaults: {group: {image: debian-12}}\n    regions:']],
    at: 'image',
    message:
      'image: debian-12 has no effect on local, where local/mirror-sync is: instances are processes of this machine',
    fix: 'leave image out',
    good: [['    regions:', '    defaults: {group: {drain: 10s}}\n    regions:']],
  },
  {
    code: 'platform/word-not-honoured',
    site: 'local',
    bad: [['listeners: {http: 8080}', 'listeners: {http: 8080}, allow: cdn']],
    at: 'cdn',
    message: 'allow: cdn has no effect on local, where local/serve is: nobody else reaches this machine',
    fix: 'any',
    good: [['listeners: {http: 8080}', 'listeners: {http: 8080}, allow: any']],
  },
  {
    code: 'platform/word-not-honoured',
    site: 'aws',
    bad: [['mirror: {access: cdn,', 'mirror: {access: cdn, host: s3,']],
    at: 'host',
    message:
      "host: s3 has no effect on aws, where eu-central-1/mirror is: the bucket's own endpoint serves everywhere there",
    fix: 'leave host out',
  },
  {
    code: 'platform/word-not-honoured',
    site: 'cloud',
    bad: [['min: 3, max: 16}', 'min: 3, max: 16, warmPool: 2}']],
    at: 'warmPool',
    message: 'warmPool has no effect on alicloud, where cn-hangzhou/git is: Auto Scaling has no warm pool',
    fix: 'a larger min, or leave warmPool out',
    good: [['min: 3, max: 16}', 'min: 3, max: 16, warmPool: 0}']],
  },
  {
    code: 'platform/word-not-made',
    site: 'cloud',
    bad: [['name: example.cn,', 'name: example.cn, key: gitHostKeys,']],
    at: 'key',
    message:
      'key: gitHostKeys has no effect on alicloud, where the site is: it is for `tls: instance` alone, which no workload knows so far',
    fix: 'leave key out',
  },
  {
    code: 'platform/word-not-honoured',
    site: 'aws',
    bad: [['{origins: [eu-central-1/serve]}', '{origins: [eu-central-1/serve], port: 8443}']],
    at: 'port',
    message:
      'port has no effect on aws, where the edge mirrors is: CloudFront answers on the ports of the web alone',
    fix: 'leave port out',
  },
  {
    code: 'platform/word-not-honoured',
    site: 'aws',
    bad: [['name: example.com,', 'name: example.com, icp: 浙ICP备00000000号,']],
    at: 'icp',
    message:
      'icp: 浙ICP备00000000号 has no effect on aws, where the site is: the mainland of China asks for it, and no edge is there',
    fix: 'leave icp out',
  },
  {
    code: 'platform/word-not-honoured',
    site: 'local',
    bad: [['    regions:\n', '    tags: {team: dev}\n    regions:\n']],
    at: 'tags',
    message: 'tags has no effect on local, where the site is: processes have no tags',
    fix: 'leave tags out',
  },
];
