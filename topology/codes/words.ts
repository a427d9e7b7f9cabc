import type { Code, PreventedError } from './code.ts';

/** How families, clouds and tellers are called where codes are explained. */
export const CLOUDS: Readonly<Record<PreventedError['cloud'], string>> = {
  tencent: 'Tencent Cloud',
  alicloud: 'Alibaba Cloud',
  aws: 'AWS',
  pulumi: 'Pulumi',
};

/** Who tells a code that no stack file alone shows. */
export const TELLERS: Readonly<Record<NonNullable<Code['toldBy']>, string>> = {
  machine: 'skerry up, which asks the machine that a local stack runs on',
  cloud: 'skerry up and skerry preview, which ask the cloud for what is there',
  library: 'the components of the library, of the arguments that a program gives them',
};

/** Of a code whose findings may be accepted. */
export const EXEMPTIBLE = 'by a reason, up to a day';

/** What the codes of a family are about. */
export const FAMILIES: Readonly<Record<string, string>> = {
  yaml: 'the text of the file',
  schema: "the file's words and values",
  secret: 'secrets beside the site',
  exempt: 'findings that are accepted for a time',
  capacity: 'how many instances a group has, and who moves that number',
  region: 'regions and the platform that has them',
  network: 'networks, ranges and zones',
  bucket: 'object storage',
  lb: 'load balancers and their listeners',
  group: 'scaling groups and their machines',
  mirror: 'what is mirrored, and where to',
  git: 'git hosting',
  redis: 'Redis of a region',
  refresh: 'replacing instances a few at a time',
  maintenance: 'bounds for whatever replaces instances',
  attach: 'instances that exist already',
  hook: 'pauses in the life of instances',
  notification: 'messages about instances',
  suspend: 'what a cloud does not do for now',
  cdn: 'edges and their origins',
  rule: 'rules that scale a group',
  schedule: 'changes of capacity at set times',
  account: 'accounts at the clouds',
  release: 'the software of instances',
  domain: 'names and certificates',
  alerts: 'alarms',
  platform: 'words that a platform has no use for',
};
