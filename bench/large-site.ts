/** What a group with its balancer becomes on AWS, in resources; the rest of the site is about 39 more. */
const PER_GROUP = 24;
const REST = 39;

/** Number of groups for a site of about so many resources. */
export const groupsFor = (resources: number): number =>
  Math.max(1, Math.round((resources - REST) / PER_GROUP));

/** A stack file of one region on AWS, with groups of git behind balancers of their own. */
export function largeSite(groups: number): string {
  const names = Array.from({ length: groups }, (_, at) => `git-${at}`);
  const balancers = names.map(
    (name) => `          ${name}: {group: ${name}, listeners: {https: 443, ssh: 22}}`,
  );
  const capacity = '{owner: autoscaler, min: 1, max: 4}';
  const rules = '[{track: cpu, target: 60}]';
  return `config:
  skerry:gitHostKeys: {secure: "v1:…"}
  skerry:releaseKey: {secure: "v1:…"}
  skerry:site:
    version: 1
    stage: staging
    platform: aws
    account: {id: "123456789012"}
    domain: {name: example.com, certificates: {eu-central-1: acm/11111111-1111-1111-1111-111111111111}}
    git: {bucket: eu-central-1/git, hostKeys: gitHostKeys}
    releases: {signingKey: releaseKey}
    defaults: {group: {image: debian-12, instanceTypes: [m7i.large]}}
    regions:
      eu-central-1:
        network: {cidr: 10.32.0.0/16, zones: [eu-central-1a, eu-central-1b]}
        redis: {memoryGiB: 1}
        buckets: {git: {access: private}}
        loadBalancers:
${balancers.join('\n')}
        groups:
${names.map((name) => `          ${name}: {workload: git, capacity: ${capacity}, rules: ${rules}}`).join('\n')}
`;
}
