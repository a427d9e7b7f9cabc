/** A site on Alibaba Cloud with each kind of thing in it; tests edit it line by line. */
export const cloud = `# yaml-language-server: $schema=../schema/stack.v1.json
config:
  skerry:codeHostTokens: {secure: "v1:…"}
  skerry:gitHostKeys: {secure: "v1:…"}

  skerry:site:
    version: 1
    stage: production
    platform: alicloud
    domain: {name: example.cn, icp: 浙ICP备00000000号, certificate: cas/1}

    mirror:
      composer: {upstream: "https://repo.packagist.org", tokens: codeHostTokens}
      publishTo: [cn-hangzhou/mirror, cn-beijing/mirror]
    git: {bucket: cn-hangzhou/git, hostKeys: gitHostKeys}
    cdn:
      mirrors: {origins: [cn-hangzhou/serve]}
      files: {origins: [cn-hangzhou/mirror, cn-beijing/mirror]}
    defaults:
      group: {image: debian-12, instanceTypes: [ecs.g8i.large]}

    regions:
      cn-hangzhou:
        network: {cidr: 10.17.0.0/16, zones: [cn-hangzhou-i, cn-hangzhou-k]}
        redis: {memoryGiB: 4}
        buckets:
          mirror: {access: cdn}
          git: {backup: cn-beijing/git-backup}
        loadBalancers:
          git: {group: git, listeners: {https: 443, ssh: 22}, deny: [198.51.100.0/24]}
          serve: {type: clb, group: mirror-serve, listeners: {http: 80}}
        groups:
          mirror-sync:
            capacity: {owner: autoscaler, min: 2, max: 12, initial: 3, onDemandBase: 2}
            rules: [{track: cpu, target: 60}]
          mirror-serve:
            capacity: {owner: iac, min: 2, max: 6, desired: 3}
          git:
            capacity: {owner: schedule, min: 3, max: 16}
            schedules: {renewed: 2026-11-22, night: {cron: "0 22 * * *", desired: 3}}
      cn-beijing:
        network: {cidr: 10.18.0.0/16, zones: [cn-beijing-k, cn-beijing-l]}
        buckets:
          mirror: {access: cdn}
          git-backup: {appendOnly: true}
    account: {id: "1234567890123456"}
    releases: {signingKey: releaseKey}
  skerry:releaseKey: {secure: "v1:…"}
`;

/** As small as a site of the mirror on one machine can be. */
export const local = `config:
  skerry:site:
    version: 1
    stage: development
    platform: local
    mirror: {composer: {upstream: sample}, publishTo: [local/mirror]}
    cdn:
      mirrors: {origins: [local/serve]}
      files: {origins: [local/mirror]}
    regions:
      local:
        network: {zones: [local-a, local-b]}
        redis: {}
        buckets:
          mirror: {access: cdn, forceDestroy: true}
        loadBalancers:
          serve: {group: mirror-serve, listeners: {http: 8080}}
        groups:
          mirror-sync:
            capacity: {owner: iac, min: 1, max: 4, desired: 2}
          mirror-serve:
            capacity: {owner: iac, min: 2, max: 4, desired: 2}
`;

/** The same mirror on AWS. */
export const aws = local
  .replace('config:\n', 'config:\n  skerry:releaseKey: {secure: "v1:…"}\n')
  .replace('stage: development', 'stage: staging')
  .replace(
    'platform: local',
    'platform: aws\n    account: {id: "123456789012"}\n    domain: {name: example.com, certificate: acm/00000000-0000-0000-0000-000000000000}\n    releases: {signingKey: releaseKey}',
  )
  .replace('upstream: sample', 'upstream: "https://repo.packagist.org"')
  .replace(
    '    regions:',
    '    defaults: {group: {image: debian-12, instanceTypes: [m7i.large]}}\n    regions:',
  )
  .replaceAll('local/', 'eu-central-1/')
  .replace('      local:', '      eu-central-1:')
  .replace('{zones: [local-a, local-b]}', '{cidr: 10.32.0.0/16, zones: [eu-central-1a, eu-central-1b]}');

export const sites = { cloud, local, aws };

/** From what to what; the text must occur exactly once, so that a test changes what it means to. */
export type Edit = readonly [from: string, to: string];

export function edited(text: string, edits: readonly Edit[]): string {
  return edits.reduce((current, [from, to]) => {
    const parts = current.split(from);
    if (parts.length !== 2)
      throw new Error(`"${from}" occurs ${parts.length - 1} times in the site, not once`);
    return parts.join(to);
  }, text);
}
