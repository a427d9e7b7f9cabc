import type { Case } from './case.ts';

const mirror = '    mirror: {composer: {upstream: sample}, publishTo: [local/mirror]}\n';

export const workloadCases: Case[] = [
  {
    code: 'group/workload-missing',
    site: 'local',
    bad: [['          mirror-sync:\n', '          fetchers:\n']],
    at: 'fetchers',
    message: 'fetchers is not the name of a workload, so that the group must say which it runs',
    allowed: 'workload: mirror-sync, mirror-serve or git',
    fix: 'workload: mirror-sync',
    good: [['          mirror-sync:\n', '          fetchers:\n            workload: mirror-sync\n']],
  },
  {
    code: 'mirror/not-declared',
    site: 'local',
    bad: [
      [mirror, ''],
      ['          mirror-sync:\n            capacity: {owner: iac, min: 1, max: 4, desired: 2}\n', ''],
    ],
    at: 'mirror-serve',
    message: 'local/mirror-serve runs mirror-serve, and the site has no mirror',
    fix: 'mirror: {composer: {upstream: …}, publishTo: [region/bucket]}',
  },
  {
    code: 'git/not-declared',
    site: 'cloud',
    bad: [['    git: {bucket: cn-hangzhou/git, hostKeys: gitHostKeys}\n', '']],
    at: 'git',
    message: 'cn-hangzhou/git runs git, and the site has no git',
    fix: 'git: {bucket: region/bucket, hostKeys: gitHostKeys}',
  },
  {
    code: 'redis/missing',
    site: 'cloud',
    bad: [['        redis: {memoryGiB: 4}\n', '']],
    at: 'mirror-sync',
    message: 'cn-hangzhou/mirror-sync keeps its queue in Redis, and cn-hangzhou has none',
    fix: 'redis: {memoryGiB: 1} in cn-hangzhou',
    good: [['redis: {memoryGiB: 4}', 'redis: {}']],
  },
  {
    code: 'mirror/no-serving-bucket',
    site: 'cloud',
    bad: [['publishTo: [cn-hangzhou/mirror, cn-beijing/mirror]', 'publishTo: [cn-beijing/mirror]']],
    at: 'mirror-serve',
    message: 'cn-hangzhou/mirror-serve serves from a bucket of cn-hangzhou, and nothing is published to one',
    fix: 'a bucket of cn-hangzhou in mirror.publishTo',
  },
  {
    code: 'mirror/sample-not-local',
    site: 'cloud',
    bad: [['upstream: "https://repo.packagist.org"', 'upstream: sample']],
    at: 'sample',
    message: 'the sample upstream runs on local alone, and cn-hangzhou/mirror-sync syncs on alicloud',
    fix: 'https://repo.packagist.org',
  },
  {
    code: 'group/image-missing',
    site: 'aws',
    bad: [['{image: debian-12, instanceTypes: [m7i.large]}', '{instanceTypes: [m7i.large]}']],
    at: 'mirror-sync',
    message: 'eu-central-1/mirror-sync has no image, which its machines on aws need',
    fix: 'image: debian-12, here or in defaults.group',
  },
  {
    code: 'group/instance-types-missing',
    site: 'aws',
    bad: [['{image: debian-12, instanceTypes: [m7i.large]}', '{image: debian-12}']],
    at: 'mirror-sync',
    message: 'eu-central-1/mirror-sync has no instanceTypes, which its machines on aws need',
    fix: 'instanceTypes: [ecs.g8i.large], here or in defaults.group',
  },
];
