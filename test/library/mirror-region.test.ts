import { secret } from '@pulumi/pulumi';
import { expect, it } from 'vitest';
import { Region as AlicloudRegion } from '../../library/alicloud.ts';
import { Region } from '../../library/aws.ts';
import { MirrorRegion } from '../../library/mirror-region.ts';
import type { CloudRegion } from '../../library/region.ts';
import { checkSite } from '../../topology/check-site.ts';
import { nameOf } from '../support/engine/graph.ts';
import { type Registration, register } from '../support/engine/in-process.ts';
import { madeUpSecret } from '../support/engine/made-up-secrets.ts';
import { programOf } from './support.ts';

const composer = { upstream: 'https://repo.packagist.org', only: ['symfony/*'] };
const capacity = { owner: 'iac', min: 2, max: 6, desired: 2 } as const;

const clouds = {
  aws: {
    name: 'eu-central-1',
    account: { id: '123456789012' },
    network: { cidr: '10.20.0.0/16', zones: ['eu-central-1a', 'eu-central-1b'] },
    domain: { name: 'example.com', certificates: { edge: 'acm/00000000-0000-0000-0000-000000000000' } },
    instanceTypes: ['m7i.large'],
    create: Region,
  },
  alicloud: {
    name: 'cn-hangzhou',
    account: { id: '1234567890123456', type: 'domestic' },
    network: { cidr: '10.20.0.0/16', zones: ['cn-hangzhou-i', 'cn-hangzhou-j'] },
    domain: { name: 'example.cn', icp: '浙ICP備00000000号', certificate: 'cas/12345678' },
    instanceTypes: ['ecs.g8i.large'],
    create: AlicloudRegion,
  },
} as const;

const decoded = (base64: string): string => Buffer.from(base64, 'base64').toString();

const withoutIds = (text: string): string =>
  text.replaceAll(/Canary-\w+|made-up-[0-9a-f]{12}|\b\d{13,15}\b/g, 'ID');

/** By type and name, without the ids that stand for URNs, and without who is asked to make them. */
function graphOf(registered: readonly Registration[]): Map<string, string> {
  return new Map(
    registered
      .filter(({ type }) => !type.startsWith('skerry:index:') && !type.startsWith('pulumi:'))
      .filter(({ type }) => !/:Region$/.test(type))
      .map((one) => [
        `${one.type} ${nameOf(one)}`,
        JSON.stringify(one.inputs, (property, value: unknown) =>
          typeof value === 'string' ? withoutIds(property === 'userData' ? decoded(value) : value) : value,
        ),
      ]),
  );
}

it.each(Object.keys(clouds) as (keyof typeof clouds)[])(
  'a mirror region on %s is what a stack file with this one region is',
  async (cloud) => {
    const { name, account, network, domain, instanceTypes, create } = clouds[cloud];
    const machine = { image: 'debian-12', instanceTypes: [...instanceTypes], capacity };
    const site = {
      version: 1,
      stage: 'development',
      platform: cloud,
      account,
      domain,
      releases: { signingKey: 'releaseKey' },
      mirror: { composer, publishTo: [`${name}/mirror`] },
      cdn: { mirrors: { origins: [`${name}/serve`] }, files: { origins: [`${name}/mirror`] } },
      regions: {
        [name]: {
          network,
          redis: {},
          buckets: { mirror: { access: 'cdn' } },
          loadBalancers: { serve: { group: 'mirror-serve', listeners: { http: 80 } } },
          groups: { 'mirror-serve': machine, 'mirror-sync': machine },
        },
      },
    };
    const options = { secrets: new Set(['releaseKey']), now: new Date('2026-11-22T12:00:00Z') };
    const { plan, findings } = checkSite(site, { stack: 'skerry-prod-packages', ...options });
    if (!plan) throw new Error(JSON.stringify(findings));
    const stack = graphOf(await register(plan));

    const library = graphOf(
      await programOf(() => {
        const common = { account, domain, network: { ...network, zones: [...network.zones] } };
        const region: CloudRegion = new create(name, common);
        new MirrorRegion('packages', {
          region,
          composer,
          releases: { signingKey: secret(madeUpSecret('releaseKey')) },
          serve: machine,
          sync: machine,
          loadBalancer: { listeners: { http: 80 } },
        });
      }),
    );

    expect([...library.keys()].sort()).toEqual([...stack.keys()].sort());
    // The network belongs to the region, which other components lie in as well.
    const shared = (key: string) => key.includes(`${name}/network`);
    const differing = [...library].filter(([key, inputs]) => !shared(key) && inputs !== stack.get(key));
    expect(differing.map(([key]) => key)).toEqual([]);
  },
);
