import type { Json, Kind, Sample } from './samples.ts';

type Cloud = 'alicloud' | 'aws';
type Tree = { [key: string]: Json };

const places: Record<
  Cloud,
  { region: string; zones: string[]; machine: Tree; account: string; certificate: string }
> = {
  alicloud: {
    region: 'cn-hangzhou',
    zones: ['cn-hangzhou-i', 'cn-hangzhou-k'],
    machine: { image: 'debian-12', instanceTypes: ['ecs.g8i.large'] },
    account: '1234567890123456',
    certificate: 'cas/1',
  },
  aws: {
    region: 'eu-central-1',
    zones: ['eu-central-1a', 'eu-central-1b'],
    machine: { image: 'debian-12', instanceTypes: ['m7i.large'] },
    account: '123456789012',
    certificate: 'acm/00000000-0000-0000-0000-000000000000',
  },
};

const secrets = [
  'alertWebhook',
  'codeHostTokens',
  'gitHostKeys',
  'gitTls',
  'otherReleaseKey',
  'redisPassword',
  'releaseKey',
];

/** A small site on a cloud, and the same with a word more: as texts of their stack files. */
export function tried(cloud: Cloud, kind: Kind, sample: Sample): { without: string; with: string } {
  const build = (worded: boolean) => {
    const file = siteOn(cloud, kind);
    const thing = thingOf(file.site, places[cloud].region, kind);
    for (const [key, value] of Object.entries(sample.beside ?? {})) {
      thing[key] = structuredClone(valueOn(cloud, value));
    }
    if (worded) set(thing, sample.word.split('.'), here(valueOn(cloud, sample.value), places[cloud].region));
    const rest = Object.fromEntries(secrets.map((name) => [`skerry:${name}`, { secure: 'v1:x' }]));
    return JSON.stringify({ config: { ...rest, 'skerry:site': file.site } });
  };
  return { without: build(false), with: build(true) };
}

/** As small as it can be with such a thing in it: what git needs alone, or the mirror. */
function siteOn(cloud: Cloud, kind: Kind): { site: Tree } {
  const { region, zones, machine, account, certificate } = places[cloud];
  const mirrors = kind === 'redis' || kind === 'edge' || kind === 'site';
  const of = (name: string) => `${region}/${name}`;
  const group = (workload: string, capacity: Json): Tree => ({
    ...machine,
    workload,
    capacity,
    drain: '10m',
  });
  const auto = { owner: 'autoscaler', min: 1, max: 4 };
  return {
    site: {
      version: 1,
      stage: 'staging',
      platform: cloud,
      account: { id: account },
      domain: { name: 'example.com', certificate },
      releases: { signingKey: 'releaseKey' },
      ...(mirrors
        ? {
            mirror: { composer: { upstream: 'https://repo.packagist.org' }, publishTo: [of('main')] },
            cdn: { mirrors: { origins: [of('serve')] }, files: { origins: [of('main')] } },
          }
        : { git: { bucket: of('main'), hostKeys: 'gitHostKeys' } }),
      regions: {
        [region]: {
          network: { cidr: '10.32.0.0/16', zones },
          buckets: { main: { access: mirrors ? 'cdn' : 'private' }, ...(kind === 'bucket' && { other: {} }) },
          ...((mirrors || kind === 'balancer') && {
            loadBalancers: { serve: { group: mirrors ? 'serve' : 'main', listeners: { http: 80 } } },
          }),
          ...(mirrors
            ? { redis: {}, groups: { main: group('mirror-sync', auto), serve: group('mirror-serve', auto) } }
            : {
                groups: {
                  main: group('git', auto),
                  ...(kind === 'balancer' && { canary: group('git', auto) }),
                },
              }),
        },
      },
    },
  };
}

function thingOf(site: Tree, region: string, kind: Kind): Tree {
  const at = (...keys: string[]) => keys.reduce((tree, key) => tree[key] as Tree, site);
  switch (kind) {
    case 'site':
      return site;
    case 'edge':
      return at('cdn', 'mirrors');
    case 'redis':
      return at('regions', region, 'redis');
    case 'bucket':
      return at('regions', region, 'buckets', 'other');
    case 'balancer':
      return at('regions', region, 'loadBalancers', 'serve');
    case 'group':
      return at('regions', region, 'groups', 'main');
  }
}

function set(thing: Tree, path: readonly string[], value: Json): void {
  const [key = '', ...rest] = path;
  if (rest.length === 0) thing[key] = value;
  else set((thing[key] ??= {}) as Tree, rest, value);
}

function valueOn(cloud: Cloud, value: Sample['value']): Json {
  const isByCloud = typeof value === 'object' && !Array.isArray(value) && 'alicloud' in value;
  return isByCloud ? (value as Record<Cloud, Json>)[cloud] : value;
}

/** `here/name` is of the site's own region. */
function here(value: Json, region: string): Json {
  return typeof value === 'string' ? value.replace(/^here\//, `${region}/`) : value;
}
