/** A mirror and git hosting in ten regions of two clouds: 40 groups, and everything that a drawing shows. */
export function fortyGroups(): string {
  const list = (name: string, regions = REGIONS) =>
    `[${regions.map(([region]) => `${region}/${name}`).join(', ')}]`;
  const onAlibaba = REGIONS.filter(([region]) => region.startsWith('cn-'));
  const certificates = REGIONS.filter((region) => !onAlibaba.includes(region)).map(
    ([region], position) => `${region}: acm/11111111-1111-1111-1111-11111111111${position}`,
  );
  return `config:
  skerry:gitHostKeys: {secure: "v1:…"}
  skerry:releaseKey: {secure: "v1:…"}
  skerry:site:
    version: 1
    stage: staging
    platform: alicloud
    account: {id: "1234567890123456", type: domestic}
    accounts: {aws: {id: "123456789012"}}
    domain: {name: example.cn, icp: 浙ICP备00000000号, certificate: cas/1, certificates: {${certificates.join(', ')}}}
    releases: {signingKey: releaseKey}
    mirror: {composer: {upstream: "https://repo.packagist.org"}, publishTo: ${list('mirror')}}
    git: {bucket: cn-hangzhou/git, hostKeys: gitHostKeys}
    cdn: {mirrors: {origins: ${list('serve', onAlibaba)}}, files: {origins: ${list('mirror', onAlibaba)}}}
    defaults: {group: {image: debian-12}}
    regions:
${REGIONS.map(region).join('')}`;
}

const REGIONS: [name: string, zones: string][] = [
  ['cn-hangzhou', 'ijk'],
  ['cn-beijing', 'kl'],
  ['cn-shanghai', 'lm'],
  ['cn-shenzhen', 'ef'],
  ['cn-hongkong', 'bc'],
  ['eu-central-1', 'ab'],
  ['eu-west-1', 'ab'],
  ['us-east-1', 'ab'],
  ['us-west-2', 'ab'],
  ['ap-southeast-1', 'ab'],
];

function region([name, zones]: [string, string], position: number): string {
  const alibaba = name.startsWith('cn-');
  const zone = (letter: string) => (alibaba ? `${name}-${letter}` : `${name}${letter}`);
  const types = `instanceTypes: [${alibaba ? 'ecs.g8i.large' : 'm7i.large'}]`;
  const first =
    name === 'cn-hongkong' || name === 'eu-central-1'
      ? `mirror-sync: {${types}, capacity: {owner: autoscaler, min: 2, max: 12, initial: 2, onDemandBase: 2}, spot: true, rules: [{track: backlog-per-instance, target: 500}]}`
      : `git-archive: {workload: git, ${types}, capacity: {owner: iac, min: 2, max: 4, desired: 2}}`;
  const more: Record<string, string> = {
    'cn-hangzhou': '          git: {backup: cn-beijing/git-backup}\n',
    'cn-beijing': '          git-backup: {appendOnly: true}\n',
  };
  return `      ${name}:
        platform: ${alibaba ? 'alicloud' : 'aws'}
        network: {cidr: 10.${16 + position}.0.0/16, zones: [${[...zones].map(zone).join(', ')}]}
        redis: {memoryGiB: 2}
        buckets:
          mirror: {access: cdn${alibaba ? `, host: oss-${name.slice(3)}` : ''}}
${more[name] ?? ''}        loadBalancers:
          serve: {${alibaba ? 'type: clb, ' : ''}group: mirror-serve, listeners: {http: 80}}
          git: {group: git, listeners: {https: 443, ssh: 22}, deny: [198.51.100.0/24, 203.0.113.0/24]}
          git-ci: {group: git-ci, listeners: {https: 443}}
        groups:
          ${first}
          mirror-serve: {${types}, capacity: {owner: iac, min: 2, max: 6, desired: 3}}
          git: {${types}, capacity: {owner: autoscaler, min: 3, max: 16, initial: 4}, rules: [{track: cpu, target: 60}], drain: 15m}
          git-ci: {workload: git, ${types}, capacity: {owner: schedule, min: 2, max: 8, initial: 2}, schedules: {renewed: 2026-11-22, workday: {cron: "30 8 * * 1-5", desired: 6}, night: {cron: "0 22 * * *", desired: 2}}}
`;
}
