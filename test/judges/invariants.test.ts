import fc from 'fast-check';
import { expect, it } from 'vitest';
import { analyse } from '../../topology/analyse.ts';
import { stackFileOf } from './sites/text.ts';
import { invariantsHold } from './invariants.ts';
import { type SmallSite, smallSites } from './small-sites.ts';

const RUNS = 600;
const NOW = new Date('2026-11-22T12:00:00Z');

function textOf({ regions, bucket }: SmallSite): string {
  const members = regions.map(({ name, cidr, zones, git, balancer, buckets }) => [
    name,
    {
      network: { cidr, zones },
      buckets: Object.fromEntries(buckets.map(({ name: own, ...rest }) => [own, rest])),
      ...(git && {
        groups: {
          git: {
            capacity: git,
            ...(git.owner === 'autoscaler' && { rules: [{ track: 'cpu', target: 60 }] }),
          },
        },
      }),
      loadBalancers: {
        git: { group: balancer.group, listeners: { http: balancer.http, ssh: balancer.ssh } },
      },
    },
  ]);
  return stackFileOf({
    version: 1,
    stage: 'staging',
    platform: 'aws',
    account: { id: '123456789012' },
    releases: { signingKey: 'releaseKey' },
    git: { bucket, hostKeys: 'gitHostKeys' },
    defaults: { group: { image: 'debian-12', instanceTypes: ['m7i.large'] } },
    regions: Object.fromEntries(members) as object,
  });
}

it('accepts a site exactly if the invariants hold', () => {
  const seen = { sound: 0, wrong: 0 };
  fc.assert(
    fc.property(smallSites, (site) => {
      const text = textOf(site);
      const { diagnostics, plan } = analyse({ path: 'stacks/Pulumi.small.yaml', text, now: NOW });
      const errors = diagnostics.filter(({ severity }) => severity === 'error');
      seen[invariantsHold(site) ? 'sound' : 'wrong'] += 1;
      expect(
        errors.map(({ code, message }) => `${code}: ${message}`).join('; ') === '',
        `${JSON.stringify(errors)}\n${text}`,
      ).toBe(invariantsHold(site));
      expect(plan !== undefined).toBe(errors.length === 0);
    }),
    { numRuns: RUNS, seed: Number(process.env['SKERRY_SEED'] ?? 20_261_122) },
  );
  expect(seen.sound).toBeGreaterThan(RUNS / 10);
  expect(seen.wrong).toBeGreaterThan(RUNS / 10);
});
